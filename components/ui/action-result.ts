/** The result of an action, as a message for the reader. */
export interface ActionResult {
  readonly words: string;
  /** Undoes the action. */
  readonly undo?: () => void;
  /** Whether the action failed. */
  readonly isFailure?: boolean;
}
