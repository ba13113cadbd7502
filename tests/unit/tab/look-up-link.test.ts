import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';
import { lastLookup, lookUpLink } from '../../../lib/tab/look-up-link.ts';
import { browser, resetBrowser } from '../fake-browser.ts';

const CLICK = { menuItemId: 'look-up-link', linkUrl: 'https://outlet.example/ferry' };
const PAGE = 'chrome-extension://civic-lens/library.html#looked-up';

beforeEach(async () => {
  resetBrowser();
  await Promise.all(db.tables.map((table) => table.clear()));
});

it.each([
  [false, { url: PAGE }, { state: 'no-index' }],
  [true, { url: PAGE, windowId: 7 }, undefined],
])('the result is shown in the window of the link (private: %s)', async (incognito, opened, again) => {
  const create = vi.spyOn(browser.tabs, 'create');
  await lookUpLink(CLICK, { incognito, windowId: 7 } as never);
  expect(create.mock.calls).toEqual([[opened]]);
  expect(await lastLookup()).toEqual({ state: 'no-index' });
  expect(await lastLookup()).toEqual(again);
  expect(Object.keys(await fakeBrowser.storage.session.get(null))).toEqual(incognito ? [] : ['lookedUp']);
});
