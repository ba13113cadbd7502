/** The result of an action, told to the reader. */
export interface Told {
  readonly words: string;
  /** Takes the action back. */
  readonly undo?: () => void;
  /** Whether the action failed. */
  readonly isFailure?: boolean;
}
