import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import background from '../../../entrypoints/background.ts';
import type * as SuffixesModule from '../../../lib/address/public-suffixes.ts';
import { browser, resetBrowser } from '../fake-browser.ts';

/** A programming error meets what a page says of itself: the listener reports it once, and answers the page nothing. */

const PAGE = 'https://outlet.example/ferry';
const MISTAKE = new TypeError('a mistake');
const BAD_JSON_LD = '{ "@type": "NewsArticle", "headline": "Ferry talks resume" }';
/** In quotes, browsers take it for a path below the page. */
const QUOTED = 'https://outlet.example/%22https://outlet.example/ferry%22';

let isBroken = false;
vi.mock('../../../lib/address/public-suffixes.ts', async (original) => {
  const module = await original<typeof SuffixesModule>();
  const isSameSite: typeof module.isSameSite = (...args) => {
    if (!isBroken) return module.isSameSite(...args);
    // Once: later questions must not report what the first one has lost.
    isBroken = false;
    throw MISTAKE;
  };
  return { ...module, isSameSite };
});

beforeEach(() => {
  resetBrowser('*://*/*');
  background.main();
});
afterEach(async () => {
  isBroken = false;
  vi.restoreAllMocks();
  browser.runtime.onMessage.forget();
  await vi.waitFor(async () => expect((await navigator.locks.query()).held).toEqual([]));
});

/** What a page is answered, and what the console says of it. */
async function told(identity: object): Promise<{ answers: unknown[]; errors: unknown[] }> {
  const errors = vi.spyOn(console, 'error').mockReturnValue();
  const { id } = await fakeBrowser.tabs.create({ url: PAGE });
  const page = { address: PAGE, loadedAs: PAGE, claims: [], headlines: [], ...identity };
  const sender = { id: 'civic-lens', tab: { id, incognito: false }, frameId: 0, url: PAGE };
  const answers = browser.runtime.onMessage.fire({ type: 'page', identity: page }, sender);
  return { answers: await Promise.all(answers), errors: errors.mock.calls };
}

describe('a mistake in the code that reads', () => {
  it('a claim is reported once', async () => {
    isBroken = true;
    expect(await told({ claims: [{ by: 'canonical', address: QUOTED }] })).toEqual({
      answers: [undefined],
      errors: [['Civic Lens, message page: unexpected error.', MISTAKE]],
    });
  });

  it('JSON-LD is reported once', async () => {
    const parse = JSON.parse;
    vi.spyOn(JSON, 'parse').mockImplementation((text, ...rest) => {
      const value = parse(text, ...rest);
      if (text !== BAD_JSON_LD) return value;
      return Object.defineProperty(value, '@type', {
        get: () => {
          throw MISTAKE;
        },
      });
    });
    expect(await told({ jsonLd: [BAD_JSON_LD], base: PAGE })).toEqual({
      answers: [undefined],
      errors: [['Civic Lens, message page: unexpected error.', MISTAKE]],
    });
  });

  it('is not what broken claims and JSON-LD of a page are', async () => {
    const claims = [{ by: 'canonical', address: 'https://outlet.example/%' }];
    expect(await told({ claims, jsonLd: ['{ "@type": '], base: 'no address' })).toEqual({
      answers: [undefined],
      errors: [],
    });
  });
});
