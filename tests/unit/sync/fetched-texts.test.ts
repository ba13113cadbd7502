import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { AnalysisText } from '../../../lib/analysis/analysis.ts';
import { fetchedText, keepFetchedText } from '../../../lib/sync/fetched-texts.ts';
import { browser, resetBrowser } from '../fake-browser.ts';

/** The quota of `storage.session` in Chrome and Firefox (bytes). */
const QUOTA = 10_485_760;

beforeEach(() => {
  resetBrowser();
  vi.restoreAllMocks();
  withQuota();
});

/** Makes `storage.session` refuse writes beyond the quota, as both browsers do. */
function withQuota(): void {
  const { session } = fakeBrowser.storage;
  const set = session.set.bind(session);
  vi.spyOn(browser.storage.session, 'set').mockImplementation(async (items) => {
    if (bytesOf({ ...(await session.get(null)), ...items }) > QUOTA)
      throw new Error('Session storage quota bytes exceeded. Values were not stored.');
    await set(items);
  });
}

/** Counts one byte for each character of a string, or two bytes if the string has a character beyond U+00FF. */
function bytesOf(items: object): number {
  return Object.entries(items).reduce((sum, [key, value]) => {
    const json = JSON.stringify(value);
    return sum + key.length + (/[\u0100-\uffff]/.test(json) ? 2 : 1) * json.length;
  }, 0);
}

function textOf(length: number, letter = 'x'): AnalysisText {
  const blocks = [{ type: 'paragraph' as const, content: [letter.repeat(length)] }];
  return { sections: [{ heading: 'What happened', blocks }], attribution: [] };
}

const text = textOf(10);
const kept = async (...ids: string[]): Promise<string[]> => {
  const found = await Promise.all(ids.map(async (id) => ((await fetchedText(id)) ? [id] : [])));
  return found.flat();
};

describe('a fetched text', () => {
  it('is kept with its version until the browser closes', async () => {
    await keepFetchedText('ferry', { version: '2026-07-02', text });
    expect(await fetchedText('ferry')).toEqual({ version: '2026-07-02', text });
    expect(await fetchedText('ports')).toBeUndefined();
    await fakeBrowser.storage.session.clear();
    expect(await fetchedText('ferry')).toBeUndefined();
  });

  it('leaves nothing on disk', async () => {
    await keepFetchedText('ferry', { version: '2026-07-02', text });
    expect(await fakeBrowser.storage.local.get(null)).toEqual({});
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('replaces the text of an older version', async () => {
    await keepFetchedText('ferry', { version: '2026-07-02', text });
    await keepFetchedText('ferry', { version: '2026-07-05', text: textOf(20) });
    expect(await fetchedText('ferry')).toEqual({ version: '2026-07-05', text: textOf(20) });
    expect((await fakeBrowser.storage.session.get('texts')).texts).toHaveLength(1);
  });

  it.each([
    ['in Latin letters', 'x', 3_000_000],
    ['in Chinese', '港', 1_300_000],
    ['in emoji', '🚢', 750_000],
  ])('replaces the oldest texts if there is not enough room: %s', async (_, letter, length) => {
    for (const id of ['a', 'b', 'c', 'd'])
      await keepFetchedText(id, { version: '1', text: textOf(length, letter) });
    expect(await kept('a', 'b', 'c', 'd')).toEqual(['c', 'd']);
    const stored = await fakeBrowser.storage.session.get(null);
    expect(Object.keys(stored).sort()).toEqual(['text:c', 'text:d', 'texts']);
    expect(bytesOf(stored)).toBeLessThan(QUOTA);
  });

  it('counts as newer after it was fetched again', async () => {
    for (const id of ['a', 'b', 'a', 'c'])
      await keepFetchedText(id, { version: '1', text: textOf(3_000_000) });
    expect(await kept('a', 'b', 'c')).toEqual(['a', 'c']);
  });

  it('is not kept if it alone is too large, but later texts are kept', async () => {
    await keepFetchedText('ferry', { version: '1', text: textOf(9_000_000) });
    expect(await kept('ferry')).toEqual([]);
    await keepFetchedText('ports', { version: '1', text });
    expect(await kept('ferry', 'ports')).toEqual(['ports']);
  });

  it('leaves room for the records of tabs', async () => {
    for (let n = 0; n < 12; n++) await keepFetchedText(`text ${n}`, { version: '1', text: textOf(900_000) });
    const records = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`tab:${n}`, 'x'.repeat(5000)]));
    await browser.storage.session.set(records);
    expect(Object.keys(await fakeBrowser.storage.session.get(null))).toContain('tab:199');
  });

  it('is kept even if records of tabs leave little room', async () => {
    await browser.storage.session.set({ 'tab:1': 'x'.repeat(6_000_000) });
    for (const id of ['a', 'b', 'c', 'd'])
      await keepFetchedText(id, { version: '1', text: textOf(1_500_000) });
    expect(await kept('a', 'b', 'c', 'd')).toContain('d');
    expect(bytesOf(await fakeBrowser.storage.session.get(null))).toBeLessThan(QUOTA);
  });

  it('is not lost if several tabs fetch texts at the same time', async () => {
    const ids = Array.from({ length: 30 }, (_, n) => `text ${n}`);
    await Promise.all(ids.map((id) => keepFetchedText(id, { version: '1', text })));
    expect(await kept(...ids)).toEqual(ids);
    const { texts } = await fakeBrowser.storage.session.get('texts');
    expect((texts as { id: string }[]).map(({ id }) => id).sort()).toEqual([...ids].sort());
  });

  it('is not kept if there is no room at all, which causes no error', async () => {
    vi.spyOn(browser.storage.session, 'set').mockRejectedValue(
      new Error('QuotaExceededError: storage.session API call exceeded its quota limitations.'),
    );
    await keepFetchedText('ferry', { version: '1', text });
    expect(await kept('ferry')).toEqual([]);
  });

  it('causes an error if it cannot be kept for another reason', async () => {
    const fault = new TypeError('x is not a function');
    vi.spyOn(browser.storage.session, 'set').mockRejectedValue(fault);
    await expect(keepFetchedText('ferry', { version: '1', text })).rejects.toBe(fault);
  });
});
