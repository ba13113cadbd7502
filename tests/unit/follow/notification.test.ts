import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import background from '../../../entrypoints/background.ts';
import { db } from '../../../lib/db/database.ts';
import { followableLens, followableTopic } from '../../../lib/follow/followable.ts';
import { follow } from '../../../lib/follow/followed.ts';
import { newCount } from '../../../lib/follow/new-for-you-records.ts';
import { announceNew, markSeenAndUpdateNotification } from '../../../lib/follow/notification.ts';
import { addWaitingPage } from '../../../lib/follow/waiting.ts';
import { browser, granted } from '../fake-browser.ts';
import { card, type Served, type ServedMonth, serve } from '../sync/served-index.ts';

/**
 * Tests, with the real background, that a notification announces new analyses after a sync, and that a click on the
 * notification opens the library.
 */

const JULY: ServedMonth = { month: '2026-07', cards: [card('ferry'), card('ports')] };
const NOON = new Date(2026, 10, 23, 12);
const NIGHT = new Date(2026, 10, 23, 23, 30);
let served: Served;

const notifications = (): NonNullable<typeof browser.notifications> => {
  if (!browser.notifications) throw new Error('The permission for notifications is not granted.');
  return browser.notifications;
};

function start(): void {
  for (const { forget } of [
    browser.runtime.onMessage,
    browser.runtime.onStartup,
    browser.permissions.onAdded,
    notifications().onClicked,
  ])
    forget();
  background.main();
}

/** Publishes these analyses in addition to those of July, and syncs. */
async function syncWith(...added: (string | object)[]): Promise<void> {
  const cards = added.map((one) => (typeof one === 'string' ? card(one) : one));
  served.publish([{ ...JULY, cards: [...JULY.cards, ...cards] }]);
  const from = { id: 'civic-lens', url: 'chrome-extension://civic-lens/options.html' };
  await Promise.all(browser.runtime.onMessage.fire({ type: 'sync' }, from));
}

