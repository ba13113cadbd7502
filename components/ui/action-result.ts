/**
 * The result of an action, as a message for the reader. A toast shows and announces each new object, even if its words
 * are the same as before. So create one object when an action ends, and no new object when the page is drawn again.
 */
export interface ActionResult {
  readonly words: string;
  /** Undoes the action. */
  readonly undo?: () => void;
  /** Whether the action failed. */
  readonly isFailure?: boolean;
}
