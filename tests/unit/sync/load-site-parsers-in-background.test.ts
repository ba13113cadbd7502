import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Tests how the background loads the parsers of feeds, sitemaps and pages. */

const PARSERS = { listSitePages: () => undefined };
const importScripts = vi.fn();

beforeEach(() => {
  vi.resetModules();
  importScripts.mockReset();
  vi.stubGlobal('importScripts', importScripts);
  return () => Reflect.deleteProperty(globalThis, 'siteParsers');
});
afterEach(() => vi.unstubAllGlobals());

const background = (): Promise<typeof import('../../../lib/sync/load-site-parsers-in-background.ts')> =>
  import('../../../lib/sync/load-site-parsers-in-background.ts');

describe('the parsers of a plain site', () => {
  it.each([
    ['parsed', 1],
    ['installing', 1],
    ['installed', 0],
    ['activating', 0],
    ['activated', 0],
  ])(
    'are imported at the start of a service worker only during its installation: %s',
    async (state, times) => {
      vi.stubGlobal('serviceWorker', { state });
      const { prepareSiteParsers } = await background();
      prepareSiteParsers();
      expect(importScripts.mock.calls).toEqual(Array(times).fill(['/site-parsers.js']));
    },
  );

  it('are not imported at the start of an event page', async () => {
    const { prepareSiteParsers } = await background();
    prepareSiteParsers();
    expect(importScripts).not.toHaveBeenCalled();
  });

  it('are imported once, when they are first needed', async () => {
    importScripts.mockImplementation(() => Object.assign(globalThis, { siteParsers: PARSERS }));
    const { siteParsers } = await background();
    expect(await siteParsers()).toBe(PARSERS);
    expect(await siteParsers()).toBe(PARSERS);
    expect(importScripts).toHaveBeenCalledTimes(1);
  });

  it('cause an error if their script does not define them', async () => {
    const { siteParsers } = await background();
    await expect(siteParsers()).rejects.toThrow('/site-parsers.js left no parsers.');
  });
});
