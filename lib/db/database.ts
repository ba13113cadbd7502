import Dexie, { type EntityTable, type Table } from 'dexie';
import type { AnalysisText } from '../analysis/analysis.ts';
import type { Followable } from '../follow/followable.ts';
import type { Card } from '../index/card.ts';
import type { IndexFile, Lens, Manifest, Publication } from '../index/manifest.ts';
import type { SegmentDirectory } from '../index/segment.ts';
import { holdAfterFailure, keepStrictly, ownVersionsOnly, reopenAfterFailure } from './opening.ts';
import type { SitePage, SiteState } from './site-pages.ts';
import type { StoredBlock } from './stored-blocks.ts';
import { declareVersions } from './versions.ts';

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
export interface Followed extends Followable {
  /** `followKey` of it. */
  readonly key: string;
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

/** Everything on the device that is not a setting. A schema string lists what is searched, not what is stored. */
export type CivicLensDatabase = Dexie & {
  state: EntityTable<IndexState | SyncState | SiteState, 'name'>;
  directories: EntityTable<SegmentDirectory, 'sha256'>;
  cardBlocks: EntityTable<StoredBlock, 'key'>;
  texts: EntityTable<KeptTexts, 'sha256'>;
  textBlocks: EntityTable<StoredBlock, 'key'>;
  sitePages: EntityTable<SitePage, 'url'>;
  siteTexts: EntityTable<SiteText, 'id'>;
  saved: EntityTable<SavedAnalysis, 'id'>;
  savedTexts: EntityTable<SavedText, 'id'>;
  textTries: EntityTable<TextTry, 'id'>;
  removed: EntityTable<RemovedAnalysis, 'id'>;
  followed: EntityTable<Followed, 'key'>;
  uncopied: EntityTable<UncopiedRecord, 'key'>;
  readerFacts: Table<ReaderFact, ReaderFact['name']>;
  newAnalyses: EntityTable<NewAnalysis, 'id'>;
};

export const db = new Dexie('civic-lens', {
  indexedDB: ownVersionsOnly as IDBFactory,
}) as CivicLensDatabase;

declareVersions(db);
keepStrictly(db);
holdAfterFailure(db);
reopenAfterFailure(db);

/** Calls back after the database was made anew: after an install, or because the browser lost it. */
export function onDatabaseMade(callback: () => void): void {
  // Not from within the transaction that makes it.
  db.on('populate', () => {
    setTimeout(callback);
  });
}
