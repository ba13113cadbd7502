import type { AnalysisText } from '../analysis/analysis.ts';
import type { Card } from '../index/card.ts';
import type { Lens, Publication } from '../index/manifest.ts';
import type { CardFilter } from '../index/tags.ts';

/** The records of the database, table by table. All code that reads or writes one takes its form from here. */

/** How far the reader is with a saved analysis. */
export type ReadingState = 'unread' | 'reading' | 'read' | 'archived';

/**
 * A reader's own copy of an analysis: with its text, everything needed to read it, whatever becomes of the
 * publication. The text stands beside it, in `savedTexts`.
 */
export interface SavedAnalysis {
  /** `id` of the card. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly savedAt: number;
  readonly card: Card;
  /** Name and address of the card's lens when it was saved; absent where the analysis has none. */
  readonly lens?: Lens;
  readonly publication: Publication;
  readonly state: ReadingState;
  /** Whether `savedTexts` has its text: `Save` works at once from the card, and the text may come later. */
  readonly textState: 'kept' | 'pending';
  /** When the reader last opened it, milliseconds since the epoch. */
  readonly readAt?: number;
  /** When a check first found a complete index without it. Absent while it is listed, and once `withdrawnAt` is set. */
  readonly unlistedSince?: number;
  /** The same time, once a check at least a day later confirmed it. Absent while it is listed. */
  readonly withdrawnAt?: number;
  /** When the reader was told so. */
  readonly withdrawalToldAt?: number;
}

/** The text of a saved or removed analysis. */
export interface SavedText {
  readonly id: string;
  /** `cardVersion` of the card that it belongs to. */
  readonly version: string;
  readonly text: AnalysisText;
}

/** A saved analysis that the reader removed. It can be restored for some time. */
export interface RemovedAnalysis {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly removedAt: number;
  /** As it was; its text is still in `savedTexts`. */
  readonly saved: SavedAnalysis;
  /** `passed` of the fact `clock` at the first daily check after the removal; absent until that check. */
  readonly countedFrom?: number;
}

/**
 * A record of the reader's that the second copy does not have yet as it is now. Written with the record, in one
 * transaction.
 */
export interface UncopiedRecord {
  /** Name of its table, a slash, and its key. */
  readonly key: string;
  /** Differs with every change, so that a change that comes while the record is copied is not missed. */
  readonly change: number;
}

/** What failed when the text of a saved analysis was fetched. */
export interface TextTry {
  readonly id: string;
  /** Failures in a row. */
  readonly failures: number;
  /** Not before this time again; milliseconds since the epoch. */
  readonly nextAt: number;
  /** Set where the last failure concerned the whole site: the next sync that succeeds makes it due. */
  readonly isOfSite?: true;
}

/** Facts about the reader's tables. */
export type ReaderFact =
  /**
   * Time (ms) counted by daily checks. It measures the 30 days of removed analyses: the device's clock may be wrong.
   */
  | { readonly name: 'clock'; readonly at: number; readonly passed: number }
  /** The database was compared with the second copy after it was made: it is not a new one in place of a lost one. */
  | {
      readonly name: 'compared';
      readonly at: number;
      /** Version of the extension that last looked for what another release wrote; absent before the first time. */
      readonly release?: string;
    }
  /** The records restored from the second copy. Kept until the reader dismisses the message about them. */
  | {
      readonly name: 'restored';
      readonly at: number;
      readonly headlines: readonly string[];
      readonly removed: number;
      readonly followed: readonly string[];
    };

/** A lens, topic or outlet that the reader follows, with its name and address when that began. */
export interface Followed extends CardFilter {
  /** Kind, a colon, and id. */
  readonly key: string;
  readonly name: string;
  /** Its page at the publication; outlets have none there. */
  readonly url?: string;
  readonly followedAt: number;
}

/**
 * An analysis in something followed that came after the reader had begun to follow it, and that they have not seen
 * yet.
 */
export interface NewAnalysis {
  /** `id` of the card, which is in the index. */
  readonly id: string;
  /** `followKey`s of everything that it could be followed by. */
  readonly keys: readonly string[];
  /** When a sync brought it, milliseconds since the epoch. */
  readonly foundAt: number;
  /** When a notification told of it, or passed over it because none was wanted. */
  readonly toldAt?: number;
}
