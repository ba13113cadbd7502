import type { AnalysisText } from '../analysis/analysis.ts';
import type { Block } from '../index/byte-packing.ts';
import type { Card } from '../index/card.ts';
import type { IndexFile, Lens, Manifest, Publication } from '../index/manifest.ts';
import type { CardFilter } from '../index/tags.ts';
import type { ReadPages } from '../publication/site/read-pages.ts';
import type { SiteMemory } from '../publication/site/site-memory.ts';

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

/** A segment of the current index. */
export interface IndexedSegment {
  /** Key of its record in `directories`, and of its blocks in `cardBlocks`. */
  readonly sha256: string;
  readonly from: string;
  readonly to: string;
  /** Its texts file at the publication; on this device when `texts` has a record of this hash. */
  readonly texts?: IndexFile;
  /**
   * Hash of the texts that this month had before, while `texts` are not on this device: most of them are still right.
   */
  readonly formerTexts?: string;
}

/** The cards of a segment that later ones replace. */
export interface Superseded {
  readonly sha256: string;
  /** In ascending order. */
  readonly positions: Uint32Array;
}

/** The index as it stands, written in one transaction with its segments. */
export interface IndexState extends Pick<Manifest, 'generated' | 'publication' | 'lenses'> {
  readonly name: 'index';
  /** Where its cards come from: the publication's companion index, or its feed and pages. */
  readonly origin: 'companion' | 'site';
  /** Changes whenever any card may have: hash over the segments. */
  readonly generation: string;
  readonly segments: readonly IndexedSegment[];
  /** Analyses in the index, each counted once. */
  readonly cardCount: number;
  /** Set while analyses are missing that are known to be there, or may be: what fills the gap is late, not new. */
  readonly incomplete?: true;
  /**
   * Where it is incomplete: every analysis published on this day or later is here (`YYYY-MM-DD`). Absent where none
   * is sure to be.
   */
  readonly knownBackTo?: string;
  /** Cards that could not be read, and the first reasons in words for the publisher. */
  readonly skipped: { readonly count: number; readonly reasons: readonly string[] };
  /** Cards that a later card with the same id replaces, by segment. */
  readonly superseded: readonly Superseded[];
  /**
   * Validators of the manifest that these segments are the whole of; absent while a segment is missing, so that the
   * next sync asks again.
   */
  readonly etag?: string;
  readonly lastModified?: string;
}

/** Why a sync, or a part of it, failed. */
export type SyncFailureReason =
  | 'offline'
  | 'unreachable'
  | 'timeout'
  | 'http'
  | 'other-origin'
  | 'too-large'
  | 'not-json'
  | 'not-an-index'
  | 'unknown-version'
  | 'incomplete'
  | 'damaged'
  | 'empty'
  | 'paused'
  | 'wrong-hash'
  | 'no-permission'
  | 'storage-full'
  | 'newer-database'
  | 'database'
  | 'unexpected';

export interface SyncFailure {
  readonly reason: SyncFailureReason;
  /** HTTP status, where one was answered. */
  readonly status?: number;
  /** Path of the file that failed, at the publication. */
  readonly file?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A file of the index that was fetched and could not be used, by the hash that the manifest gives it. */
export interface RefusedFile {
  readonly sha256: string;
  readonly reason: SyncFailureReason;
  readonly status?: number;
  /** Times in a row. */
  readonly tries: number;
  /** When it is fetched again, ms since the epoch. */
  readonly nextAt: number;
}

/** How keeping the index up to date goes. */
export interface SyncState {
  readonly name: 'sync';
  /** When the sync under way began; absent between syncs. */
  readonly runningSince?: number;
  /** When the publication last confirmed or renewed the whole index. */
  readonly checkedAt?: number;
  /** The last failure, until a sync succeeds. */
  readonly failure?: SyncFailure;
  /** Failures in a row. */
  readonly failures: number;
  /** When the next try is due. */
  readonly nextAt?: number;
  /** Files of the index that could not be used: they are not fetched at each check. */
  readonly refused?: readonly RefusedFile[];
  /** Since when the publication's list has been empty, while the reader's is kept. */
  readonly emptySince?: number;
  /** Why texts could not be kept ahead, though the index itself is fine. */
  readonly textsFailure?: SyncFailure;
  /** Why the publication is read as a plain site: it offers no companion index. */
  readonly fellBack?: SyncFailure;
}

/** The texts of one month that are on this device; the texts themselves stand in `textBlocks`. */
export interface KeptTexts {
  readonly sha256: string;
  /** Analysis ids, in the order of the texts. */
  readonly ids: readonly string[];
  /** `cardVersion` of the card that each text came with, in the same order; absent in records of the first releases. */
  readonly versions?: readonly string[];
}

/** The text of an analysis that was read from its page or a feed. */
export interface SiteText {
  /**
   * Address of the analysis, since two pages may end in the same word. Earlier versions used the id of the analysis.
   */
  readonly id: string;
  /** `cardVersion` of its card. */
  readonly version: string;
  readonly text: AnalysisText;
}

/** A page that the feed or the sitemap of a publication without companion index named. */
export interface SitePage {
  readonly url: string;
  /**
   * `wanted` is to be fetched, the newest first. `failed` and `unsure` are to be fetched again once `dueAt` has
   * passed: the page could not be had, or it was there without an analysis, or not there (404). The rest is the
   * answer until the page changes.
   */
  readonly state: 'wanted' | 'failed' | 'unsure' | 'read' | 'no-analysis' | 'incomplete' | 'gone';
  /** When it last changed as the site says; ms since the epoch, 0 where it says nothing. */
  readonly changed: number;
  /** Fetches in a row with the same result, where another one is to follow. */
  readonly tries: number;
  /** Addresses of the feed and the sitemaps that name it. */
  readonly namedBy?: readonly string[];
  /** When it is to be fetched again, ms since the epoch. */
  readonly dueAt?: number;
  /** When it was first found to be gone, ms since the epoch. */
  readonly goneAt?: number;
  /** Why it could not be had. */
  readonly failure?: Pick<SyncFailure, 'reason' | 'status'>;
  /** Why there is no card, in words for the publisher. */
  readonly why?: string;
  /** What was read of it, now or before it changed. */
  readonly card?: Card;
  readonly lens?: Lens;
  /** What the page or the feed files it under; see `FiledCard`. */
  readonly filedUnder?: readonly string[];
  /** Where the page says that readers subscribe, and that all issues are listed. */
  readonly subscribe?: string;
  readonly issues?: string;
  /** Set while only the feed was read, which may tell less than the page. */
  readonly fromFeed?: true;
}

/** What is known of a publication that is read as a plain web site. */
export interface SiteState {
  readonly name: 'site';
  readonly memory: SiteMemory;
  readonly readPages: ReadPages;
  /** robots.txt as it was at the last survey. */
  readonly crawlDelay?: number;
  /** Whether feed and sitemaps have named every page of the site. */
  readonly listsAll?: boolean;
  /** Where they have not: they have named all pages from this time on (ms since the epoch). */
  readonly listsFrom?: number;
  /** Pages that were fetched so far. */
  readonly fetched?: number;
  /** Set while there are results of pages that no commit has looked at. */
  readonly isUncommitted?: boolean;
  /** When a page was last asked for, ms since the epoch. */
  readonly askedAt?: number;
  /** Pages fetched since the day's count began. */
  readonly today?: { readonly since: number; readonly fetched: number };
}

/** A block of packed items: one record. A row an item takes several times as long to write. */
export interface StoredBlock {
  /** Hash of the file that the items came in, a slash, and the block's number. */
  readonly key: string;
  readonly bytes: Block;
}
