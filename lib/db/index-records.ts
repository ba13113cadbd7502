import type { AnalysisText } from '../analysis/analysis.ts';
import type { PackedBlock } from '../index/byte-packing.ts';
import type { Card } from '../index/card.ts';
import type { IndexFile, Lens, Manifest } from '../index/manifest.ts';
import type { RememberedSiteFacts } from '../publication/site/remembered-site-facts.ts';

/** A segment of the current index: the cards of one month. */
export interface IndexedSegment {
  /** Key of the segment's record in `directories`, and first part of the keys of its blocks in `cardBlocks`. */
  readonly sha256: string;
  /** The first day that the segment covers (`YYYY-MM-DD`). */
  readonly from: string;
  /** The last day that the segment covers (`YYYY-MM-DD`). */
  readonly to: string;
  /** The month's texts file. Its texts are on this device if the table `texts` has a record with the file's hash. */
  readonly texts?: IndexFile;
  /**
   * Hash of the month's previous texts file. Set if the device has that file but not `texts`. Most of the previous
   * texts are still current.
   */
  readonly formerTexts?: string;
}

/** The cards of one segment that no longer count, because later cards replace them. */
export interface Superseded {
  /** Hash of the segment. */
  readonly sha256: string;
  /** Positions of the cards in the segment, in ascending order. */
  readonly positions: Uint32Array;
}

/**
 * The current index. In one transaction, a commit writes this record and deletes the segments that it does not name.
 */
export interface IndexState extends Pick<Manifest, 'generated' | 'publication' | 'lenses'> {
  readonly name: 'index';
  /** The source of the cards: the publication's companion index, or its feed and pages. */
  readonly origin: 'companion' | 'site';
  /** Hash of the `sha256` of all segments, so it changes whenever a card may have changed. */
  readonly generation: string;
  /** Newest first. */
  readonly segments: readonly IndexedSegment[];
  /** Number of analyses in the index. Superseded cards do not count. */
  readonly cardCount: number;
  /**
   * Set while the publication has, or may have, analyses that the index lacks. Old analyses that fill this gap do not
   * count as new for the reader.
   */
  readonly incomplete?: true;
  /**
   * An incomplete index has every analysis that was published on this day (`YYYY-MM-DD`) or later. Absent if there is
   * no such day, or if the index is complete.
   */
  readonly knownBackTo?: string;
  /** Number of cards that could not be read, and the first few reasons, worded for the publisher. */
  readonly skipped: { readonly count: number; readonly reasons: readonly string[] };
  /** Cards that a later card with the same id replaces, by segment. */
  readonly superseded: readonly Superseded[];
  /**
   * HTTP validators of the manifest. Absent while a segment of the manifest is missing, so that the next sync fetches
   * the manifest again.
   */
  readonly etag?: string;
  readonly lastModified?: string;
}

/** The reason why a sync, or a part of it, failed. */
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
  /** HTTP status, if the publication answered. */
  readonly status?: number;
  /** Path of the file that could not be fetched, on the publication's site. */
  readonly file?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A file of the companion index that was refused. */
export interface RefusedIndexFile {
  /** The hash in the manifest. */
  readonly sha256: string;
  readonly reason: SyncFailureReason;
  readonly status?: number;
  /** Number of times in a row that the file was refused. */
  readonly tries: number;
  /** The file is not fetched again before this time (ms since the epoch). */
  readonly nextAt: number;
}

/** The progress and the results of syncs. All times are ms since the epoch. */
export interface SyncState {
  readonly name: 'sync';
  /** When the running sync began; absent between syncs. A killed sync leaves it set. */
  readonly runningSince?: number;
  /** When a sync last succeeded: the publication confirmed the whole index, or sent a new index. */
  readonly checkedAt?: number;
  /** The failure of the last sync; absent after a success. */
  readonly failure?: SyncFailure;
  /** Number of syncs that have failed since the last success. */
  readonly failures: number;
  /** When the next sync is due. */
  readonly nextAt?: number;
  /** Files of the companion index that were refused. Each of them is fetched again only after its `nextAt`. */
  readonly refused?: readonly RefusedIndexFile[];
  /** When the publication's index was first found empty. Set while the extension keeps the old index instead. */
  readonly emptySince?: number;
  /** The reason why texts could not be fetched in advance, although the index is up to date. */
  readonly textsFailure?: SyncFailure;
  /** The reason why no companion index could be read. Set while the publication is read as a plain site. */
  readonly fellBack?: SyncFailure;
}

