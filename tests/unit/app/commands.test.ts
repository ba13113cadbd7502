import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type Command, runCommand } from '../../../lib/app/commands.ts';
import type { Tab } from '../../../lib/browser/browser.ts';
import { db } from '../../../lib/db/database.ts';
import { savedAnalyses, savedText } from '../../../lib/library/saved-analyses.ts';
import { withTrouble } from '../../../lib/sync/database-trouble.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { viewTab } from '../../../lib/tab/tab-view.ts';
import { behaviour, browser, granted, reader, resetBrowser, scriptResult } from '../fake-browser.ts';
import { analysisDocument, card, serve } from '../sync/served-index.ts';

/** Tests keyboard commands in *on click* mode, in which a key press gives access to one tab only. */

const FERRY = 'https://outlet.example/ferry';
const TWICE = 'https://outlet.example/twice';
const UNKNOWN = 'https://outlet.example/unknown';
const ANALYSIS = 'https://noligarchy.us/analysis/ferry';
const twice = { sources: [TWICE] };
const MONTHS = [
  {
    month: '2026-07',
    cards: [card('ferry'), card('ports', twice), card('harbour', twice)],
    documents: [analysisDocument('ferry')],
  },
];

beforeEach(async () => {
  resetBrowser('https://noligarchy.us/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  const { get } = serve(MONTHS);
  vi.stubGlobal('fetch', get);
  await sync(get);
  return () => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  };
});

/** Opens a tab with an article whose page states only its own address. */
async function openTab(url: string, change: object = {}): Promise<Tab> {
  const { id = -1 } = await fakeBrowser.tabs.create({ url });
  const tab = await fakeBrowser.tabs.update(id, { ...change });
  const told = { address: url, loadedAs: url, claims: [], headlines: [], articles: [], microdata: false };
  scriptResult.mockResolvedValue(told);
  return tab as unknown as Tab;
}

/** Runs a command in a tab, as the background does when the reader presses the keys of the command. */
async function press(command: Command, tab: Tab): Promise<void> {
  await reader.clickIn(tab.id ?? -1);
  await reader.gesture(() => runCommand(command, tab));
}

const FULL = new DOMException('The disk is full.', 'QuotaExceededError');

function closeDatabase(): void {
  db.close({ disableAutoOpen: false });
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('Internal error.', 'UnknownError');
  });
}

/** Returns the arguments of `tabs.create` for a new tab beside another one. */
const beside = (tab: Tab, url: string): unknown[] => [
  { url, index: tab.index + 1, windowId: tab.windowId, openerTabId: tab.id },
];
const saved = async (): Promise<string[]> => (await savedAnalyses()).map(({ id }) => id);
const openTabs = async (): Promise<(string | undefined)[]> =>
  (await fakeBrowser.tabs.query({})).flatMap(({ url }) => url ?? []);

describe('the command for the side panel', () => {
  it('opens the panel while the key press still counts as a user gesture', async () => {
    await press('open-side-panel', await openTab(FERRY, { windowId: 3 }));
    expect(browser.sidePanel.open.mock.calls).toEqual([[{ windowId: 3 }]]);
  });
});

describe('the save command', () => {
  it.each<[string, () => unknown, string]>([
    ['the device is full', () => vi.spyOn(db.saved, 'add').mockRejectedValue(FULL), 'storage-full'],
    ['the database cannot be opened', closeDatabase, 'database'],
  ])('opens the popup, which gives the reason, if %s', async (_, fails, reason) => {
    const tab = await openTab(FERRY);
    await reader.clickIn(tab.id ?? -1);
    await viewTab(tab.id ?? -1, true);
    behaviour.opensPopupWithoutGesture = true;
    fails();
    await press('save', tab);
    const { failure } = await withTrouble({ name: 'sync', failures: 0 });
    expect([browser.action.openPopup.mock.calls.length, failure?.reason]).toEqual([1, reason]);
  });

  it('saves the analysis of the page with its text, and changes nothing the second time', async () => {
    const tab = await openTab(FERRY);
    await press('save', tab);
    const [first] = await savedAnalyses();
    const text = first && (await savedText(first.id));
    expect(text?.sections.map(({ heading }) => heading)).toEqual(['What happened']);
    await press('save', tab);
    expect(await savedAnalyses()).toEqual([first]);
    expect(browser.action.openPopup).not.toHaveBeenCalled();
  });

  it.each([
    ['has no analysis', UNKNOWN, {}],
    ['has several analyses', TWICE, {}],
    ['is in a private window', FERRY, { incognito: true }],
  ])('saves nothing and opens the popup, which gives the reason, if the page %s', async (_, url, change) => {
    behaviour.opensPopupWithoutGesture = true;
    await press('save', await openTab(url, change));
    expect(await saved()).toEqual([]);
    expect(browser.action.openPopup).toHaveBeenCalledTimes(1);
    expect(await openTabs()).toEqual([url]);
  });

  it.each(['save', 'jump'] as const)(
    'or the jump command opens the library, which gives the reason, if the popup cannot be opened: %s',
    async (command) => {
      const tab = await openTab(UNKNOWN);
      const create = vi.spyOn(browser.tabs, 'create');
      await press(command, tab);
      expect(create.mock.calls).toEqual([
        beside(tab, `chrome-extension://civic-lens/library.html#tab=${tab.id}`),
      ]);
    },
  );
});

