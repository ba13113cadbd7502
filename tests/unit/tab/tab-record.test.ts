import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type TabRecord, tabRecords, writeTabRecord } from '../../../lib/tab/tab-record.ts';
import { browser, resetBrowser } from '../fake-browser.ts';

const record = (address: string): TabRecord => ({
  address,
  generation: '',
  sure: [],
  uncertain: [],
  related: [],
  article: true,
});

let kept: number;
beforeEach(async () => {
  resetBrowser();
  ({ id: kept = -1 } = await fakeBrowser.tabs.create({ url: 'https://outlet.example/kept' }));
});

beforeEach(() => void vi.restoreAllMocks());

const stored = async (): Promise<string[]> => Object.keys(await fakeBrowser.storage.session.get(null)).sort();

describe('the record of a tab', () => {
  it('is deleted when the next record is written, if its tab is closed', async () => {
    await fakeBrowser.storage.session.set({ 'tab:4321': record('https://outlet.example/closed') });
    await writeTabRecord(kept, record('https://outlet.example/kept'));
    expect(await stored()).toEqual([`tab:${kept}`]);
  });

  it('is returned with the records of all open tabs, and without other stored values', async () => {
    await writeTabRecord(kept, record('https://outlet.example/kept'));
    await fakeBrowser.storage.session.set({ lookedUp: { state: 'none' }, 'text:ferry': '{}' });
    expect(await tabRecords()).toEqual(new Map([[kept, record('https://outlet.example/kept')]]));
    expect(await stored()).toEqual(['lookedUp', `tab:${kept}`, 'text:ferry']);
  });

  it('is deleted without reading the stored texts if the browser has `getKeys`', async () => {
    const { session } = browser.storage;
    vi.spyOn(session, 'getKeys' as 'get').mockResolvedValue(['tab:4321', 'text:ferry'] as never);
    const get = vi.spyOn(session, 'get');
    const remove = vi.spyOn(session, 'remove');
    await writeTabRecord(kept, record('https://outlet.example/kept'));
    expect(remove.mock.calls).toEqual([[['tab:4321']]]);
    expect(get).not.toHaveBeenCalled();
  });

  it('is deleted even if the browser lacks `getKeys` (Firefox 140)', async () => {
    const { session } = browser.storage as unknown as { session: { getKeys: unknown } };
    const { getKeys } = session;
    session.getKeys = undefined;
    await fakeBrowser.storage.session.set({ 'tab:4321': record('https://outlet.example/gone') });
    await writeTabRecord(kept, record('https://outlet.example/kept'));
    session.getKeys = getKeys;
    expect(await stored()).toEqual([`tab:${kept}`]);
  });
});
