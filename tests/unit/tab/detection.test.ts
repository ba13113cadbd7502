import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { introduce } from '../../../lib/tab/detection.ts';
import { browser } from '../fake-browser.ts';

const STORY = 'https://outlet.example/2026/bridge';
const TOLD = {
  address: STORY,
  loadedAs: STORY,
  claims: [{ by: 'canonical', address: STORY }],
  headlines: ['Council votes', 'Council votes | The Outlet'],
  articles: [],
  microdata: false,
};

/** A tab as the browser tells of it. */
async function tab(told: { url?: string; title?: string }): Promise<number> {
  const { id = -1 } = await fakeBrowser.tabs.create({ url: 'https://outlet.example/' });
  browser.tabs.get = (async () => ({ id, ...told })) as unknown as typeof browser.tabs.get;
  return id;
}

describe('introduce', () => {
  beforeEach(() => {
    browser.scripting.executeScript.mockReset();
  });

  it('gives what the page says of itself', async () => {
    browser.scripting.executeScript.mockResolvedValue([{ result: TOLD }]);
    expect(await introduce(await tab({ url: STORY, title: 'Council votes | The Outlet' }))).toEqual(TOLD);
  });

  it('takes the headline from the tab where the reader went on inside the page', async () => {
    browser.scripting.executeScript.mockResolvedValue([
      { result: { ...TOLD, address: 'https://outlet.example/2026/tram' } },
    ]);
    const told = await introduce(await tab({ url: 'https://outlet.example/2026/tram', title: 'A tram' }));
    expect(told).toMatchObject({ address: 'https://outlet.example/2026/tram', headlines: ['A tram'] });
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
  ])('gives address and title of a page that nobody may read: %s', async (title, headlines) => {
    browser.scripting.executeScript.mockRejectedValue(new Error('Cannot access contents of the page'));
    expect(await introduce(await tab({ url: STORY, ...(title === undefined ? {} : { title }) }))).toEqual({
      address: STORY,
      loadedAs: STORY,
      claims: [],
      headlines,
      articles: [],
      microdata: false,
    });
  });

  it('gives nothing where the browser does not tell the address', async () => {
    expect(await introduce(await tab({}))).toBeUndefined();
    expect(browser.scripting.executeScript).not.toHaveBeenCalled();
  });
});
