import Dexie from 'dexie';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type * as Database from '../../../lib/db/database.ts';
import { NewerDatabase } from '../../../lib/db/failures.ts';
import { SCHEMA_VERSION } from '../../../lib/db/versions.ts';
import { recentlyRemovedCount } from '../../../lib/library/journal.ts';
import { renewOldRecords, savedText } from '../../../lib/library/saved-analyses.ts';
import { textOnDevice } from '../../../lib/sync/texts.ts';
import { OLD_DATABASES, oldDatabase, putInPlace } from './old-databases.ts';

/**
 * Upgrades every earlier form of the database to the present one. `old-databases` holds the tables that earlier
 * releases of the extension wrote. On each of these devices, the reader had an index, had saved three analyses (the
 * fetch of the text of "meter" failed), opened one of them, and followed a lens. If a release could follow topics and
 * outlets, the reader had also followed one of each. Four releases called their form version 1. On the devices of
 * version 4 and later, no record was in the second copy yet. The reader of version 5 had also asked to be notified of
 * an analysis, and answered the question about a story. The reader of version 6 had added a label, a note, a highlight
 * and a filter, and had archived an analysis. The reader of version 7 had then undone the archiving, and had removed
 * and restored "rail". The publication had withdrawn "meter".
 */

let db: Database.CivicLensDatabase;
beforeAll(async () => {
  ({ db } = await import('../../../lib/db/database.ts'));
});
afterEach(async () => {
  db.close({ disableAutoOpen: false });
  await Dexie.delete('civic-lens');
});

const RULEBOOK = {
  key: 'lens:rulebook',
  kind: 'lens',
  id: 'rulebook',
  name: 'The Rulebook',
  url: 'https://noligarchy.us/lens/rulebook',
  followedAt: 1_783_000_000_004,
};
const KEYS = [
  'saved/ferry',
  'saved/meter',
  'saved/rail',
  'followed/lens:rulebook',
  'followed/topic:shipping',
  'followed/outlet:harbour courier',
];

describe.each(OLD_DATABASES)('a database of %s', (name, followed) => {
  it('keeps the reader’s records', async () => {
    const old = oldDatabase(name);
    await putInPlace(db, old);
    const saved = await db.saved.orderBy('id').toArray();
    const before = (id: string): Readonly<Record<string, unknown>> => {
      const { text: _, ...record } = old.tables.saved?.find((entry) => entry.id === id) ?? {};
      return record;
    };
    expect(saved).toEqual([
      { state: 'read', textState: 'kept', ...before('ferry') },
      { state: 'unread', textState: 'pending', ...before('meter') },
      { state: 'unread', textState: 'kept', ...before('rail') },
    ]);
    const withText = [...(old.tables.saved ?? []), ...(old.tables.savedTexts ?? [])];
    const texts = Object.fromEntries(withText.flatMap(({ id, text }) => (text ? [[id, text]] : [])));
    expect([await savedText('ferry'), await savedText('meter'), await savedText('rail')]).toEqual([
      texts.ferry,
      undefined,
      texts.rail,
    ]);
    expect(await db.followed.count()).toBe(followed);
    expect(await db.followed.get('lens:rulebook')).toEqual(RULEBOOK);
    const asked = [
      ...(old.tables.waiting ?? []).map(({ id }) => `waiting/${id}`),
      ...(old.tables.answers ?? []).map(({ id }) => `answers/${id}`),
      ...(old.tables.labels ?? []).map(({ name }) => `labels/${name}`),
      ...(old.tables.filters ?? []).map(({ id }) => `filters/${id}`),
      ...(old.tables.corrections ?? []).map(({ key }) => `corrections/${key}`),
    ];
    expect((await db.uncopied.toCollection().primaryKeys()).sort()).toEqual(
      [...KEYS.slice(0, 3 + followed), ...asked].sort(),
    );
    expect(await db.waiting.toArray()).toEqual(old.tables.waiting ?? []);
    expect(await db.answers.toArray()).toEqual(old.tables.answers ?? []);
    for (const table of ['labels', 'filters', 'journal', 'searchQueue', 'earlierTexts', 'corrections'])
      expect(await db.table(table).toArray()).toEqual(old.tables[table] ?? []);
    expect(db.verno).toBe(SCHEMA_VERSION);
  });
});

