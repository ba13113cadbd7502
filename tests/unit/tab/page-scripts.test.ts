import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { describeTab, detectInOpenTabs, identifyPage } from '../../../lib/tab/page-scripts.ts';
import { browser, reader, resetBrowser, scriptResult } from '../fake-browser.ts';

const STORY = 'https://outlet.example/2026/bridge';
const TOLD = {
  address: STORY,
  loadedAs: STORY,
  claims: [{ by: 'canonical', address: STORY }],
  headlines: ['Council votes', 'Council votes | The Outlet'],
  articles: [],
  microdata: false,
};

/** Opens a tab in which the reader has clicked the toolbar button. Returns its id. */
async function clickedTab(url: string, title?: string): Promise<number> {
  const { id = -1 } = await fakeBrowser.tabs.create({ url });
  const fields: object = { title };
  await fakeBrowser.tabs.update(id, fields);
  await reader.clickIn(id);
  return id;
}

describe('describeTab', () => {
  beforeEach(() => resetBrowser());

  it('returns the identity that the page reports', async () => {
    scriptResult.mockResolvedValue(TOLD);
    const id = await clickedTab(STORY, 'Council votes | The Outlet');
    expect(await describeTab(id)).toEqual(TOLD);
    expect(scriptResult.mock.calls).toEqual([[id, '/identify.js']]);
  });

  it('uses the title of the tab as the headline after an in-page navigation', async () => {
    const tram = 'https://outlet.example/2026/tram';
    scriptResult.mockResolvedValue({ ...TOLD, address: tram });
    const told = await describeTab(await clickedTab(tram, 'A tram'));
    expect(told).toEqual({ ...TOLD, address: tram, headlines: ['A tram'] });
  });

  it.each([
    ['Council votes', ['Council votes']],
    ['AC / DC', ['AC / DC']],
    [undefined, []],
    ['', []],
    ['outlet.example/2026/report.pdf?token=s3cret', []],
    ['https://outlet.example', []],
    ['report.pdf', ['report.pdf']],
    ['港は閉鎖されるのか?', ['港は閉鎖されるのか?']],
  ])('returns address and title of a page that extensions may not read: %s', async (title, headlines) => {
    browser.scripting.executeScript.mockRejectedValue(new Error('Cannot access contents of the page'));
    expect(await describeTab(await clickedTab(STORY, title))).toEqual({
      address: STORY,
      loadedAs: STORY,
      claims: [],
      headlines,
      articles: [],
      microdata: false,
    });
  });

  it('returns undefined if the browser hides the address', async () => {
    const { id = -1 } = await fakeBrowser.tabs.create({ url: STORY });
    expect(await describeTab(id)).toBeUndefined();
    expect(browser.scripting.executeScript).not.toHaveBeenCalled();
  });
});

describe('a script that the browser does not run', () => {
  beforeEach(() => resetBrowser('*://*/*'));

  it.each([
    'Cannot access contents of url "https://chromewebstore.google.com/". Extension manifest must request permission',
    'Cannot access a chrome:// URL',
    'Cannot access a chrome-extension:// URL of different extension',
    'The extensions gallery cannot be scripted.',
    'This page cannot be scripted due to an ExtensionsSettings policy.',
    'Frame with ID 0 is showing error page',
    'Frame with ID 0 was removed.',
    'No tab with id: 7.',
    'The tab was closed.',
    'Missing host permission for the tab',
    'Invalid tab ID: 7',
    "Actor 'Conduits' destroyed before query 'Execute' was resolved",
  ])('returns undefined if the page cannot be read: %s', async (message) => {
    browser.scripting.executeScript.mockRejectedValue(new Error(message));
    expect(await identifyPage(7)).toBeUndefined();
  });

  it.each([
    'x is not a function',
    "Could not load file: 'identify.js'.",
    'Unable to load script: moz-extension://civic-lens/identify.js',
    'Cannot read properties of undefined',
    'Extension context invalidated.',
  ])('throws for any other reason: %s', async (message) => {
    const error = new Error(message);
    browser.scripting.executeScript.mockRejectedValue(error);
    await expect(identifyPage(7)).rejects.toBe(error);
  });

  it.each<[what: string, injections: object[], message: string]>([
    [
      'throws in the page, as Firefox reports it',
      [{ error: new Error('x is not a function') }],
      'x is not a function',
    ],
    ['throws in the page, as Chrome reports it', [{ result: null }], 'identify.js gave no result.'],
  ])('throws if it %s', async (_, injections, message) => {
    browser.scripting.executeScript.mockResolvedValue(injections);
    await expect(identifyPage(7)).rejects.toThrow(message);
  });

  it('in one of several open tabs is reported once, and the other tabs are still examined', async () => {
    const errors = vi.spyOn(console, 'error').mockReturnValue();
    const fault = new TypeError('x is not a function');
    await browser.storage.local.set({ mode: 'automatic' });
    for (const page of ['a', 'b', 'c', 'd']) await fakeBrowser.tabs.create({ url: `${STORY}/${page}` });
    browser.scripting.executeScript
      .mockRejectedValueOnce(new Error('The tab was closed.'))
      .mockRejectedValueOnce(fault)
      .mockResolvedValue([{}]);
    await detectInOpenTabs();
    expect(browser.scripting.executeScript).toHaveBeenCalledTimes(4);
    expect(errors.mock.calls).toEqual([['Civic Lens, look at an open tab: unexpected error.', fault]]);
  });
});