/** The texts of one month on this device. The texts themselves are in `textBlocks`. */
export interface KeptTexts {
  /** Hash of the texts file. */
  readonly sha256: string;
  /** Analysis ids, in the order of the texts. */
  readonly ids: readonly string[];
  /** `cardVersion` of the card of each text, in the same order; absent in records of the first releases. */
  readonly versions?: readonly string[];
}

/** The text of an analysis that was read from its page or from a feed. */
export interface SiteText {
  /**
   * Address of the analysis. Earlier releases stored the id of the analysis, which comes from the end of the address
   * and may be the same for two pages.
   */
  readonly id: string;
  /** Version of the card to which the text belongs, as `cardVersion` returns it. */
  readonly version: string;
  readonly text: AnalysisText;
}

/** A page of a plain site that the feed or a sitemap named. */
export interface SitePage {
  readonly url: string;
  /**
   * `wanted`: the page will be fetched. The newest pages are fetched first. `failed`: the fetch failed. `unsure`: the
   * page was missing (404, 410) or had no analysis. `failed` and `unsure` pages are fetched again once `dueAt` has
   * passed. `incomplete`: the analysis on the page lacks something that a card needs. `read`, `no-analysis`,
   * `incomplete` and `gone` are final until the page changes. `forbidden`: robots.txt disallows the page, and no
   * analysis was read from it.
   */
  readonly state:
    | 'wanted'
    | 'failed'
    | 'unsure'
    | 'read'
    | 'no-analysis'
    | 'incomplete'
    | 'gone'
    | 'forbidden';
  /** When the page last changed, according to the feed or sitemap; ms since the epoch, 0 if unknown. */
  readonly changed: number;
  /**
   * In the state `wanted`: the number of failed fetches in a row. In the states `failed` and `unsure`: the number of
   * fetches that chooses the next waiting time in `AGAIN_AFTER_MS`. A failure that says nothing new about the page does
   * not count. In all other states: 0.
   */
  readonly tries: number;
  /** Addresses of the feed and the sitemaps that name the page. */
  readonly namedBy?: readonly string[];
  /** When the page is fetched again, ms since the epoch. */
  readonly dueAt?: number;
  /** When the page was first missing, ms since the epoch. Set until a fetch finds the page, or its state is `gone`. */
  readonly goneAt?: number;
  /** The failure of the last fetch. */
  readonly failure?: Pick<SyncFailure, 'reason' | 'status'>;
  /** The reason why the page gave no card, worded for the publisher. */
  readonly why?: string;
  /** The analysis on the page, as it was last read. */
  readonly card?: Card;
  readonly lens?: Lens;
  /** Names of the categories to which the page or the feed assigns the analysis; see `FiledCard`. */
  readonly filedUnder?: readonly string[];
  /** Address at which readers subscribe, if the page links to it. */
  readonly subscribe?: string;
  /** Address of the list of all issues, if the page links to it. */
  readonly issues?: string;
  /**
   * Addresses of the feeds that the page links to, if the page is not an analysis. Such a page may be the page of a
   * lens.
   */
  readonly feeds?: readonly string[];
  /**
   * Addresses of the known pages that the page links to and that have, or may have, an analysis. A page without an
   * analysis is a list of analyses, or a maintenance notice in place of an analysis. Only a list links to pages with an
   * analysis. Set only after the first fetch without an analysis, and kept while later fetches fail.
   */
  readonly linksTo?: readonly string[];
  /** Set while the card comes from the feed only. The page itself may contain more. */
  readonly fromFeed?: true;
}

/** The state of a publication that is read as a plain site. */
export interface SiteState {
  readonly name: 'site';
  readonly memory: RememberedSiteFacts;
  /** `Crawl-delay` of robots.txt at the last listing, in seconds. */
  readonly crawlDelay?: number;
  /** Whether feed and sitemaps have named every page of the site. */
  readonly listsAll?: boolean;
  /**
   * If `listsAll` is not set: feed and sitemaps have named every page that changed at this time or later (ms since the
   * epoch).
   */
  readonly listsFrom?: number;
  /** Number of pages that were requested in all. */
  readonly fetched?: number;
  /** Set while pages have been read that are not in the index yet. */
  readonly isUncommitted?: boolean;
  /** When a page was last requested, ms since the epoch. */
  readonly askedAt?: number;
  /** Number of pages that were requested since the day's count began (`since`, ms since the epoch). */
  readonly today?: { readonly since: number; readonly fetched: number };
}

/** A block of packed items in one record. Writing one record for each item would take several times as long. */
export interface StoredBlock {
  /** Hash of the file that contained the items, a slash, and the number of the block. */
  readonly key: string;
  readonly bytes: PackedBlock;
}
