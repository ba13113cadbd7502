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

it('cards that earlier versions skipped are read again: index and pages without a lens', async () => {
  const { db } = await import('../../../lib/db/database.ts');
  db.close();
  await Dexie.delete('civic-lens');
  const old = new Dexie('civic-lens');
  old.version(1).stores(FIRST);
  old.version(2);
  await old.table('state').bulkPut([
    { name: 'index', generation: 'old', etag: '"unchanged"' },
    { name: 'site', readPages: 'newest' },
  ]);
  await old.table('directories').put({ sha256: 'a', count: 1 });
  await old.table('cardBlocks').put({ key: 'a/0', bytes: new Uint8Array([1]) });
  await old.table('saved').put({ id: 'ferry', savedAt: 1 });
  const pages = [
    { url: 'https://a.example/1', state: 'incomplete', changed: 1, tries: 0, why: 'has no lens' },
    { url: 'https://a.example/2', state: 'incomplete', changed: 2, tries: 0, why: 'has no published date' },
    { url: 'https://a.example/3', state: 'no-analysis', changed: 3, tries: 0 },
    {
      url: 'https://a.example/4',
      state: 'incomplete',
      changed: 4,
      tries: 0,
      why: 'has a lens whose name has no letters',
    },
  ];
  await old.table('sitePages').bulkPut(pages);
  old.close();

  await db.open();
  expect(await db.saved.toArray()).toEqual([{ id: 'ferry', savedAt: 1 }]);
  expect(await db.state.toArray()).toEqual([{ name: 'site', readPages: 'newest' }]);
  expect([await db.directories.count(), await db.cardBlocks.count()]).toEqual([0, 0]);
  const wanted = { state: 'wanted', tries: 0 };
  expect(await db.sitePages.toArray()).toEqual([
    { url: 'https://a.example/1', changed: 1, ...wanted },
    pages[1],
    pages[2],
    { url: 'https://a.example/4', changed: 4, ...wanted },
  ]);
});
