/** A deliberate fault in one line of the product. At least one unit test must notice it. */
export interface Mutant {
  /** Path of the file, from the root of the project. */
  readonly file: string;
  /** Text that occurs exactly once in the file. */
  readonly original: string;
  /** Text that replaces it. */
  readonly broken: string;
  /** The harm that the fault would do to readers or to the publication. */
  readonly why: string;
}
