import type { AnalysisText } from '../analysis/analysis.ts';
import type { Block } from '../index/byte-packing.ts';
import type { Card } from '../index/card.ts';
import type { IndexFile, Lens, Manifest } from '../index/manifest.ts';
import type { ReadPages } from '../publication/site/read-pages.ts';
import type { SiteMemory } from '../publication/site/site-memory.ts';

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
