/**
 * The result of an action, as a message for the reader. Each object stands for one action: a toast shows and announces
 * a new object again, even with the same words. So make the object when the action ends, not when the page is drawn.
 */
export interface ActionResult {
  readonly words: string;
  /** Undoes the action. */
  readonly undo?: () => void;
  /** Whether the action failed. */
  readonly isFailure?: boolean;
}
