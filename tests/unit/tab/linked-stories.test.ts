import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';
import type { IndexState } from '../../../lib/db/index-records.ts';
import { indexState, updateSyncState } from '../../../lib/db/index-state.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { type LinkedStoriesResult, linkedStories, MAX_STORIES } from '../../../lib/tab/linked-stories.ts';
import { browser, granted, reader, resetBrowser, scriptResult } from '../fake-browser.ts';
import { card, type Served, serve } from '../sync/served-index.ts';

/** Tests the stories linked on a home page, in *on click* mode, after a click. */

const HOME = 'https://outlet.example/';
const FERRY = 'https://outlet.example/world/ferry-talks';
const TWICE = 'https://outlet.example/world/school-app';
const MONTHS = [
  {
    month: '2026-07',
    cards: [
      card('ferry', { sources: [FERRY, 'https://ledger.example/ferry-talks'] }),
      card('consent', { published: '2026-07-01', sources: [TWICE] }),
      card('contract', { published: '2026-07-02', sources: [TWICE] }),
      card('home', { sources: [HOME] }),
    ],
  },
  { month: '2026-06', cards: [card('meter', { published: '2026-06-12' })] },
];
let served: Served;
let tabId: number;

beforeEach(async () => {
  resetBrowser('https://noligarchy.us/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  served = serve(MONTHS);
  vi.stubGlobal('fetch', served.get);
  ({ id: tabId = -1 } = await fakeBrowser.tabs.create({ url: HOME }));
  await reader.clickIn(tabId);
  return () => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  };
});

type Link = readonly [address: string, words?: string];

function pageLinksTo(...links: readonly Link[]): void {
  scriptResult.mockImplementation(async (_, file) =>
    file === '/links.js'
      ? { links: links.map(([address, words = '']) => ({ address, words })), language: 'fr' }
      : undefined,
  );
}

/** Returns the ids of the analyses, with the words of their links; the result itself if it has no stories. */
const told = (result: LinkedStoriesResult): unknown =>
  result.state === 'found' ? result.stories.map(({ card: { id }, words }) => [id, words]) : result;

async function receive(change: Partial<IndexState> = {}): Promise<void> {
  await sync(served.get);
  const index = await indexState();
  if (index) await db.state.put({ ...index, ...change });
}

