/** The result of an action, for the reader. */
export interface ActionResult {
  readonly words: string;
  /** Takes the action back. */
  readonly undo?: () => void;
  /** Whether the action failed. */
  readonly isFailure?: boolean;
}
