import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';
import type { SyncFailureReason } from '../../../lib/db/index-records.ts';
import { updateSyncState } from '../../../lib/db/index-state.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { type ButtonFacts, defaultButton, showDefaultButton } from '../../../lib/tab/default-button.ts';
import { browser, granted, resetBrowser, shownButton } from '../fake-browser.ts';
import { card, serve } from '../sync/served-index.ts';

const NOW = Date.parse('2026-07-10');
const DAY = 86_400_000;

const facts = (change: Partial<ButtonFacts> = {}): ButtonFacts => ({
  mode: 'automatic',
  mayReadPages: true,
  index: {},
  sync: { checkedAt: NOW },
  now: NOW,
  ...change,
});
const failed = (reason: SyncFailureReason) => ({ checkedAt: NOW, failure: { reason } });
const NO_INDEX = { index: undefined } as unknown as Partial<ButtonFacts>;

const NOT_LOOKED = ['not-looked', 'Civic Lens: click to check this page'];
const NOTHING = ['nothing', 'Civic Lens: no analysis of this page'];
const NEEDS_LIST = ['needs-you', 'Civic Lens: the list of analyses is missing. Click to see why'];

describe('the button in all tabs', () => {
  beforeEach(() => resetBrowser());

  it.each<[when: string, change: Partial<ButtonFacts>, icon: readonly string[]]>([
    ['in automatic mode', {}, NOTHING],
    ['in the mode "on click"', { mode: 'on-click' }, NOT_LOOKED],
    ['before the reader has chosen a mode', { mode: undefined }, NOT_LOOKED],
    ['in the mode "on click", which needs no access', { mode: 'on-click', mayReadPages: false }, NOT_LOOKED],
    [
      'in automatic mode without access',
      { mayReadPages: false },
      ['needs-you', 'Civic Lens: access to the pages you read is missing. Click to give it'],
    ],
    [
      'without access to the publication',
      { mode: 'on-click', sync: failed('no-permission') },
      ['needs-you', 'Civic Lens: access to noligarchy.us is missing. Click to give it'],
    ],
    ['while the first sync runs', { ...NO_INDEX, sync: {} }, NOT_LOOKED],
    ['after the first sync has failed', { ...NO_INDEX, sync: failed('offline') }, NEEDS_LIST],
    [
      'after the first sync has failed, in the mode "on click"',
      { ...NO_INDEX, mode: 'on-click', sync: failed('http') },
      NEEDS_LIST,
    ],
    ['after a later sync has failed', { sync: failed('offline') }, NOTHING],
    [
      'with a part of the list',
      { index: { incomplete: true } },
      ['nothing', 'Civic Lens: nothing found for this page in the part of the list that is here'],
    ],
    [
      'with a list that was last checked in the future, by a wrong clock',
      { sync: { checkedAt: NOW + 4 * DAY } },
      ['nothing', 'Civic Lens: nothing found for this page, and the list of analyses is old'],
    ],
    [
      'with an old list',
      { index: { incomplete: true }, sync: { checkedAt: NOW - 4 * DAY } },
      ['nothing', 'Civic Lens: nothing found for this page, and the list of analyses is old'],
    ],
  ])('shows what was looked up, unless the reader must do something: %s', (_, change, [icon, title]) => {
    expect(defaultButton(facts(change))).toEqual({ icon, title });
  });
});

describe('showing the button in all tabs', () => {
  beforeEach(async () => {
    resetBrowser('*://*/*');
    await Promise.all(db.tables.map((table) => table.clear()));
  });

  it('follows the mode, the access and the list', async () => {
    expect(await showDefaultButton()).toBe(false);
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    granted.clear();
    expect(await showDefaultButton()).toBe(true);
    expect(shownButton()).toEqual({
      icon: 'needs-you',
      title: 'Civic Lens: access to the pages you read is missing. Click to give it',
      text: '',
    });
    granted.add('*://*/*');
    await db.state.put({ name: 'index', generation: 'g' } as never);
    await updateSyncState({ checkedAt: Date.now() });
    expect(await showDefaultButton()).toBe(true);
    expect([shownButton().icon, shownButton().title]).toEqual(NOTHING);
  });

  it('says that only a part of the list is here if some of its cards could not be read', async () => {
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    const { get } = serve([{ month: '2026-07', cards: [card('ferry'), { id: 'damaged' }] }]);
    granted.add('https://noligarchy.us/*');
    await sync(get);
    await showDefaultButton();
    expect(shownButton().title).toBe(
      'Civic Lens: nothing found for this page in the part of the list that is here',
    );
  });

  it('changes nothing if the button is already right', async () => {
    await showDefaultButton();
    expect(browser.action.setIcon).not.toHaveBeenCalled();
    expect(browser.action.setTitle).not.toHaveBeenCalled();
  });

  it('sets the button again after the browser has forgotten it', async () => {
    await updateSyncState({ failure: { reason: 'offline', at: 0 }, failures: 1 });
    await showDefaultButton();
    await browser.action.setTitle({ title: 'Civic Lens: click to check this page' });
    await browser.action.setIcon({ path: '/icon/toolbar/not-looked.svg' });
    expect(await showDefaultButton()).toBe(true);
    expect([shownButton().icon, shownButton().title]).toEqual(NEEDS_LIST);
  });

  it('says that the list is missing if the database cannot be opened', async () => {
    const open = db.state.get;
    db.state.get = (() => Promise.reject(new DOMException('full', 'QuotaExceededError'))) as never;
    await showDefaultButton().finally(() => {
      db.state.get = open;
    });
    expect([shownButton().icon, shownButton().title]).toEqual(NEEDS_LIST);
  });
});
