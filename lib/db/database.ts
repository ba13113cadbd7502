import Dexie, { type EntityTable, type Table } from 'dexie';
import type { SegmentDirectory } from '../index/segment.ts';
import type {
  IndexState,
  KeptTexts,
  SitePage,
  SiteState,
  SiteText,
  StoredBlock,
  SyncState,
} from './index-records.ts';
import { holdAfterFailure, keepStrictly, ownVersionsOnly, reopenAfterFailure } from './opening.ts';
import type {
  Followed,
  NewAnalysis,
  ReaderFact,
  RemovedAnalysis,
  SavedAnalysis,
  SavedText,
  TextTry,
  UncopiedRecord,
} from './records.ts';
import { declareVersions } from './versions.ts';

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
