import { urlKey } from '../../lib/address/url-keys.ts';
import { db } from '../../lib/db/database.ts';
import { lookUpCards, newestCards } from '../../lib/db/index-queries.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import { SCHEMA_VERSION } from '../../lib/db/versions.ts';
import type { CardFilter } from '../../lib/index/card-filters.ts';
import type { CardKey } from '../../lib/index/card-keys.ts';
import { manifestAddress, readManifest } from '../../lib/index/manifest.ts';
import { cardVersion } from '../../lib/index/version.ts';
import { syncCompanionIndex } from '../../lib/sync/companion-index.ts';

/**
 * Functions of the bench that run inside a page of the extension, with the browser's real database. They fill the
 * database and time functions of the product.
 */

/** Files of an index, keyed by address. The bench fetches them beforehand, so that it times only their processing. */
let files = new Map<string, Uint8Array<ArrayBuffer>>();

async function fetchAll(publication: string): Promise<void> {
  const address = manifestAddress(publication);
  const bytes = async (url: string): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await (await fetch(url, { cache: 'no-store' })).arrayBuffer());
  const body = await bytes(address);
  const manifest = readManifest(JSON.parse(new TextDecoder().decode(body)), address);
  if (typeof manifest === 'string') throw new Error(manifest);
  const segments = manifest.segments.map(async ({ url }) => [url, await bytes(url)] as const);
  files = new Map([[address, body], ...(await Promise.all(segments))]);
}

/** Times a whole sync with files that were already fetched (ms). */
async function sync(publication: string): Promise<number> {
  const fromMemory = async (address: string): Promise<Response> => new Response(files.get(address));
  const start = performance.now();
  await syncCompanionIndex(publication, Date.now(), fromMemory as typeof fetch);
  return performance.now() - start;
}

/** Times each lookup of a page, with the directories of the index in memory (ms). */
async function lookUps(addresses: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const address of addresses) {
    const start = performance.now();
    await lookUpCards([`u:${urlKey(address)}` as CardKey]);
    times.push(performance.now() - start);
  }
  return times;
}

/**
 * Times the query for the newest 20, 40 and 60 cards of each filter, with the directories of the index in memory (ms).
 */
async function pages(filters: readonly CardFilter[]): Promise<number[]> {
  await newestCards(1);
  const times: number[] = [];
  for (const filter of filters) {
    for (const limit of [20, 40, 60]) {
      const start = performance.now();
      await newestCards(limit, filter);
      times.push(performance.now() - start);
    }
  }
  return times;
}

/** For comparison, times a simple design: one row for each card, with a multi-entry index on its keys (ms). */
async function naiveSync(): Promise<number> {
  await new Promise((resolve) => {
    indexedDB.deleteDatabase('naive').onsuccess = resolve;
  });
  const naive = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('naive', 1);
    opening.onupgradeneeded = () => {
      opening.result
        .createObjectStore('cards', { keyPath: 'id' })
        .createIndex('keys', 'keys', { multiEntry: true });
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const start = performance.now();
  const writing = naive.transaction('cards', 'readwrite', { durability: 'relaxed' });
  for (const body of files.values()) {
    for (const card of JSON.parse(new TextDecoder().decode(body)).cards ?? [])
      writing.objectStore('cards').put({ ...card, keys: card.sources.map(urlKey) });
  }
  await new Promise((resolve, reject) => {
    writing.oncomplete = resolve;
    writing.onabort = () => reject(writing.error);
  });
  const time = performance.now() - start;
  naive.close();
  indexedDB.deleteDatabase('naive');
  return time;
}

const WORDS_OF_A_TEXT = 900;

/** Writes a number of saved analyses, each with a text of usual length. */
async function save(analyses: number): Promise<void> {
  const saved = savedAnalyses(analyses);
  await db.saved.bulkPut(saved);
  await db.savedTexts.bulkPut(saved.map(({ id, card }) => ({ id, version: cardVersion(card), text: TEXT })));
}

const WORDS = 'the harbour board voted on thursday to extend its holiday for carriers'.split(' ');
const CONTENT = Array.from({ length: WORDS_OF_A_TEXT }, (_, n) => WORDS[n % WORDS.length]).join(' ');
const TEXT = {
  sections: [{ heading: 'What happened', blocks: [{ type: 'paragraph' as const, content: [CONTENT] }] }],
  attribution: [],
};

function savedAnalyses(analyses: number): SavedAnalysis[] {
  return Array.from({ length: analyses }, (_, n): SavedAnalysis => {
    const card = {
      id: `saved-${n}`,
      url: `https://noligarchy.us/analysis/saved-${n}`,
      headline: `What the harbour board decided on day ${n}, and who gains by it`,
      published: '2026-07-02',
      sources: [{ url: `https://outlet-${n % 400}.example/world/${n}` }],
      topics: [],
    };
    const publication = { name: 'NOLIGARCHY.US', url: 'https://noligarchy.us/', language: 'en' };
    return { id: card.id, savedAt: n, card, publication, state: 'unread', textState: 'kept' };
  });
}

/** Adds saved analyses to a database with an older schema, each with a text of usual length. */
async function fillOld(analyses: number): Promise<void> {
  const old = await done(indexedDB.open('civic-lens'));
  const isTextBeside = old.objectStoreNames.contains('savedTexts');
  const writing = old.transaction(isTextBeside ? ['saved', 'savedTexts'] : ['saved'], 'readwrite');
  for (const record of savedAnalyses(analyses)) {
    const { id, savedAt, card, publication } = record;
    writing.objectStore('saved').put(isTextBeside ? record : { id, savedAt, card, publication, text: TEXT });
    if (isTextBeside) writing.objectStore('savedTexts').put({ id, version: cardVersion(card), text: TEXT });
  }
  await new Promise((resolve, reject) => {
    writing.oncomplete = resolve;
    writing.onabort = () => reject(writing.error);
  });
  old.close();
}

/**
 * Opens a database with an older schema, which upgrades the database. Returns the time (ms), and the numbers of
 * records.
 */
async function upgrade(): Promise<{ time: number; saved: number; texts: number }> {
  const [before] = (await indexedDB.databases()).filter(({ name }) => name === 'civic-lens');
  if (!before?.version || before.version >= SCHEMA_VERSION * 10) throw new Error('The database is not old.');
  const start = performance.now();
  await db.open();
  const time = performance.now() - start;
  return { time, saved: await db.saved.count(), texts: await db.savedTexts.count() };
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function clear(): Promise<void> {
  await Promise.all(db.tables.map((table) => table.clear()));
}

Object.assign(globalThis, {
  bench: { fetchAll, sync, lookUps, pages, naiveSync, clear, save, fillOld, upgrade },
});
