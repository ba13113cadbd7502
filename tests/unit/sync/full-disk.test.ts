import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { deleteEverything } from '../../../lib/app/delete-everything.ts';
import { changeSettings } from '../../../lib/browser/settings.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById, newestCards } from '../../../lib/db/index-queries.ts';
import { syncState } from '../../../lib/db/index-state.ts';
import * as pauses from '../../../lib/sync/pause.ts';
import { publicationFile } from '../../../lib/sync/publication-file.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { loadText } from '../../../lib/sync/texts.ts';
import { resetBrowser } from '../fake-browser.ts';
import { at } from './publication.ts';
import { analysisDocument, card, PUBLICATION, type Served, serve } from './served-index.ts';

/** Tests that a `storage.local` that refuses changes, as on a full disk, does not disturb requests and syncs. */

const START = Date.UTC(2026, 6, 10, 12);
const DOCUMENT = 'analyses/ferry.json';
const JULY = {
  month: '2026-07',
  cards: [card('ferry', { document: `../${DOCUMENT}` })],
  documents: [analysisDocument('ferry')],
};

let served: Served;
let logged: unknown[][];

beforeEach(async () => {
  resetBrowser(`${PUBLICATION}*`);
  vi.restoreAllMocks();
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  await Promise.all(db.tables.map((table) => table.clear()));
  await changeSettings({ keepTexts: 'none' });
  served = serve([JULY]);
  served.instead.set(DOCUMENT, () => Response.json(analysisDocument('ferry')));
  logged = [];
  vi.spyOn(console, 'error').mockImplementation((...args) => void logged.push(args));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Makes `storage.local` refuse all changes. Returns a function that ends this. */
function fillDisk(): () => void {
  const { local } = fakeBrowser.storage;
  const refuse = async (): Promise<never> => {
    throw new Error('IO error: No space left on device');
  };
  const spies = [
    vi.spyOn(local, 'set').mockImplementation(refuse),
    vi.spyOn(local, 'remove').mockImplementation(refuse),
  ];
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}

const answer = (status: number, headers: Record<string, string> = {}): typeof fetch =>
  (async (address: string) => at(address, new Response('', { status, headers }))) as typeof fetch;

/** Requests a file. Returns the reason of the failure; `undefined` if the file arrives. */
async function ask(get: typeof fetch): Promise<unknown> {
  const options = { origin: new URL(PUBLICATION).origin, maxBytes: 9, get };
  return publicationFile(`${PUBLICATION}page`, options).then(
    () => undefined,
    (error: { reason?: string; message: string }) => error.reason ?? error.message,
  );
}

describe('a pause that cannot be stored on the disk', () => {
  it('is obeyed, by the next background too, and ends', async () => {
    fillDisk();
    expect(await ask(answer(503, { 'retry-after': '60' }))).toBe('http');
    expect(await ask(answer(200))).toBe('paused');
    const path = '../../../lib/sync/pause.ts?of-a-new-background-on-a-full-disk';
    const anew: typeof pauses = await import(/* @vite-ignore */ path);
    expect(await anew.currentPause()).toMatchObject({ until: START + 60_000, isAsked: true });
    vi.setSystemTime(START + 60_000);
    expect(await ask(answer(200))).toBeUndefined();
    expect(await pauses.lastPause()).toBeUndefined();
  });

  it('counts instead of an earlier pause on the disk, and is replaced by a later pause', async () => {
    await ask(answer(500));
    const empty = fillDisk();
    await ask(answer(503, { 'retry-after': '60' }));
    expect(await pauses.currentPause()).toMatchObject({ isAsked: true, status: 503 });
    empty();
    vi.setSystemTime(START + 60_000);
    await ask(answer(429, { 'retry-after': '120' }));
    expect(await pauses.currentPause()).toMatchObject({ status: 429, until: START + 180_000 });
    expect(await fakeBrowser.storage.session.get('pause')).toEqual({});
  });

  it('stays if the reader deletes everything', async () => {
    const empty = fillDisk();
    await ask(answer(503, { 'retry-after': '60' }));
    empty();
    await deleteEverything();
    expect(await pauses.currentPause()).toMatchObject({ isAsked: true });
  });
});

describe('a pause that cannot be removed from the disk', () => {
  it('ends when a request succeeds, and the file arrives', async () => {
    await sync(served.get);
    await ask(answer(500));
    fillDisk();
    const ferry = await cardById('ferry');
    expect(ferry && (await loadText(ferry, false, served.get))).toMatchObject({ state: 'ready' });
    expect(await pauses.lastPause()).toBeUndefined();
  });
});

it('the failure to fetch a text has its own reason, even while the disk is full', async () => {
  await sync(served.get);
  served.instead.set(DOCUMENT, () => new Response('', { status: 500 }));
  fillDisk();
  const ferry = await cardById('ferry');
  expect(ferry && (await loadText(ferry, false, served.get))).toMatchObject({
    state: 'failed',
    failure: { reason: 'http', status: 500 },
  });
  expect(logged).toEqual([]);
});

describe('a sync that cannot write the list of hosts', () => {
  it('says that cards changed, keeps texts, and fails for lack of room', async () => {
    await changeSettings({ keepTexts: 'all' });
    const empty = fillDisk();
    expect(await sync(served.get)).toBe(true);
    expect(await newestCards(9)).toHaveLength(1);
    expect(await db.texts.count()).toBe(1);
    expect((await syncState()).failure).toMatchObject({ reason: 'storage-full' });
    expect(logged).toEqual([]);
    // Once there is room, open pages must be matched again, because their hosts were not listed before.
    empty();
    expect(await sync(served.get)).toBe(true);
    expect((await syncState()).failure).toBeUndefined();
    expect(await sync(served.get)).toBe(false);
  });

  it('says that cards changed, and keeps texts, even if the cause is a mistake in code, which it reports', async () => {
    await changeSettings({ keepTexts: 'all' });
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new TypeError('a mistake'));
    expect(await sync(served.get)).toBe(true);
    expect(await db.texts.count()).toBe(1);
    expect((await syncState()).failure).toMatchObject({ reason: 'unexpected' });
    expect(logged).toHaveLength(1);
  });
});

it('a sync that cannot delete the texts that the reader no longer wants says that cards changed', async () => {
  await changeSettings({ keepTexts: 'all' });
  await sync(served.get);
  await changeSettings({ keepTexts: 'none' });
  served.publish([JULY, { month: '2026-06', cards: [card('meter', { published: '2026-06-12' })] }]);
  vi.spyOn(db.texts, 'bulkDelete').mockRejectedValue(new DOMException('full', 'QuotaExceededError'));
  expect(await sync(served.get)).toBe(true);
  expect(await newestCards(9)).toHaveLength(2);
  const { failure, textsFailure } = await syncState();
  expect({ failure, textsFailure }).toMatchObject({
    failure: undefined,
    textsFailure: { reason: 'storage-full' },
  });
});
