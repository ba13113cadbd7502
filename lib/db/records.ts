import type { AnalysisText } from '../analysis/analysis.ts';
import type { Card } from '../index/card.ts';
import type { CardFilter } from '../index/card-filters.ts';
import type { Lens, Publication } from '../index/manifest.ts';
import type { BackupFact } from './backup-facts.ts';
import type { RestoredFact } from './restored-records-fact.ts';

/** The reader's own records, table by table. The records of the index are in `index-records.ts`. */

/** Whether the reader has read a saved analysis, and whether it is in the archive. */
export type ReadingState = 'unread' | 'reading' | 'read' | 'archived';

/**
 * The reader's own copy of an analysis. With its text in the table `savedTexts` it holds everything that is needed to
 * read the analysis, whatever the publication does later.
 */
export interface SavedAnalysis {
  /** `id` of the card. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly savedAt: number;
  readonly card: Card;
  /** The card's lens when the analysis was saved; absent if the analysis has no lens. */
  readonly lens?: Lens;
  readonly publication: Publication;
  readonly state: ReadingState;
  /**
   * `kept`: `savedTexts` has the text. `pending`: the text is still to be fetched. `released`: the reader deleted the
   * text to make room. It is fetched again when the reader opens the analysis, and not before.
   */
  readonly textState: 'kept' | 'pending' | 'released';
  /** The place where the reader stopped; absent at the beginning of the text. */
  readonly position?: TextPlace;
  /** When the reader finished it, ms since the epoch. Absent before that, and after the reader marks it unread. */
  readonly readAt?: number;
  /** Names of its labels, in the order in which the reader added them; absent if it has no labels. */
  readonly labels?: readonly string[];
  /** The reader's note; absent if there is none. */
  readonly note?: string;
  /**
   * When the reader last changed the note (ms since the epoch); absent without a note, and for a note that another
   * program or an earlier release stored.
   */
  readonly notedAt?: number;
  /** Marked passages, in the order in which the reader marked them; absent if there are none. */
  readonly highlights?: readonly Highlight[];
  /**
   * When a sync first found a complete index without this analysis (ms since the epoch). Absent while the index lists
   * it, and once `withdrawnAt` is set.
   */
  readonly unlistedSince?: number;
  /**
   * The value of `unlistedSince`, moved here once a sync at least a day later does not find the analysis either. Absent
   * while the index lists the analysis.
   */
  readonly withdrawnAt?: number;
  /** When the extension reported the withdrawal to the reader (ms since the epoch). */
  readonly withdrawalToldAt?: number;
}

/** A place in the text of an analysis. It is the same for every window width and text size. */
export interface TextPlace {
  /** Number of the section, from 0; -1 is the summary. */
  readonly section: number;
  /** UTF-16 code units from the start of the section's plain text (`sectionText`). */
  readonly offset: number;
}

/** A passage that the reader marked, and the comment on it. */
export interface Highlight {
  /** Random. */
  readonly id: string;
  /** Start and end of the passage, as sections and offsets like those of `TextPlace`. */
  readonly section: number;
  readonly start: number;
  readonly endSection: number;
  readonly end: number;
  /** `cardVersion` of the text to which the offsets belong. */
  readonly version: string;
  /**
   * The marked words, and up to 32 characters before and after them. Together, these three fields identify the passage
   * in another version of the text.
   */
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  /** Empty if the reader has written no comment. */
  readonly comment: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** A label that the reader created. A label that occurs only in saved analyses has no record. */
export interface Label {
  readonly name: string;
  /** A character that is shown before the name instead of "#". */
  readonly glyph?: string;
}

/** A search or a set of filters that the reader stored under a name. The interface calls it a saved search. */
export interface SavedFilter {
  /** Random. */
  readonly id: string;
  readonly name: string;
  /** The hash with which the library page shows this filter, without "#". */
  readonly address: string;
}

/** The text of a saved or removed analysis. */
export interface SavedText {
  /** `id` of the card. */
  readonly id: string;
  /** `cardVersion` of the card that the text belongs to. */
  readonly version: string;
  readonly text: AnalysisText;
}

/** A saved analysis that the reader removed. The reader can restore it for 30 days. */
export interface RemovedAnalysis {
  /** `id` of the card. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly removedAt: number;
  /** The record as it was before the removal. Its text stays in `savedTexts`. */
  readonly saved: SavedAnalysis;
  /** The value of `passed` in the fact `clock` at the first daily check after the removal; absent until that check. */
  readonly countedFrom?: number;
}

/** Marks a record whose last change is not in the second copy yet. Written in the transaction that makes the change. */
export interface UncopiedRecord {
  /** The name of the record's table, a slash, and the record's key. */
  readonly key: string;
  /** A new random number for each change. It shows whether the record changed again while it was being copied. */
  readonly change: number;
}

/** Failed attempts to fetch the text of a saved analysis. */
export interface TextTry {
  /** `id` of the card. */
  readonly id: string;
  /** Number of failures in a row. */
  readonly failures: number;
  /** The text is not fetched again before this time, milliseconds since the epoch. */
  readonly nextAt: number;
  /** Set if the last failure concerned the whole site. A successful sync then allows a fetch before `nextAt`. */
  readonly isOfSite?: true;
}

/** Facts about the reader's tables. The database has at most one record of each `name`. */
export type ReaderFact =
  /**
   * The time that the daily checks have counted. It measures how long removed analyses and journal entries are kept,
   * because the clock of the device may be wrong. `passed`: the counted time (ms). `at`: the time of the last check (ms
   * since the epoch).
   */
  | { readonly name: 'clock'; readonly at: number; readonly passed: number }
  /**
   * This database has been compared with the second copy since it was created. A database without this fact is new, and
   * may replace a lost database.
   */
  | {
      readonly name: 'compared';
      /** Milliseconds since the epoch. */
      readonly at: number;
      /**
       * Version of the extension that last looked for records of other releases; absent until the extension has looked
       * for such records.
       */
      readonly release?: string;
    }
  | BackupFact
  | RestoredFact;

/** A lens, topic or outlet that the reader follows. Its name and address may have changed since `followedAt`. */
export interface Followed extends CardFilter {
  /** Kind, a colon, and id. */
  readonly key: string;
  readonly name: string;
  /** Its page at the publication; outlets have no such page. */
  readonly url?: string;
  /** Milliseconds since the epoch. */
  readonly followedAt: number;
}

/**
 * An analysis that is new for the reader, and that the reader has not seen yet. When it arrived, the reader already
 * followed its lens, one of its topics or its outlet, or was waiting for an analysis of its source article (`asked`).
 */
export interface NewAnalysis {
  /** `id` of the card, which is in the index. */
  readonly id: string;
  /** `followKey` of its lens, of each topic and of its outlet. */
  readonly keys: readonly string[];
  /** When it arrived, milliseconds since the epoch. */
  readonly foundAt: number;
  /**
   * When a notification announced it, or was skipped because the reader wants no notifications; milliseconds since the
   * epoch.
   */
  readonly toldAt?: number;
  /**
   * Set if the reader asked to be notified of an analysis of its source article. The analysis then stays new even if
   * the reader unfollows its lens, topics and outlet.
   */
  readonly asked?: true;
}
