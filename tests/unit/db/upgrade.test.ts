import Dexie from 'dexie';
import { expect, it } from 'vitest';

/** The tables of version 1, as it was released. */
const FIRST = {
  state: 'name',
  directories: 'sha256',
  cardBlocks: 'key',
  texts: 'sha256',
  textBlocks: 'key',
  fetchedTexts: 'id, fetchedAt',
  sitePages: 'url, changed, [state+changed]',
  siteTexts: 'id',
  saved: 'id, savedAt',
  followed: 'key',
  newAnalyses: 'id',
};

it('a database of version 1 keeps what is the reader’s, and its index is fetched anew', async () => {
  const old = new Dexie('civic-lens');
  old.version(1).stores(FIRST);
  await old.table('state').bulkPut([
    { name: 'index', generation: 'old' },
    { name: 'sync', failures: 3 },
  ]);
  await old.table('directories').put({ sha256: 'a', count: 1 });
  await old.table('cardBlocks').put({ key: 'a/0', bytes: new TextEncoder().encode('[["ferry"]]') });
  await old.table('saved').put({ id: 'ferry', savedAt: 1 });
  await old.table('followed').put({ key: 'lens:rulebook' });
  await old.table('texts').put({ sha256: 't', ids: ['ferry'] });
  await old.table('textBlocks').put({ key: 't/0', bytes: new Uint8Array([1]) });
  old.close();

  const { db } = await import('../../../lib/db/database.ts');
  expect(await db.saved.toArray()).toEqual([{ id: 'ferry', savedAt: 1 }]);
  expect(await db.followed.count()).toBe(1);
  expect(await db.state.toArray()).toEqual([{ name: 'sync', failures: 3 }]);
  expect(await db.directories.count()).toBe(0);
  expect(await db.cardBlocks.count()).toBe(0);
  expect(await db.textBlocks.count()).toBe(1);
});
