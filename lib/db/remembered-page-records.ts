import type { PageKey } from '../page/page-keys.ts';

/** The records about pages: what the reader asked and answered. `remembered-pages.ts` says how long they are kept. */

/** The facts about a page that are stored with a question or an answer of the reader. Only such pages are stored. */
export interface PageToRemember {
  /** The page's address without tracking and personal parameters. */
  readonly address: string;
  /** The URL keys of the page; at least one. The key of its address is first. */
  readonly keys: readonly Pick<PageKey, 'key' | 'by' | 'offSite'>[];
  /** The headlines of the page, the article's first. Empty if they may still belong to the previous page. */
  readonly headlines: readonly string[];
}

/** A page without an analysis. The reader asked to be notified when the publication analyses it. */
export interface WaitingPage extends PageToRemember {
  /** Random: a deleted record leaves its id in the second copy for some time, and the id must not reveal the page. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
}

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