it.each(['version-1-first', 'version-1-blocks', 'version-1-sites', 'version-1-follows', 'version-2'])(
  'the index of %s is deleted, so that it is fetched again',
  async (name) => {
    await putInPlace(db, oldDatabase(name));
    expect((await db.state.toArray()).map((state) => state.name)).toEqual(['sync']);
    expect([await db.directories.count(), await db.cardBlocks.count()]).toEqual([0, 0]);
  },
);

it('the indexes of version 8 cover the changes that version 7 stored', async () => {
  await putInPlace(db, oldDatabase('version-7'));
  const ids = async (index: string, value: string | number): Promise<string[]> =>
    (await db.journal.where(index).equals(value).toArray()).map(({ about }) => about);
  expect([await ids('kind', 'removed'), await ids('undoneAt', 1_783_000_000_021)]).toEqual([
    ['What rail changes'],
    ['What meter changes'],
  ]);
  expect(await recentlyRemovedCount()).toBe(1);
});

it.each(['version-3', 'version-4'])('the index of %s and its texts stay', async (name) => {
  const old = oldDatabase(name);
  await putInPlace(db, old);
  for (const table of ['state', 'directories', 'cardBlocks', 'texts', 'textBlocks'])
    expect(await db.table(table).toArray()).toEqual(old.tables[table]);
  const [ferry] = await db.saved.where('id').equals('ferry').toArray();
  expect(ferry && (await textOnDevice(ferry.card))).toEqual(await savedText('ferry'));
});

it('a page of a plain site that was refused for lack of a lens is marked for reading again', async () => {
  const page = { url: 'https://noligarchy.us/a', changed: 1, tries: 0, state: 'incomplete' };
  const pages = [
    { ...page, why: 'has no lens' },
    { ...page, url: 'https://noligarchy.us/b', why: 'has no headline' },
  ];
  await putInPlace(db, { ...oldDatabase('version-2'), tables: { sitePages: pages } });
  const { why: _, ...rest } = page as typeof page & { why?: string };
  expect(await db.sitePages.toArray()).toEqual([{ ...rest, state: 'wanted' }, pages[1]]);
});

it('a database of a newer version stays unchanged, and opening it fails with `NewerDatabase`', async () => {
  await db.saved.put({ id: 'ferry', savedAt: 1, state: 'unread' } as never);
  db.close({ disableAutoOpen: false });
  const newer = new Dexie('civic-lens');
  newer.version(SCHEMA_VERSION + 1).stores({ saved: 'id, savedAt, state', watched: 'id' });
  await newer.table('watched').put({ id: 'talks' });
  newer.close();

  await expect(db.open()).rejects.toBeInstanceOf(NewerDatabase);
  await expect(db.saved.count()).rejects.toThrow(`schema version ${SCHEMA_VERSION + 1}`);
  const [{ version } = {}] = await indexedDB.databases();
  expect(version).toBe((SCHEMA_VERSION + 1) * 10);
  await newer.open();
  expect(newer.verno).toBe(SCHEMA_VERSION + 1);
  expect(await newer.table('watched').toArray()).toEqual([{ id: 'talks' }]);
  expect(await newer.table('saved').toArray()).toEqual([{ id: 'ferry', savedAt: 1, state: 'unread' }]);
  newer.close();
});

it('records that an older version of the extension wrote into a current database are renewed', async () => {
  await db.open();
  db.close({ disableAutoOpen: false });
  const { stores, tables } = oldDatabase('version-2');
  const older = new Dexie('civic-lens');
  older.version(2).stores(stores);
  await older.table('saved').bulkPut([...(tables.saved ?? [])]);
  older.close();

  await renewOldRecords();
  expect((await db.saved.toArray()).map(({ id, state, textState }) => [id, state, textState])).toEqual([
    ['ferry', 'read', 'kept'],
    ['meter', 'unread', 'pending'],
    ['rail', 'unread', 'kept'],
  ]);
  expect((await db.saved.toArray()).some((record) => 'text' in record)).toBe(false);
  expect(await db.savedTexts.toCollection().primaryKeys()).toEqual(['ferry', 'rail']);
});
