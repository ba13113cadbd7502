import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';
import { lookUpCards } from '../../../lib/db/index-queries.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { lastLookup, lookUpAddress, lookUpLink } from '../../../lib/tab/look-up-link.ts';
import { browser, resetBrowser } from '../fake-browser.ts';
import { card, serve } from '../sync/served-index.ts';

const CLICK = { menuItemId: 'look-up-link', linkUrl: 'https://outlet.example/ferry' };
const PAGE = 'chrome-extension://civic-lens/library.html#looked-up';

beforeEach(async () => {
  resetBrowser();
  await Promise.all(db.tables.map((table) => table.clear()));
});

it.each([
  [false, { url: PAGE }, { state: 'no-index' }],
  [true, { url: PAGE, windowId: 7 }, undefined],
])(
  'the library shows the result of a link lookup, but in a private window only once and not stored (private: %s)',
  async (incognito, opened, again) => {
    const create = vi.spyOn(browser.tabs, 'create');
    await lookUpLink(CLICK, { incognito, windowId: 7 } as never);
    expect(create.mock.calls).toEqual([[opened]]);
    expect(await lastLookup()).toEqual({ state: 'no-index' });
    expect(await lastLookup()).toEqual(again);
    expect(Object.keys(await fakeBrowser.storage.session.get(null))).toEqual(incognito ? [] : ['lookedUp']);
  },
);

describe('the answer to a link', () => {
  const FERRY = 'https://outlet.example/ferry';
  const found = { state: 'found', ids: ['ferry'] };

  beforeEach(async () => {
    resetBrowser('https://noligarchy.us/*');
    const { get } = serve([{ month: '2026-07', cards: [card('ferry')] }]);
    vi.stubGlobal('fetch', get);
    await sync(get);
    return () => {
      vi.unstubAllGlobals();
      vi.restoreAllMocks();
    };
  });

  it.each<[address: string, answer: object, what: string]>([
    [FERRY, found, 'the article'],
    [`https://l.facebook.com/l.php?u=${encodeURIComponent(FERRY)}`, found, 'a click counter'],
    [`https://web.archive.org/web/2026/${FERRY}`, found, 'an archived copy'],
    ['https://noligarchy.us/analysis/ferry?utm_source=x', found, 'the analysis itself'],
    ['https://www.noligarchy.us/analysis/ferry', found, 'the analysis at the twin of the site'],
    ['https://noligarchy.us/issues', { state: 'none' }, 'another page of the publication'],
    ['https://outlet.example/', { state: 'none' }, 'a home page'],
    ['https://outlet.example/unknown', { state: 'none' }, 'an article without analysis'],
    ['https://', { state: 'none' }, 'nothing'],
  ])('to %s is %j: the link leads to %s', async (address, answer) => {
    expect(await lookUpAddress(address)).toEqual(answer);
  });

  it('comes from the saved analyses if the database cannot be opened', async () => {
    const [ferry] = await lookUpCards([`u:outlet.example/ferry`]);
    const publication = { name: 'NOLIGARCHY.US', url: 'https://noligarchy.us/' };
    if (ferry) await saveAnalysis(ferry, Date.now(), { publication });
    await fillFromSecondCopy();
    await updateSecondCopy();
    db.close({ disableAutoOpen: false });
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('Internal error.', 'UnknownError');
    });
    expect(await lookUpAddress(FERRY)).toEqual(found);
    expect(await lookUpAddress('https://outlet.example/unknown')).toEqual({ state: 'closed' });
  });
});