beforeEach(async () => {
  fakeBrowser.reset();
  granted.clear();
  granted.add('https://noligarchy.us/*').add('notifications');
  vi.clearAllMocks();
  vi.useFakeTimers({ toFake: ['Date'], now: NOON });
  await Promise.all(db.tables.map((table) => table.clear()));
  await fakeBrowser.storage.local.set({ notify: true });
  served = serve([JULY]);
  vi.stubGlobal('fetch', served.get);
  start();
  await follow(followableLens({ id: 'rulebook', name: 'The Rulebook' }));
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

describe('a notification', () => {
  it('is shown once after each sync that brought new analyses, except the first sync', async () => {
    await syncWith();
    expect(notifications().create).not.toHaveBeenCalled();
    await syncWith('bus', 'tram');
    expect(notifications().create.mock.calls).toEqual([
      [
        'new-for-you',
        {
          type: 'basic',
          iconUrl: 'chrome-extension://civic-lens/icon/lens/1.png',
          title: '2 new analyses: The Rulebook',
          message: expect.stringMatching(/^What (?:bus|tram) changes; What (?:bus|tram) changes$/),
        },
      ],
    ]);
    await syncWith('bus', 'tram');
    expect(notifications().create).toHaveBeenCalledTimes(1);
    await syncWith('bus', 'tram', 'canal');
    expect(notifications().create.mock.calls.slice(1)).toEqual([
      [
        'new-for-you',
        {
          type: 'basic',
          iconUrl: 'chrome-extension://civic-lens/icon/lens/1.png',
          title: '1 new analysis: The Rulebook',
          message: 'What canal changes',
        },
      ],
    ]);
  });

  it('names no lens if its analyses have none', async () => {
    await follow(followableTopic({ name: 'shipping' }));
    await syncWith();
    await syncWith(card('bus', { lens: null, topics: ['shipping'] }));
    expect(notifications().create.mock.lastCall?.[1]).toMatchObject({
      iconUrl: 'chrome-extension://civic-lens/icon/128.png',
      title: '1 new analysis',
      message: 'What bus changes',
    });
  });

  it('has the icon of the extension if the analyses have different lenses', async () => {
    await follow(followableTopic({ name: 'shipping' }));
    await syncWith();
    await syncWith('tram', card('bus', { lens: null, topics: ['shipping'] }));
    expect(notifications().create.mock.lastCall?.[1]).toMatchObject({
      iconUrl: 'chrome-extension://civic-lens/icon/128.png',
      title: '2 new analyses: The Rulebook',
    });
  });

  it('begins with the article about which the reader had asked, and announces its analysis only once', async () => {
    await syncWith();
    const keys = [{ key: 'outlet.example/canal', by: 'address', offSite: false } as const];
    await addWaitingPage({ address: 'https://outlet.example/canal', keys, headlines: [] });
    await syncWith('bus', card('canal', { published: '2026-07-01', sourceHeadline: 'Canal opens again' }));
    expect(notifications().create.mock.calls.map(([, notification]) => notification)).toMatchObject([
      {
        title: '2 new analyses: The Rulebook',
        message: 'The article you asked about: Canal opens again; What bus changes',
      },
    ]);
    await syncWith('bus', 'canal');
    expect([notifications().create.mock.calls.length, await newCount()]).toEqual([1, 2]);
  });

  it('shows three headlines, and an ellipsis if there are more', async () => {
    await syncWith();
    await syncWith('a', 'b', 'c', 'd');
    const { title, message } = notifications().create.mock.lastCall?.[1] ?? { title: '', message: '' };
    expect(title).toBe('4 new analyses: The Rulebook');
    expect(message.split('; ')).toHaveLength(4);
    expect(message).toMatch(/; …$/);
  });

  it('is not shown while notifications are off, and announces no old analyses when they are on again', async () => {
    await fakeBrowser.storage.local.set({ notify: false });
    await syncWith();
    await syncWith('bus');
    await fakeBrowser.storage.local.set({ notify: true });
    await announceNew(NOON);
    expect(notifications().create).not.toHaveBeenCalled();
    expect(await newCount()).toBe(1);
  });

  it('is not shown, and causes no error, if the reader has revoked the permission', async () => {
    const { create } = notifications();
    granted.delete('notifications');
    await syncWith();
    await syncWith('bus');
    expect(create).not.toHaveBeenCalled();
    expect(await newCount()).toBe(1);
  });

  it('is delayed until quiet hours end, and then announces the analyses of all syncs since they began', async () => {
    await syncWith();
    vi.setSystemTime(NIGHT);
    await syncWith('bus');
    await syncWith('bus', 'tram');
    expect(notifications().create).not.toHaveBeenCalled();
    const alarm = await fakeBrowser.alarms.get('notification');
    expect(alarm?.scheduledTime).toBe(new Date(2026, 10, 24, 8).getTime());
    vi.setSystemTime(new Date(2026, 10, 24, 8));
    if (alarm) await browser.alarms.onAlarm.trigger(alarm);
    await vi.waitFor(() => expect(notifications().create).toHaveBeenCalledTimes(1));
    expect(notifications().create.mock.lastCall?.[1].title).toBe('2 new analyses: The Rulebook');
  });

  it('is shown after a restart of the browser if quiet hours delayed it, even if its alarm is lost', async () => {
    await syncWith();
    vi.setSystemTime(NIGHT);
    await syncWith('bus');
    await fakeBrowser.alarms.clear('notification');
    vi.setSystemTime(new Date(2026, 10, 24, 9));
    start();
    browser.runtime.onStartup.fire();
    await vi.waitFor(() => expect(notifications().create).toHaveBeenCalledTimes(1));
  });

  it('is delayed by the quiet hours that the reader has chosen, and shown when other quiet hours apply', async () => {
    await fakeBrowser.storage.local.set({ quietHours: { from: '11:00', to: '13:00' } });
    await syncWith();
    await syncWith('bus');
    expect(notifications().create).not.toHaveBeenCalled();
    // Invalid hours count as the default hours, which do not include noon. Each change of the settings checks the
    // delayed notification again.
    await fakeBrowser.storage.local.set({ quietHours: { from: '25:00', to: 7 } });
    await vi.waitFor(() => expect(notifications().create).toHaveBeenCalledTimes(1));
  });

  it('does not announce analyses that the reader has already seen', async () => {
    await syncWith();
    vi.setSystemTime(NIGHT);
    await syncWith('bus', 'tram');
    await markSeenAndUpdateNotification('bus');
    await announceNew(NOON);
    expect(notifications().create.mock.lastCall?.[1].message).toBe('What tram changes');
  });

  it('is removed once the reader has seen all its analyses', async () => {
    await syncWith();
    await syncWith('bus', 'tram');
    await markSeenAndUpdateNotification('bus');
    expect(notifications().clear).not.toHaveBeenCalled();
    await markSeenAndUpdateNotification('all');
    expect(notifications().clear).toHaveBeenCalledWith('new-for-you');
  });
});

describe('a click on the notification', () => {
  it.each([
    [['bus'], '#analysis=bus'],
    [['bus', 'tram'], '#new-for-you'],
  ])('about %j opens %s, even if the background was killed before the click', async (ids, place) => {
    await syncWith();
    await syncWith(...ids);
    start();
    const create = vi.spyOn(browser.tabs, 'create');
    notifications().onClicked.fire('new-for-you');
    await vi.waitFor(() =>
      expect(create).toHaveBeenCalledWith({ url: `chrome-extension://civic-lens/library.html${place}` }),
    );
    expect(notifications().clear).toHaveBeenCalledWith('new-for-you');
  });

  it('is handled by exactly one listener once the reader grants notifications', async () => {
    const { onClicked } = notifications();
    granted.delete('notifications');
    onClicked.forget();
    browser.permissions.onAdded.forget();
    background.main();
    expect(onClicked.listeners()).toBe(0);
    granted.add('notifications');
    await Promise.all(browser.permissions.onAdded.fire({ permissions: ['notifications'] }));
    await Promise.all(browser.permissions.onAdded.fire({ permissions: ['notifications'] }));
    expect(onClicked.listeners()).toBe(1);
    // Granting notifications does not change the mode.
    expect(await fakeBrowser.storage.local.get('mode')).toEqual({});
  });

  it('on another notification is ignored', async () => {
    const create = vi.spyOn(browser.tabs, 'create');
    notifications().onClicked.fire('another');
    notifications().onClicked.fire('new-for-you');
    // The second click clears the notification. If the first click opened a tab, that tab would be open by then.
    await vi.waitFor(() => expect(notifications().clear).toHaveBeenCalled());
    expect(create).toHaveBeenCalledTimes(1);
  });
});
