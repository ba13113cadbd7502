import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** How the background loads the readers of feeds, sitemaps and pages. */

const READERS = { surveySite: () => undefined };
const importScripts = vi.fn();

beforeEach(() => {
  vi.resetModules();
  importScripts.mockReset();
  vi.stubGlobal('importScripts', importScripts);
  return () => Reflect.deleteProperty(globalThis, 'pageReaders');
});
afterEach(() => vi.unstubAllGlobals());

const background = (): Promise<typeof import('../../../lib/sync/late-page-readers.ts')> =>
  import('../../../lib/sync/late-page-readers.ts');

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
      const { preparePageReaders } = await background();
      preparePageReaders();
      expect(importScripts.mock.calls).toEqual(Array(times).fill(['/page-readers.js']));
    },
  );

  it('are not imported at the start of an event page', async () => {
    const { preparePageReaders } = await background();
    preparePageReaders();
    expect(importScripts).not.toHaveBeenCalled();
  });

  it('are imported once, when they are first needed', async () => {
    importScripts.mockImplementation(() => Object.assign(globalThis, { pageReaders: READERS }));
    const { pageReaders } = await background();
    expect(await pageReaders()).toBe(READERS);
    expect(await pageReaders()).toBe(READERS);
    expect(importScripts).toHaveBeenCalledTimes(1);
  });

  it('cause an error if their script leaves none', async () => {
    const { pageReaders } = await background();
    await expect(pageReaders()).rejects.toThrow('/page-readers.js left no readers.');
  });
});
