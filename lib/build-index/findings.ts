/** A problem that the check found. */
export interface Finding {
  /**
   * `error`: the index breaks a rule of the format, for example with a file that clients reject or an address that no
   * page can match. `advice`: the index is valid, but a change would make it more useful, or faster or cheaper to
   * serve.
   */
  readonly kind: 'error' | 'advice';
  /** Path of the file, relative to the index's folder. */
  readonly file: string;
  /** The place in the file, for example "card 3 (us-iran-talks)" or "segment 2". */
  readonly where?: string | undefined;
  /** The problem, as the end of a sentence that starts with the file and the place. */
  readonly says: string;
}

/** Collects the findings of a check. */
export class Findings {
  readonly all: Finding[] = [];

  error(file: string, says: string, where?: string): void {
    this.all.push({ kind: 'error', file, where, says });
  }

  advice(file: string, says: string, where?: string): void {
    this.all.push({ kind: 'advice', file, where, says });
  }
}
