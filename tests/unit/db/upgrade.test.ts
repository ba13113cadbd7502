import Dexie from 'dexie';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type * as Database from '../../../lib/db/database.ts';
import { NewerDatabase } from '../../../lib/db/opening.ts';
import { renewOldRecords, savedText } from '../../../lib/library/saved-analyses.ts';
import { textOnDevice } from '../../../lib/sync/texts.ts';
import { OLD_DATABASES, oldDatabase, putInPlace } from './old-databases.ts';

/**
 * Every form of the database that ever landed becomes one of today. The old ones were written by the extension of
 * that time: it read an index, saved three analyses (the text of "meter" could not be had), opened one of them,
 * followed a lens and, later on, a topic and an outlet. `old-databases` holds their tables. Four releases called
 * their form version 1.
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
  it('keeps what is the reader’s', async () => {
    const old = oldDatabase(name);
    await putInPlace(db, old);
    const saved = await db.saved.orderBy('id').toArray();
    const before = (id: string): Readonly<Record<string, unknown>> => {
      const { text: _, ...record } = old.tables.saved?.find((entry) => entry.id === id) ?? {};
      return record;
    };
    expect(saved).toEqual([
      { ...before('ferry'), state: 'read', textState: 'kept' },
      { ...before('meter'), state: 'unread', textState: 'pending' },
      { ...before('rail'), state: 'unread', textState: 'kept' },
    ]);
    const texts = Object.fromEntries((old.tables.saved ?? []).map(({ id, text }) => [id, text]));
    expect([await savedText('ferry'), await savedText('meter'), await savedText('rail')]).toEqual([
      texts.ferry,
      undefined,
      texts.rail,
    ]);
    expect(await db.followed.count()).toBe(followed);
    expect(await db.followed.get('lens:rulebook')).toEqual(RULEBOOK);
    expect((await db.uncopied.toCollection().primaryKeys()).sort()).toEqual(
      KEYS.slice(0, 3 + followed).sort(),
    );
    expect(db.verno).toBe(4);
  });
});

it.each(['version-1-first', 'version-1-blocks', 'version-1-sites', 'version-1-follows', 'version-2'])(
  'the index of %s is fetched anew',
  async (name) => {
    await putInPlace(db, oldDatabase(name));
    expect((await db.state.toArray()).map((state) => state.name)).toEqual(['sync']);
    expect([await db.directories.count(), await db.cardBlocks.count()]).toEqual([0, 0]);
  },
);

it('the index of version 3 and its texts stay', async () => {
  const old = oldDatabase('version-3');
  await putInPlace(db, old);
  for (const table of ['state', 'directories', 'cardBlocks', 'texts', 'textBlocks'])
    expect(await db.table(table).toArray()).toEqual(old.tables[table]);
  const [ferry] = await db.saved.where('id').equals('ferry').toArray();
  expect(ferry && (await textOnDevice(ferry.card))).toEqual(await savedText('ferry'));
});

it('a page of a plain site that was passed over for its lens is read again', async () => {
  const page = { url: 'https://noligarchy.us/a', changed: 1, tries: 0, state: 'incomplete' };
  const pages = [
    { ...page, why: 'has no lens' },
    { ...page, url: 'https://noligarchy.us/b', why: 'has no headline' },
  ];
  await putInPlace(db, { ...oldDatabase('version-2'), tables: { sitePages: pages } });
  const { why: _, ...rest } = page as typeof page & { why?: string };
  expect(await db.sitePages.toArray()).toEqual([{ ...rest, state: 'wanted' }, pages[1]]);
});

it('a database of a newer version is left untouched, and refused by its name', async () => {
  await db.saved.put({ id: 'ferry', savedAt: 1, state: 'unread' } as never);
  db.close({ disableAutoOpen: false });
  const newer = new Dexie('civic-lens');
  newer.version(5).stores({ saved: 'id, savedAt, state', watched: 'id' });
  await newer.table('watched').put({ id: 'talks' });
  newer.close();

  await expect(db.open()).rejects.toBeInstanceOf(NewerDatabase);
  await expect(db.saved.count()).rejects.toThrow('schema version 5');
  const [{ version } = {}] = await indexedDB.databases();
  expect(version).toBe(50);
  await newer.open();
  expect(newer.verno).toBe(5);
  expect(await newer.table('watched').toArray()).toEqual([{ id: 'talks' }]);
  expect(await newer.table('saved').toArray()).toEqual([{ id: 'ferry', savedAt: 1, state: 'unread' }]);
  newer.close();
});

it('what an older version of the extension wrote into a database of today is brought into form', async () => {
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
