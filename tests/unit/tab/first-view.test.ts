import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { deleteEverything } from '../../../lib/app/delete-everything.ts';
import { changeSettings } from '../../../lib/browser/settings.ts';
import { db } from '../../../lib/db/database.ts';
import {
  ensureGenerationMarked,
  markedGeneration,
  replaceMarkedGeneration,
} from '../../../lib/db/index-generation-mark.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import { indexState } from '../../../lib/db/index-state.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { removeSaved, restoreRemoved } from '../../../lib/library/removed-analyses.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import { keepFetchedText } from '../../../lib/sync/fetched-texts.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { copyTextForPanel, handlePage } from '../../../lib/tab/examine-page.ts';
import { type FirstView, firstView } from '../../../lib/tab/first-view.ts';
import { writeTabRecord } from '../../../lib/tab/tab-record.ts';
import { viewTab } from '../../../lib/tab/tab-view.ts';
import { resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, type Served, type ServedMonth, serve } from '../sync/served-index.ts';

/** Tests the view of popup and panel before they open the database. */

const FERRY = 'https://outlet.example/ferry';
const FERRIES = { month: '2026-07', cards: [card('ferry')], documents: [analysisDocument('ferry')] };
let served: Served;
let tabId: number;

const identity = (address: string): PageIdentity => ({
  address,
  loadedAs: address,
  claims: [],
  headlines: [],
  articles: [],
  microdata: false,
});

