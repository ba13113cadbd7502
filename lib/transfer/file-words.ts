import type { ReadingState } from '../db/records.ts';

/** The words of the interface in exported files. */
export interface FileWords {
  /** BCP 47 tag of the language of these words. */
  readonly language: string;
  /** Title of pages and folders. */
  readonly title: string;
  /** Name of the folder of archived analyses. */
  readonly archive: string;
  /** Headings of the reader's note and highlights. */
  readonly note: string;
  readonly highlights: string;
  /** Texts of the links to the original article and to the page of the analysis. */
  readonly original: string;
  readonly analysis: string;
  /** Written in place of a text that is not on the device. */
  readonly pendingText: string;
  /** Names of facts. */
  readonly lens: string;
  readonly type: string;
  readonly published: string;
  readonly updated: string;
  readonly readTime: string;
  readonly outlet: string;
  readonly sourceHeadline: string;
  readonly topics: string;
  readonly publication: string;
  readonly labels: string;
  readonly state: string;
  readonly saved: string;
  readonly read: string;
  readonly withdrawn: string;
  readonly states: Readonly<Record<ReadingState, string>>;
  readonly minutes: (number: number) => string;
}