describe('the jump command', () => {
  it.each([
    ['from an article to its analysis', FERRY, ANALYSIS],
    ['from an analysis to its source article', ANALYSIS, FERRY],
    ['from an article with several analyses to the first', TWICE, 'https://noligarchy.us/analysis/ports'],
  ])('leads %s, in a new tab beside the current one', async (_, from, to) => {
    const tab = await openTab(from);
    const create = vi.spyOn(browser.tabs, 'create');
    await press('jump', tab);
    expect(create.mock.calls).toEqual([beside(tab, to)]);
    expect(await openTabs()).toEqual([from, to]);
  });

  it('leads to a tab of the same window if that tab already shows the target', async () => {
    await openTab(ANALYSIS, { windowId: 2 });
    const here = await openTab(ANALYSIS);
    await press('jump', await openTab(FERRY));
    expect((await fakeBrowser.tabs.get(here.id ?? -1)).active).toBe(true);
    expect(await openTabs()).toEqual([ANALYSIS, ANALYSIS, FERRY]);
  });

  it('finds an open tab of the source article only if the browser reveals the tab’s address', async () => {
    await openTab(FERRY);
    const analysis = await openTab(ANALYSIS);
    await press('jump', analysis);
    expect(await openTabs()).toEqual([FERRY, ANALYSIS, FERRY]);
    granted.add('*://*/*');
    await press('jump', analysis);
    expect(await openTabs()).toEqual([FERRY, ANALYSIS, FERRY]);
  });

  const LIBRARY = 'chrome-extension://civic-lens/library.html';

  it.each([
    ['reveals the address of the library', () => granted.add('chrome-extension://*/*')],
    [
      'hides the address of the library',
      () => browser.runtime.getContexts.mockResolvedValue([{ documentUrl: `${LIBRARY}#analysis=ferry` }]),
    ],
  ])('leads from an open analysis in the library to its source article; the browser %s', async (_, given) => {
    given();
    const library = await openTab(`${LIBRARY}#analysis=ferry`);
    const create = vi.spyOn(browser.tabs, 'create');
    await press('jump', library);
    expect(create.mock.calls).toEqual([beside(library, FERRY)]);
  });

  it('leads to the source article of a saved analysis that the publication has withdrawn', async () => {
    const article = await openTab(FERRY);
    await press('save', article);
    await sync(serve([{ month: '2026-07', cards: [card('ports')] }]).get);
    granted.add('chrome-extension://*/*');
    await press('jump', await openTab(`${LIBRARY}#analysis=ferry`));
    expect((await fakeBrowser.tabs.get(article.id ?? -1)).active).toBe(true);
  });

  it.each(['', '#analysis=unknown', '#view=removed'])(
    'opens the popup if the tab shows the library without a known analysis: "%s"',
    async (hash) => {
      behaviour.opensPopupWithoutGesture = true;
      granted.add('chrome-extension://*/*');
      await press('jump', await openTab(LIBRARY + hash));
      expect(browser.action.openPopup).toHaveBeenCalledTimes(1);
    },
  );

  it('opens the popup on a page without an analysis', async () => {
    behaviour.opensPopupWithoutGesture = true;
    await press('jump', await openTab(UNKNOWN));
    expect(browser.action.openPopup).toHaveBeenCalledTimes(1);
    expect(await openTabs()).toEqual([UNKNOWN]);
  });
});

describe('a command', () => {
  it('with an unknown name does nothing', async () => {
    const tab = await openTab(FERRY);
    await press('eval' as Command, tab);
    expect(await saved()).toEqual([]);
    expect(await openTabs()).toEqual([FERRY]);
  });

  it('without a tab does nothing', async () => {
    await reader.gesture(() => runCommand('save', undefined));
    expect(await saved()).toEqual([]);
    expect(browser.action.openPopup).not.toHaveBeenCalled();
  });
});
