import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { introduce } from '../../../lib/tab/detection.ts';
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

/** A tab that the reader clicked in. */
async function clickedTab(url: string, title?: string): Promise<number> {
  const { id = -1 } = await fakeBrowser.tabs.create({ url });
  const fields: object = { title };
  await fakeBrowser.tabs.update(id, fields);
  await reader.clickIn(id);
  return id;
}

describe('introduce', () => {
  beforeEach(() => resetBrowser());

  it('gives what the page says of itself', async () => {
    scriptResult.mockResolvedValue(TOLD);
    const id = await clickedTab(STORY, 'Council votes | The Outlet');
    expect(await introduce(id)).toEqual(TOLD);
    expect(scriptResult.mock.calls).toEqual([[id, '/identify.js']]);
  });

  it('takes the headline from the tab where the reader went on inside the page', async () => {
    const tram = 'https://outlet.example/2026/tram';
    scriptResult.mockResolvedValue({ ...TOLD, address: tram });
    const told = await introduce(await clickedTab(tram, 'A tram'));
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
  ])('gives address and title of a page that no extension may read: %s', async (title, headlines) => {
    browser.scripting.executeScript.mockRejectedValue(new Error('Cannot access contents of the page'));
    expect(await introduce(await clickedTab(STORY, title))).toEqual({
      address: STORY,
      loadedAs: STORY,
      claims: [],
      headlines,
      articles: [],
      microdata: false,
    });
  });

  it('gives nothing where the browser does not tell the address', async () => {
    const { id = -1 } = await fakeBrowser.tabs.create({ url: STORY });
    expect(await introduce(id)).toBeUndefined();
    expect(browser.scripting.executeScript).not.toHaveBeenCalled();
  });
});
