/** A result of a check. */
export interface Finding {
  /**
   * With an error, readers refuse or skip something, or cannot match it. Advice makes an index faster or cheaper to
   * serve.
   */
  readonly kind: 'error' | 'advice';
  /** Path of the file from the index's folder. */
  readonly file: string;
  /** Place in the file: "card 3 (us-iran-talks)", "segment 2". */
  readonly where?: string | undefined;
  /** The end of a sentence that starts with file and place. */
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
