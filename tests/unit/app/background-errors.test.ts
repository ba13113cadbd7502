import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';
import { indexState } from '../../../lib/db/index-state.ts';
import { browser, granted } from '../fake-browser.ts';
import {
  ALL_SITES,
  FERRY,
  fromPage,
  fromTab,
  identity,
  openTab,
  PUBLICATION_SITE,
  say,
  start,
  until,
  withIndex,
} from './running-background.ts';

/** A programming error that a test injects into one step. */
const FAULT = new TypeError('x is not a function');

describe('an unexpected error', () => {
  let errors: ReturnType<typeof vi.spyOn>;
  beforeEach(() => {
    errors = vi.spyOn(console, 'error').mockReturnValue();
  });
  const reported = (name: string): void =>
    expect(errors.mock.calls).toEqual([[`Civic Lens, ${name}: unexpected error.`, FAULT]]);

  it.each<[step: string, fault: () => unknown]>([
    ['open the welcome page', () => vi.spyOn(browser.tabs, 'create').mockRejectedValueOnce(FAULT)],
    ['create the context menus', () => browser.contextMenus.removeAll.mockRejectedValueOnce(FAULT)],
    ['register detection', () => browser.scripting.getRegisteredContentScripts.mockRejectedValueOnce(FAULT)],
  ])(
    'in the step "%s" of an install is reported once, and the background still fetches the index',
    async (step, fault) => {
      await until(async () => expect(await fakeBrowser.alarms.get('sync')).toBeDefined());
      fault();
      browser.runtime.onInstalled.fire({ reason: 'install' });
      await until(async () => expect((await indexState())?.cardCount).toBe(2));
      reported(step);
    },
  );

  it('at the start does not prevent the alarm for the next sync', async () => {
    await until(async () => expect(await fakeBrowser.alarms.get('sync')).toBeDefined());
    await fakeBrowser.alarms.clear('sync');
    browser.scripting.getRegisteredContentScripts.mockRejectedValueOnce(FAULT);
    start();
    await until(async () => expect(await fakeBrowser.alarms.get('sync')).toBeDefined());
    reported('register detection');
  });

  it('after a grant of access does not prevent the fetch of the index', async () => {
    granted.clear();
    await withIndex();
    granted.add(PUBLICATION_SITE);
    browser.scripting.getRegisteredContentScripts.mockRejectedValueOnce(FAULT);
    await Promise.all(browser.permissions.onAdded.fire({ origins: [PUBLICATION_SITE] }));
    expect((await indexState())?.cardCount).toBe(2);
    reported('register detection');
  });

  it('after a change of the mode does not prevent the clearing of badges', async () => {
    granted.add(ALL_SITES);
    await fakeBrowser.storage.local.set({ mode: 'automatic' });
    await withIndex();
    const { id, sender } = await openTab(FERRY);
    await Promise.all(say({ type: 'page', identity: identity(FERRY) }, sender));
    expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ tabId: id, text: '1' });
    browser.scripting.getRegisteredContentScripts.mockRejectedValueOnce(FAULT);
    await fakeBrowser.storage.local.set({ mode: 'on-click' });
    await until(() => expect(browser.action.setBadgeText).toHaveBeenLastCalledWith({ tabId: id, text: '' }));
    reported('register detection');
  });

  it.each<[event: string, name: string, fire: () => unknown[]]>([
    ['a browser start', 'announce new analyses', () => browser.runtime.onStartup.fire()],
    [
      'the alarm after quiet hours',
      'announce new analyses',
      () => [
        fakeBrowser.alarms.onAlarm.trigger({
          name: 'notification',
          scheduledTime: 0,
          persistAcrossSessions: true,
        }),
      ],
    ],
  ])('at %s is reported with the name of its step', async (_, name, fireEvent) => {
    vi.spyOn(db.newAnalyses, 'filter').mockImplementation(() => {
      throw FAULT;
    });
    await Promise.all(fireEvent());
    await until(() => reported(name));
  });

  it('in the handler of a content script’s message is reported, and the answer to the message rejects', async () => {
    await withIndex();
    const { sender } = await openTab(FERRY);
    vi.spyOn(db.cardBlocks, 'bulkGet').mockImplementation(() => {
      throw FAULT;
    });
    const [answer] = say({ type: 'page', identity: identity(FERRY) }, sender);
    await expect(answer).rejects.toThrow(FAULT.message);
    reported('message page');
  });

  it('in the handler of a query is reported once by the background, and the answer to the page rejects', async () => {
    vi.spyOn(db.saved, 'toArray').mockImplementation(() => {
      throw FAULT;
    });
    const [answer] = say({ type: 'query', name: 'savedAnalyses', args: [] }, fromPage);
    await expect(answer).rejects.toThrow(FAULT.message);
    reported('query savedAnalyses');
  });

  it('in a command is reported', async () => {
    await withIndex();
    const tab = await fakeBrowser.tabs.create({ url: FERRY });
    vi.spyOn(browser.tabs, 'get').mockRejectedValueOnce(FAULT);
    await Promise.all(browser.commands.onCommand.fire('save', tab));
    reported('command');
  });
});

describe('a message is ignored', () => {
  const page = { type: 'page', identity: identity(FERRY) };
  const cases: [string, object, object][] = [
    ['from another extension', page, { ...fromTab(7), id: 'another' }],
    ['from a frame inside the page', page, { ...fromTab(7), frameId: 3 }],
    ['without a tab', page, { frameId: 0 }],
    ['without an identity', { type: 'page' }, fromTab(7)],
    ['with an invalid identity', { type: 'page', identity: { address: 5 } }, fromTab(7)],
    ['of unknown type', { type: 'eval', code: '1' }, fromPage],
    [
      'that only extension pages may send, from a content script',
      { type: 'query', name: 'savedAnalyses', args: [] },
      fromTab(7),
    ],
    ['with an unknown query', { type: 'query', name: 'constructor', args: [] }, fromPage],
    [
      'from a web page whose host looks like the scheme of an extension page',
      { type: 'sync' },
      { url: 'https://chrome-extension.example/' },
    ],
  ];

  it.each(cases)('%s', (_, message, sender) => {
    expect(say(message, sender)).toEqual([undefined]);
  });

  it('that is not an object', () => {
    expect(say(null as never, fromPage)).toEqual([undefined]);
    expect(say('sync' as never, fromPage)).toEqual([undefined]);
  });
});
