/** Something that a check found. */
export interface Finding {
  /**
   * Readers are worse off with an error: something is refused, skipped or cannot match. Advice makes things faster or
   * cheaper.
   */
  readonly kind: 'error' | 'advice';
  /** Path of the file from the index's folder. */
  readonly file: string;
  /** Where in the file: "card 3 (us-iran-talks)", "segments 2". */
  readonly where?: string | undefined;
  /** The end of a sentence that starts with the place. */
  readonly says: string;
}

/** What has been found so far, told by file and place. */
export class Findings {
  readonly all: Finding[] = [];

  error(file: string, says: string, where?: string): void {
    this.all.push({ kind: 'error', file, where, says });
  }

  advice(file: string, says: string, where?: string): void {
    this.all.push({ kind: 'advice', file, where, says });
  }
}
