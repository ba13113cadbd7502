import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readReadingPlace, storeReadingPlace } from '../../../lib/library/reading-place.ts';
import { browser } from '../fake-browser.ts';

describe('the place in a saved analysis', () => {
  beforeEach(() => fakeBrowser.reset());

  it('is read as it was stored, separately for each analysis', async () => {
    await storeReadingPlace('ferry', { section: 2, share: 0.25 });
    await storeReadingPlace('ports', { section: 0, share: 1 });
    expect(await readReadingPlace('ferry')).toEqual({ section: 2, share: 0.25 });
    expect(await readReadingPlace('ports')).toEqual({ section: 0, share: 1 });
  });

  it('is not written to the disk', async () => {
    await storeReadingPlace('ferry', { section: 2, share: 0.25 });
    expect(await browser.storage.local.get(null)).toEqual({});
  });

  it('is forgotten when the reader returns to the beginning of the text', async () => {
    await storeReadingPlace('ferry', { section: 2, share: 0.25 });
    await storeReadingPlace('ferry', undefined);
    expect(await browser.storage.session.get(null)).toEqual({});
    expect(await readReadingPlace('ferry')).toBeUndefined();
  });

  it.each([
    null,
    'here',
    3,
    {},
    { section: 1.5, share: 0 },
    { section: 1, share: 2 },
    { section: 1, share: '0' },
  ])('is unknown if the stored value is damaged: %j', async (damaged) => {
    await browser.storage.session.set({ 'readingPlace:ferry': damaged });
    expect(await readReadingPlace('ferry')).toBeUndefined();
  });
});
