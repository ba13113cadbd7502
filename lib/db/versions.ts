import type Dexie from 'dexie';
import type { Transaction } from 'dexie';
import type { SitePage } from './index-records.ts';
import { asSavedAnalysis, textOfOldRecord } from './old-records.ts';

/**
 * The schema of the database, and the upgrades from all earlier schemas. A schema string lists the key and the indexes
 * of a table, not its fields.
 */

/** Version of the schema. A database with a higher version was written by a newer version of the extension. */
export const SCHEMA_VERSION = 8;

const TABLES = {
  state: 'name',
  directories: 'sha256',
  cardBlocks: 'key',
  texts: 'sha256',
  textBlocks: 'key',
  sitePages: 'url, changed, [state+changed]',
  siteTexts: 'id',
  saved: 'id, savedAt, state',
  savedTexts: 'id',
  textTries: 'id',
  removed: 'id, removedAt',
  uncopied: 'key',
  readerFacts: 'name',
  newAnalyses: 'id',
};

/**
 * Declares all versions of the schema. The first four releases all declared version 1, but the first three used another
 * key for `followed`. Neither IndexedDB nor Dexie can change the key of a table. Therefore versions 2.5 and 3.5 copy
 * `followed` to `followedBefore`, and version 4 creates `followed` again and copies the records back. No database on
 * disk has version 2.5 or 3.5, because all steps of an upgrade run in one transaction. Versions 5 to 7 only add tables,
 * and version 8 only adds indexes.
 */
export function declareVersions(db: Dexie): void {
  db.version(2.5)
    .stores({ ...TABLES, followedBefore: 'key' })
    .upgrade(async (upgrade) => {
      await setFollowedAside(upgrade);
      await dropOldIndex(upgrade);
      await requeuePagesWithoutLens(upgrade);
    });
  db.version(3.5)
    .stores({ ...TABLES, followedBefore: 'key' })
    .upgrade(async (upgrade) => {
      await setFollowedAside(upgrade);
      await putTextsBeside(upgrade);
    });
  db.version(4)
    .stores({ ...TABLES, followed: 'key', followedBefore: null })
    .upgrade(async (upgrade) => {
      await upgrade.table('followed').bulkPut(await upgrade.table('followedBefore').toArray());
      await markAllUncopied(upgrade);
    });
  db.version(5).stores({ waiting: 'id', answers: 'id, page' });
  db.version(6).stores({
    labels: 'name',
    filters: 'id',
    journal: 'id, at',
    searchQueue: 'id, queuedAt',
    searchSegments: 'name',
    searchLists: 'name',
  });
  db.version(7).stores({ earlierTexts: '[id+version], id', corrections: 'key, id, seenAt' });
  // With these indexes, the page of the library counts the changes that can be undone without reading them.
  db.version(SCHEMA_VERSION).stores({ journal: 'id, at, kind, undoneAt' });
}

async function setFollowedAside(upgrade: Transaction): Promise<void> {
  if (!upgrade.idbtrans.objectStoreNames.contains('followed')) return;
  const followed: OldFollowed[] = await upgrade.table('followed').toArray();
  await upgrade.table('followedBefore').bulkPut(followed.map(asFollowed));
}

/** A followed record of any release. The first releases could follow only lenses, and their records have no `key`. */
interface OldFollowed {
  readonly key?: string;
  readonly id: string;
  readonly lens?: { readonly name: string; readonly url?: string };
  readonly followedAt: number;
}

function asFollowed(old: OldFollowed): object {
  const { key, id, lens, followedAt } = old;
  if (key !== undefined) return old;
  const url = lens?.url === undefined ? {} : { url: lens.url };
  return { key: `lens:${id}`, kind: 'lens', id, name: lens?.name ?? id, ...url, followedAt };
}

/**
 * Deletes the index that a version before 3 stored. The next sync fetches it again. Version 1 packed cards in another
 * form, and version 2 skipped cards without a lens.
 */
async function dropOldIndex(upgrade: Transaction): Promise<void> {
  await upgrade.table('state').delete('index');
  await upgrade.table('directories').clear();
  await upgrade.table('cardBlocks').clear();
  // The first release stored the texts of a month in one record, which has no list of ids.
  const texts = upgrade.table('texts');
  await texts.filter(({ ids }: { ids?: unknown }) => !Array.isArray(ids)).delete();
}

/** Sets pages back to `wanted` if an earlier release refused them only because of their lens. */
async function requeuePagesWithoutLens(upgrade: Transaction): Promise<void> {
  await upgrade
    .table<SitePage>('sitePages')
    .filter(({ state, why }) => state === 'incomplete' && /^has (?:no|a) lens\b/.test(why ?? ''))
    .modify((page) => {
      Object.assign(page, { state: 'wanted', tries: 0 });
      delete (page as { why?: string }).why;
    });
}

/** Number of records to read at once while texts are moved. A text takes about ten kilobytes. */
const MOVED_TOGETHER = 100;

/**
 * Moves the texts of saved analyses to `savedTexts`, and sets the reading state and the text state of each analysis.
 */
async function putTextsBeside(upgrade: Transaction): Promise<void> {
  const saved = upgrade.table('saved');
  const ids = await saved.toCollection().primaryKeys();
  for (let at = 0; at < ids.length; at += MOVED_TOGETHER) {
    const records = await saved.bulkGet(ids.slice(at, at + MOVED_TOGETHER));
    await upgrade.table('savedTexts').bulkPut(records.flatMap((record) => textOfOldRecord(record) ?? []));
    await saved.bulkPut(records.map(asSavedAnalysis));
  }
}

/**
 * Records that this database was compared with the second copy, so that it is not mistaken for a new database. Also
 * marks all saved analyses, and all followed lenses, topics and outlets, as not copied yet.
 */
async function markAllUncopied(upgrade: Transaction): Promise<void> {
  await upgrade.table('readerFacts').put({ name: 'compared', at: Date.now() });
  for (const table of ['saved', 'followed']) {
    const keys = await upgrade.table(table).toCollection().primaryKeys();
    await upgrade.table('uncopied').bulkPut(keys.map((key) => ({ key: `${table}/${key}`, change: 0 })));
  }
}
