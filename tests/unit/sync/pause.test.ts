import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { changeSettings } from '../../../lib/browser/settings.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById, newestCards } from '../../../lib/db/index-queries.ts';
import { syncState } from '../../../lib/db/index-state.ts';
import type { Card } from '../../../lib/index/card.ts';
import { fetchMissingTexts } from '../../../lib/library/fetch-missing-texts.ts';
import { saveAnalysis, savedText } from '../../../lib/library/saved-analyses.ts';
import * as pauses from '../../../lib/sync/pause.ts';
import { publicationFile } from '../../../lib/sync/publication-file.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { loadText } from '../../../lib/sync/texts.ts';
import { resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, PUBLICATION, type Served, serve } from './served-index.ts';

/**
 * Any answer of the publication may ask for a pause. Tests that no part of the extension sends a request during the
 * pause.
 */

const START = Date.UTC(2026, 6, 10, 12);
const DOCUMENT = 'analyses/ferry.json';
const MONTHS = [
  {
    month: '2026-07',
    cards: [card('ferry', { document: `../${DOCUMENT}` }), card('ports')],
    documents: [analysisDocument('ferry')],
  },
  { month: '2026-06', cards: [card('meter', { published: '2026-06-12' })] },
];

let served: Served;

beforeEach(async () => {
  resetBrowser(`${PUBLICATION}*`);
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  await Promise.all(db.tables.map((table) => table.clear()));
  await changeSettings({ keepTexts: 'none' });
  served = serve(MONTHS);
  served.instead.set(DOCUMENT, () => Response.json(analysisDocument('ferry')));
});
afterEach(() => {
  vi.useRealTimers();
});

async function ferry(): Promise<Card> {
  const found = await cardById('ferry');
  if (!found) throw new Error('there is no such card');
  return found;
}

const readText = async (id: string): Promise<unknown> => {
  const found = await cardById(id);
  return found && loadText(found, false, served.get);
};
const completeTexts = (): Promise<void> =>
  fetchMissingTexts({ get: served.get, pause: async () => undefined, now: Date.now });

interface Part {
  /** The end of the address of the file that the publication refuses. */
  readonly file: string;
  /** Runs before the request. */
  readonly prepare: () => Promise<unknown>;
  /** Makes the request. */
  readonly ask: () => Promise<unknown>;
  /** Whether the file is on the device after a successful request. */
  readonly hasCome: () => Promise<boolean>;
}
const nothing = async (): Promise<void> => undefined;
const synced = (): Promise<boolean> => sync(served.get);

const PARTS: Readonly<Record<string, Part>> = {
  'the manifest of its index': {
    file: 'index.json',
    prepare: nothing,
    ask: synced,
    hasCome: async () => (await newestCards(9)).length === 3,
  },
  'a month of cards': {
    file: 'month of cards',
    prepare: nothing,
    ask: synced,
    hasCome: async () => (await newestCards(9)).length === 3,
  },
  'a month of texts': {
    file: 'month of texts',
    prepare: async () => changeSettings({ keepTexts: 'all' }),
    ask: synced,
    hasCome: async () => (await db.texts.count()) === 1,
  },
  'the document of an analysis that is opened': {
    file: DOCUMENT,
    prepare: synced,
    ask: () => readText('ferry'),
    hasCome: async () => ((await readText('ferry')) as { state: string }).state === 'ready',
  },
  'the page of an analysis that is opened': {
    file: 'analysis/ports',
    prepare: synced,
    ask: () => readText('ports'),
    hasCome: async () => served.asked.at(-1)?.endsWith('analysis/ports') ?? false,
  },
  'the text of a saved analysis': {
    file: DOCUMENT,
    prepare: async () => {
      await synced();
      await saveAnalysis(await ferry());
    },
    ask: completeTexts,
    hasCome: async () => (await savedText('ferry')) !== undefined,
  },
};

const BUSY: readonly [how: string, status: number, headers: Record<string, string>][] = [
  ['429, seconds', 429, { 'retry-after': '60' }],
  ['503, seconds', 503, { 'retry-after': '60' }],
  ['429, a date', 429, { 'retry-after': 'Fri, 10 Jul 2026 12:01:00 GMT' }],
  [
    '503, a date, from a server whose clock is an hour ahead',
    503,
    { 'retry-after': 'Fri, 10 Jul 2026 13:01:00 GMT', date: 'Fri, 10 Jul 2026 13:00:00 GMT' },
  ],
];

