import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { onTabOfPanelChanged } from '../../../lib/tab/panel-tab-events.ts';
import { type TabRecord, writeTabRecord } from '../../../lib/tab/tab-record.ts';
import { browser, resetBrowser } from '../fake-browser.ts';

const HERE = 1;
const ELSEWHERE = 2;
const LOADED = { status: 'complete' };
const RECORD: TabRecord = {
  address: 'https://outlet.example/',
  generation: '',
  sure: [],
  uncertain: [],
  related: [],
  article: false,
};

let calls: number;
let tabId: number;
let stop: () => void;

beforeEach(async () => {
  resetBrowser('*://*/*');
  ({ id: tabId = -1 } = await fakeBrowser.tabs.create({ url: 'https://outlet.example/' }));
  vi.spyOn(browser.windows, 'getCurrent').mockResolvedValue({ id: HERE } as never);
  calls = 0;
  stop = onTabOfPanelChanged(
    () => tabId,
    () => calls++,
  );
  return () => stop();
});

const activated = (windowId: number): Promise<unknown> =>
  fakeBrowser.tabs.onActivated.trigger({ tabId: 5, windowId });
const updated = (windowId: number, active: boolean, change: object): Promise<unknown> =>
  fakeBrowser.tabs.onUpdated.trigger(5, change, { id: 5, windowId, active, index: 0 } as never);

describe('a side panel updates its view', () => {
  it.each<[event: string, fire: () => Promise<unknown>, times: number]>([
    ['when another tab of its window is activated', () => activated(HERE), 1],
    ['not when a tab of another window is activated', () => activated(ELSEWHERE), 0],
    ['when the active tab of its window loads a page', () => updated(HERE, true, LOADED), 1],
    [
      'when the active tab of its window shows another address',
      () => updated(HERE, true, { url: 'https://next.example/' }),
      1,
    ],
    ['not when only the title of the active tab changes', () => updated(HERE, true, { title: 'Next' }), 0],
    ['not when an inactive tab of its window loads a page', () => updated(HERE, false, LOADED), 0],
    ['not when the active tab of another window loads a page', () => updated(ELSEWHERE, true, LOADED), 0],
    ['when the record of its tab changes', () => writeTabRecord(tabId, RECORD), 1],
    ['not when the record of another tab changes', () => writeTabRecord(tabId + 1, RECORD), 0],
  ])('%s', async (_, fire, times) => {
    await fire();
    expect(calls).toBe(times);
  });

  it('not at events of other windows, for which it does not query the browser', async () => {
    const query = vi.spyOn(browser.tabs, 'query');
    const get = vi.spyOn(browser.tabs, 'get');
    await activated(ELSEWHERE);
    await updated(ELSEWHERE, true, LOADED);
    expect(query).not.toHaveBeenCalled();
    expect(get).not.toHaveBeenCalled();
  });

  it('no longer after the reader closed the panel', async () => {
    stop();
    await activated(HERE);
    await updated(HERE, true, LOADED);
    expect(calls).toBe(0);
  });
});