beforeEach(async () => {
  resetBrowser('https://noligarchy.us/*', '*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  served = serve([FERRIES]);
  vi.stubGlobal('fetch', served.get);
  ({ id: tabId = -1 } = await fakeBrowser.tabs.create({ url: FERRY }));
  await sync(served.get);
  await fillFromSecondCopy();
  return () => vi.unstubAllGlobals();
});

/** Reports the page in the tab, as the content script does. */
async function tell(address = FERRY, incognito = false): Promise<void> {
  const record = await handlePage({ id: tabId, index: 0, incognito } as never, identity(address));
  expect(record === undefined).toBe(incognito);
  await copyTextForPanel(record ?? NONE);
}

const first = (url: string | undefined = FERRY, isPrivate = false): Promise<FirstView | undefined> =>
  firstView({ id: tabId, isPrivate, url });

describe('what is shown first', () => {
  it('is the same as the view from the database, and has the text', async () => {
    await tell();
    const shown = await first();
    expect(shown?.text?.sections.map(({ heading }) => heading)).toEqual(['What happened']);
    const { page, ...view } = shown?.view ?? { page: '' };
    expect(page).toBe('outlet.example/ferry');
    expect(view).toEqual(await viewTab(tabId, true));
  });

  it('says whether the analysis is in the library', async () => {
    await tell();
    const ferry = await cardById('ferry');
    if (!ferry) throw new Error('no card');
    const changes = [() => saveAnalysis(ferry), () => removeSaved('ferry'), () => restoreRemoved('ferry')];
    const said = [(await first())?.isSaved];
    for (const change of changes) {
      await change();
      await updateSecondCopy();
      said.push((await first())?.isSaved);
    }
    expect(said).toEqual([false, true, false, true]);
  });

  it('is available while the database is closed', async () => {
    await tell();
    const opened = vi.spyOn(db, 'open');
    db.close();
    expect((await first())?.view.matches.map(({ card: { id } }) => id)).toEqual(['ferry']);
    expect(opened).not.toHaveBeenCalled();
    await db.open();
  });

  it.each<[where: string, change: () => unknown, ask?: () => Promise<FirstView | undefined>]>([
    ['if the tab shows another page', () => undefined, () => first('https://outlet.example/ferry-2')],
    ['if the browser hides the address', () => undefined, () => firstView({ id: tabId, isPrivate: false })],
    ['in a private window', () => undefined, () => first(FERRY, true)],
    ['for another tab', () => undefined, () => firstView({ id: 4321, isPrivate: false, url: FERRY })],
    ['if the site is switched off', () => changeSettings({ sitesOff: ['outlet.example'] })],
    ['once another index has arrived', () => arrives({ ...FERRIES, cards: [card('ferry'), card('ports')] })],
    [
      'once the publication has withdrawn the analysis',
      () => arrives({ month: '2026-07', cards: [card('ports')] }),
    ],
    ['while the index changes', () => fakeBrowser.storage.session.remove('index')],
    ['without the text', () => fakeBrowser.storage.session.remove('text:ferry')],
    [
      'if the text is of an older version',
      () => keepFetchedText('ferry', { version: '#old', text: NO_TEXT }),
    ],
    ['after "Delete everything"', deleteEverything],
    ['once the page has been examined again and has no match', () => tellOtherStory()],
  ])('is undefined %s', async (_, change, ask = first) => {
    await tell();
    expect(await first()).toBeDefined();
    await change();
    expect(await ask()).toBeUndefined();
  });

  it('is undefined for a page that was examined in a private window', async () => {
    await tell(FERRY, true);
    expect(await first()).toBeUndefined();
    expect(Object.keys(await fakeBrowser.storage.session.get(null))).toEqual(['index']);
  });

  it('is undefined for a page without an analysis, whose view depends on the last check of the index', async () => {
    await fakeBrowser.tabs.update(tabId, { url: 'https://outlet.example/other' });
    await tell('https://outlet.example/other');
    expect(await first('https://outlet.example/other')).toBeUndefined();
  });

  it('needs no text if several analyses match', async () => {
    const sources = [FERRY];
    await arrives({
      month: '2026-07',
      cards: [
        { ...card('ferry'), sources },
        { ...card('ports'), sources },
      ],
    });
    await tell();
    expect((await first())?.view).toMatchObject({ state: 'choose', matches: { length: 2 } });
  });
});

const NONE = { address: '', generation: '', sure: [], uncertain: [], related: [], article: false };
const NO_TEXT = { sections: [], attribution: [] };

async function arrives(month: ServedMonth): Promise<void> {
  served.publish([month]);
  await sync(served.get);
}

/** Writes a tab record without matches, as after an in-page navigation to another story. */
async function tellOtherStory(): Promise<void> {
  const { address } = identity(FERRY);
  const generation = (await indexState())?.generation ?? '';
  await writeTabRecord(tabId, { address, generation, sure: [], uncertain: [], related: [], article: true });
}

describe('the mark of the index', () => {
  const generation = async (): Promise<string | undefined> => (await indexState())?.generation;

  it('is the generation of the index that a sync brought', async () => {
    expect(await markedGeneration()).toBe(await generation());
  });

  it('is set again if the browser or a killed background has lost it', async () => {
    await fakeBrowser.storage.session.clear();
    await ensureGenerationMarked(generation);
    expect(await markedGeneration()).toBe(await generation());
  });

  it('is absent while the index changes', async () => {
    let during: string | undefined = 'none was read';
    await replaceMarkedGeneration(async () => {
      during = await markedGeneration();
      return 'the next';
    });
    expect(during).toBeUndefined();
    expect(await markedGeneration()).toBe('the next');
  });

  it('is the old generation again if the change fails', async () => {
    const before = await markedGeneration();
    await expect(replaceMarkedGeneration(() => Promise.reject(new Error('no room')))).rejects.toThrow(
      'no room',
    );
    expect(await markedGeneration()).toBe(before);
  });

  it('is absent if the index changed and the new index cannot be marked', async () => {
    vi.spyOn(fakeBrowser.storage.session, 'set').mockRejectedValueOnce(
      new Error('The mark cannot be written.'),
    );
    await expect(replaceMarkedGeneration(async () => 'the next')).rejects.toThrow('cannot be written');
    expect(await markedGeneration()).toBeUndefined();
  });
});
