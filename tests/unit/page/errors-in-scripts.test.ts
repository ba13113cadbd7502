import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import background from '../../../entrypoints/background.ts';
import type * as SuffixesModule from '../../../lib/address/public-suffixes.ts';
import { browser, resetBrowser } from '../fake-browser.ts';

/*
 * If the background fails to examine a page, it reports the error once and rejects the message, so that the content
 * script repeats it. A message that the background fails to parse is not rejected, so the content script does not
 * repeat it.
 */

const PAGE = 'https://outlet.example/ferry';
const MISTAKE = new TypeError('a mistake');
const BAD_JSON_LD = '{ "@type": "NewsArticle", "headline": "Ferry talks resume" }';
/** An address that the page claims in quotation marks. Browsers resolve such a claim as a relative address. */
const QUOTED = 'https://outlet.example/%22https://outlet.example/ferry%22';

let isBroken = false;
vi.mock('../../../lib/address/public-suffixes.ts', async (original) => {
  const module = await original<typeof SuffixesModule>();
  const isSameSite: typeof module.isSameSite = (...args) => {
    if (!isBroken) return module.isSameSite(...args);
    // Fail only once, so that a second report could only be about the first failure.
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

/** Sends the identity of a page. Returns the answers to the page and the errors in the console. */
async function send(identity: object): Promise<{ answers: unknown[]; errors: unknown[] }> {
  const errors = vi.spyOn(console, 'error').mockReturnValue();
  const { id } = await fakeBrowser.tabs.create({ url: PAGE });
  const page = { address: PAGE, loadedAs: PAGE, claims: [], headlines: [], ...identity };
  const sender = { id: 'civic-lens', tab: { id, incognito: false }, frameId: 0, url: PAGE };
  const answers = browser.runtime.onMessage.fire({ type: 'page', identity: page }, sender);
  const settled = await Promise.allSettled(answers);
  return { answers: settled.map(({ status }) => status), errors: errors.mock.calls };
}

describe('an unexpected error', () => {
  it('is reported once if it happens while the background reads a claim', async () => {
    isBroken = true;
    expect(await send({ claims: [{ by: 'canonical', address: QUOTED }] })).toEqual({
      answers: ['rejected'],
      errors: [['Civic Lens, message page: unexpected error.', MISTAKE]],
    });
  });

  it('is reported once if it happens while the background reads JSON-LD', async () => {
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
    expect(await send({ jsonLd: [BAD_JSON_LD], base: PAGE })).toEqual({
      answers: ['fulfilled'],
      errors: [['Civic Lens, message page: unexpected error.', MISTAKE]],
    });
  });

  it('is not reported for broken claims and JSON-LD of a page', async () => {
    const claims = [{ by: 'canonical', address: 'https://outlet.example/%' }];
    expect(await send({ claims, jsonLd: ['{ "@type": '], base: 'no address' })).toEqual({
      answers: ['fulfilled'],
      errors: [],
    });
  });
});
