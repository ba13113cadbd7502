import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** How the background loads the readers of feeds, sitemaps and pages. */

const READERS = { listSitePages: () => undefined };
const importScripts = vi.fn();

beforeEach(() => {
  vi.resetModules();
  importScripts.mockReset();
  vi.stubGlobal('importScripts', importScripts);
  return () => Reflect.deleteProperty(globalThis, 'siteReaders');
});
afterEach(() => vi.unstubAllGlobals());

const background = (): Promise<typeof import('../../../lib/sync/import-site-readers-in-background.ts')> =>
  import('../../../lib/sync/import-site-readers-in-background.ts');

describe('the readers of pages', () => {
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
      const { prepareSiteReaders } = await background();
      prepareSiteReaders();
      expect(importScripts.mock.calls).toEqual(Array(times).fill(['/page-readers.js']));
    },
  );

  it('are not imported at the start of an event page', async () => {
    const { prepareSiteReaders } = await background();
    prepareSiteReaders();
    expect(importScripts).not.toHaveBeenCalled();
  });

  it('are imported once, when they are first needed', async () => {
    importScripts.mockImplementation(() => Object.assign(globalThis, { siteReaders: READERS }));
    const { siteReaders } = await background();
    expect(await siteReaders()).toBe(READERS);
    expect(await siteReaders()).toBe(READERS);
    expect(importScripts).toHaveBeenCalledTimes(1);
  });

  it('cause an error if their script leaves none', async () => {
    const { siteReaders } = await background();
    await expect(siteReaders()).rejects.toThrow('/page-readers.js left no readers.');
  });
});
