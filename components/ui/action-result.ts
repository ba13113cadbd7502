/** The result of an action, as the reader is told it. */
export interface ActionResult {
  readonly words: string;
  /** Takes the action back. */
  readonly undo?: () => void;
  /** Whether the action failed. */
  readonly isFailure?: boolean;
}