describe('the stories linked on a page', () => {
  beforeEach(() => receive());

  it('are those with an analysis, in the order of the page', async () => {
    pageLinksTo(
      ['https://outlet.example/meter', 'Water meters'],
      ['https://outlet.example/world/nobody-analysed', 'Choir'],
      [`${FERRY}?utm_source=home`, 'Ferry talks resume'],
    );
    expect(told(await linkedStories(tabId))).toEqual([
      ['meter', 'Water meters'],
      ['ferry', 'Ferry talks resume'],
    ]);
  });

  it('come with lens, publication, and the language of the page', async () => {
    pageLinksTo([FERRY, 'Ferry talks']);
    expect(await linkedStories(tabId)).toMatchObject({
      state: 'found',
      stories: [
        { card: { id: 'ferry' }, lens: { name: 'The Rulebook' }, publication: { name: 'NOLIGARCHY.US' } },
      ],
      more: 0,
      language: 'fr',
    });
  });

  it('list all analyses of one article, the newest first, and each analysis once', async () => {
    pageLinksTo(
      [TWICE, 'School app'],
      [FERRY, 'Ferry talks'],
      ['https://www.ledger.example/ferry-talks', 'The same story elsewhere'],
      [TWICE, 'School app'],
    );
    expect(told(await linkedStories(tabId))).toEqual([
      ['contract', 'School app'],
      ['consent', 'School app'],
      ['ferry', 'Ferry talks'],
    ]);
  });

  it('have the words that look most like a headline if several links lead to one story', async () => {
    pageLinksTo(
      [`${FERRY}?utm_content=picture`],
      [FERRY, 'World'],
      [`${FERRY}#top`, 'Ferry talks resume in Merrow'],
      [`${FERRY}?fbclid=1`, 'Both governments return to the table, and the unions are not invited'],
    );
    expect(told(await linkedStories(tabId))).toEqual([['ferry', 'Ferry talks resume in Merrow']]);
  });

  it('are found behind click counters and archives', async () => {
    pageLinksTo(
      [`https://www.google.com/url?q=${encodeURIComponent(FERRY)}&sa=U`, 'Ferry'],
      [`https://web.archive.org/web/20260702/${TWICE}`, 'School'],
    );
    expect(told(await linkedStories(tabId))).toEqual([
      ['ferry', 'Ferry'],
      ['contract', 'School'],
      ['consent', 'School'],
    ]);
  });

  it('include neither the page itself nor a home page', async () => {
    await fakeBrowser.tabs.update(tabId, { url: FERRY });
    pageLinksTo([`${FERRY}#comments`, 'Comments'], [HOME, 'Home']);
    expect(await linkedStories(tabId)).toEqual({ state: 'none' });
  });

  it('do not include an analysis that the reader has called a different story', async () => {
    const page = 'outlet.example/world/school-app';
    await db.answers.add({ id: 'a', page, analysis: 'consent', same: false, answeredAt: Date.now() });
    await db.answers.add({ id: 'b', page, analysis: 'contract', same: true, answeredAt: Date.now() });
    pageLinksTo([TWICE, 'School app']);
    expect(told(await linkedStories(tabId))).toEqual([['contract', 'School app']]);
  });

  it(`are at most ${MAX_STORIES}, with the number of omitted stories`, async () => {
    const cards = Array.from({ length: MAX_STORIES + 7 }, (_, n) => card(`story-${n}`));
    served.publish([{ month: '2026-07', cards }], { generated: '2026-07-03T12:00:00Z' });
    await receive();
    pageLinksTo(...cards.map((_, n): Link => [`https://outlet.example/story-${n}`]));
    const result = await linkedStories(tabId);
    expect(result).toMatchObject({ state: 'found', more: 7 });
    expect((told(result) as unknown[]).length).toBe(MAX_STORIES);
  });

  it('cause no request, and nothing is stored', async () => {
    pageLinksTo([FERRY, 'Ferry talks']);
    served.asked.splice(0);
    const before = [await fakeBrowser.storage.session.get(null), await fakeBrowser.storage.local.get(null)];
    const written = vi.spyOn(IDBObjectStore.prototype, 'put');
    await linkedStories(tabId);
    expect(served.asked).toEqual([]);
    expect(written).not.toHaveBeenCalled();
    expect([await fakeBrowser.storage.session.get(null), await fakeBrowser.storage.local.get(null)]).toEqual(
      before,
    );
  });

  it('are checked, because a page may return anything', async () => {
    scriptResult.mockResolvedValue({
      links: [{ address: 'javascript:0' }, 7, { address: FERRY, words: {} }],
    });
    expect(told(await linkedStories(tabId))).toEqual([['ferry', '']]);
    scriptResult.mockResolvedValue(JSON.parse('{"__proto__":{"links":[]},"links":{"length":1e9}}'));
    expect(await linkedStories(tabId)).toEqual({ state: 'none' });
  });
});

describe('without a linked story that has an analysis', () => {
  beforeEach(() => pageLinksTo(['https://outlet.example/world/nobody-analysed', 'Choir']));

  it('the view says so only if the list is complete and not outdated', async () => {
    expect(await linkedStories(tabId)).toEqual({ state: 'no-index' });
    await receive();
    expect(await linkedStories(tabId)).toEqual({ state: 'none' });
    await receive({ incomplete: true, knownBackTo: '2026-07-01' });
    expect(await linkedStories(tabId)).toEqual({ state: 'partial', backTo: '2026-07-01' });
    await updateSyncState({ checkedAt: 1 });
    expect(await linkedStories(tabId)).toEqual({ state: 'stale', since: 1 });
  });

  it('the view says that the list cannot be opened', async () => {
    await receive();
    db.close({ disableAutoOpen: false });
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('Internal error.', 'UnknownError');
    });
    expect(await linkedStories(tabId)).toEqual({ state: 'no-index', closed: true });
  });
});

describe('without access to the page', () => {
  it.each<[string, string, () => unknown, LinkedStoriesResult['state']]>([
    ['the view says that a click is needed', 'https://outlet.example/', () => undefined, 'not-checked'],
    [
      'the view says that no extension may read the page',
      'about:addons',
      () => granted.add('*://*/*'),
      'unreadable',
    ],
  ])('%s', async (_, url, grant, state) => {
    await receive();
    const other = await fakeBrowser.tabs.create({ url });
    grant();
    expect(await linkedStories(other.id ?? -1)).toEqual({ state });
    expect(scriptResult).not.toHaveBeenCalled();
  });

  it('the view says that the page is unreadable if the browser refuses the script at a known address', async () => {
    await receive();
    browser.scripting.executeScript.mockRejectedValueOnce(new Error('Cannot access a chrome:// URL'));
    expect(await linkedStories(tabId)).toEqual({ state: 'unreadable' });
  });
});
