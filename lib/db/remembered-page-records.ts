import type { PageKey } from '../page/page-keys.ts';

/** The records about pages: what the reader asked and answered. `remembered-pages.ts` says how long they are kept. */

/** The facts about a page that are stored with a question or an answer of the reader. No other pages are stored. */
export interface PageToRemember {
  /** The page's address without tracking and personal parameters. */
  readonly address: string;
  /** The URL keys of the page; at least one. The key of its address is first. */
  readonly keys: readonly Pick<PageKey, 'key' | 'by' | 'offSite'>[];
  /** The headlines of the page, the article's first. Empty if they may still belong to the previous page. */
  readonly headlines: readonly string[];
}

/** What another program had stored about a page that the reader had saved there. */
export interface SavedElsewhere {
  /** When the other program saved the page (ms since the epoch); absent if unknown. */
  readonly savedAt?: number;
  readonly state?: 'read' | 'archived';
  readonly labels: readonly string[];
  readonly note?: string;
}

/** A page without an analysis. The reader asked to be notified when the publication analyses it. */
export interface WaitingPage extends PageToRemember {
  /** Random: a deleted record leaves its id in the second copy for some time, and the id must not reveal the page. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  /**
   * What an imported file says about the page, and the name of the file. When the analysis arrives, it is saved with
   * these labels, note and time. Absent if the page does not come from a file.
   */
  readonly imported?: SavedElsewhere & { readonly file: string };
}

/** A waiting page before it is stored. */
export type PageToWaitFor = Omit<WaitingPage, 'id' | 'askedAt'>;

/** The reader's answer to the question whether a page and an analysis tell the same story. */
export interface StoryAnswer {
  /** Random, like the id of `WaitingPage`. */
  readonly id: string;
  /** URL key of the page's address. A page and an analysis have at most one answer. */
  readonly page: string;
  /** The page's headline; absent if it is not known. */
  readonly headline?: string;
  /** Id of the analysis. */
  readonly analysis: string;
  readonly same: boolean;
  /** Milliseconds since the epoch. */
  readonly answeredAt: number;
}