describe.each(Object.entries(PARTS))('a publication that refuses %s for a minute', (_, part) => {
  it.each(BUSY)(
    'gets no request during that minute, and answers requests afterwards: %s',
    async (_, status, headers) => {
      await part.prepare();
      const [name = part.file] = await filesNamed(part.file);
      const before = served.instead.get(name);
      served.instead.set(name, () => new Response('', { status, headers }));
      served.asked.splice(0);
      await part.ask();
      expect(served.asked.at(-1)?.endsWith(name)).toBe(true);

      // A sync, the opening of an analysis, and the fetch of missing texts each try to make a request.
      vi.setSystemTime(START + 59_000);
      const asked = served.asked.length;
      await sync(served.get);
      await readText('ports');
      await completeTexts();
      expect(served.asked).toHaveLength(asked);
      expect((await syncState()).failure?.reason).toBe('paused');
      expect((await syncState()).nextAt).toBeGreaterThanOrEqual(START + 60_000);

      served.instead.delete(name);
      if (before) served.instead.set(name, before);
      vi.setSystemTime(START + 61_000 + 3_600_000);
      await part.ask();
      expect(await part.hasCome()).toBe(true);
    },
  );
});

/** Returns the name of July's file of cards or texts, in a list. The list is empty for any other argument. */
async function filesNamed(what: string): Promise<string[]> {
  const response = await served.get(`${PUBLICATION}.well-known/civic-lens/index.json`);
  const { segments } = (await response.json()) as { segments: { url: string; texts?: { url: string } }[] };
  const [july] = segments;
  return { 'month of cards': july?.url, 'month of texts': july?.texts?.url }[what]?.split('\n') ?? [];
}

const FILE = `${PUBLICATION}analysis/ports`;
const OPTIONS = { origin: PUBLICATION.slice(0, -1), maxBytes: 1000 };
const answer = (status: number, headers: Record<string, string> = {}): typeof fetch =>
  (async () => new Response('', { status, headers })) as typeof fetch;
/** Returns the reason why a file cannot be fetched, or `undefined` if it can be fetched. */
const ask = (get: typeof fetch): Promise<string | undefined> =>
  publicationFile(FILE, { ...OPTIONS, get }).then(
    () => undefined,
    (error: { reason: string }) => error.reason,
  );

describe('the pause', () => {
  it('continues after a kill of the background', async () => {
    await ask(answer(503, { 'retry-after': '60' }));
    // A second instance of the module knows only the content of the storage.
    const path = '../../../lib/sync/pause.ts?of-a-new-background';
    const anew: typeof pauses = await import(/* @vite-ignore */ path);
    expect(anew.currentPause).not.toBe(pauses.currentPause);
    expect(await anew.currentPause()).toMatchObject({ until: START + 60_000, isAsked: true, status: 503 });
    await anew.endPause();
    expect(await ask(answer(200))).toBeUndefined();
  });

  it('is read once for each successful request', async () => {
    const get = vi.spyOn(fakeBrowser.storage.local, 'get');
    await ask(answer(200));
    expect(get.mock.calls).toEqual([['pause']]);
  });

  it('ends when a request succeeds', async () => {
    await ask(answer(500));
    expect(await pauses.currentPause()).toMatchObject({ isAsked: false, status: 500 });
    await ask(answer(200));
    expect(await fakeBrowser.storage.local.get('pause')).toEqual({});
  });

  it.each([
    ['before there was any pause', undefined],
    ['during an earlier pause', answer(500)],
  ])('does not end when a request that began %s succeeds', async (_, earlier) => {
    if (earlier) await ask(earlier);
    vi.setSystemTime(START + 1000);
    const slow = (async () => {
      expect(await ask(answer(429, { 'retry-after': '60' }))).toBe('http');
      return new Response('');
    }) as typeof fetch;
    expect(await ask(slow)).toBeUndefined();
    expect(await pauses.currentPause()).toMatchObject({ isAsked: true, until: START + 61_000 });
  });

  it('grows if the publication keeps asking for one second, but the reader’s requests wait only a second', async () => {
    const busy = answer(503, { 'retry-after': '1' });
    const waits: number[] = [];
    for (let n = 0; n < 5; n++) {
      expect(await ask(busy)).toBe('http');
      const { until = 0 } = (await pauses.currentPause()) ?? {};
      waits.push((until - Date.now()) / 1000);
      vi.setSystemTime(until);
    }
    expect(waits).toEqual([1, 1, 600, 1800, 3600]);
    await ask(busy);
    expect(await ask(answer(200))).toBe('paused');
    vi.setSystemTime(Date.now() + 1000);
    expect(await pauses.currentPause()).toMatchObject({ isAsked: false });
    expect(await ask(answer(200))).toBeUndefined();
    expect(await pauses.currentPause()).toBeUndefined();
  });

  it('lasts at most a day, even if the publication asks for more', async () => {
    await ask(answer(503, { 'retry-after': '99999999' }));
    expect((await pauses.currentPause())?.until).toBe(START + 24 * 3_600_000);
  });
});
