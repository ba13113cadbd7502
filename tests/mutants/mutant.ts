/**
 * A deliberate fault in one place of the product. At least one test must notice it; `run.ts` says how many mutants may
 * remain unnoticed.
 */
export interface Mutant {
  /** Path of the file, from the root of the project. */
  readonly file: string;
  /** Text that occurs exactly once in the file. */
  readonly original: string;
  /** Text that replaces `original`. */
  readonly broken: string;
  /** The harm that the fault would do to readers or to the publication. */
  readonly why: string;
}
