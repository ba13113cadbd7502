// @vitest-environment jsdom

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeBackup } from '../../lib/transfer/backups.ts';
import { browser } from '../unit/fake-browser.ts';
import { grantWhenAsked } from './browser-and-tab.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, eventually, openPage, press } from './open-page.ts';
import { ACCESS, MODE, PERMISSIONS, SITES } from './options/access.states.ts';
import { BACKUPS, DELETING, KEYS, STORAGE } from './options/device.states.ts';
import { INDEX, PAGES, TEXTS } from './options/index.states.ts';
import { NOTIFYING } from './options/notifications.states.ts';
import { REFUSED_IN_OPTIONS, REFUSED_IN_PANEL } from './options/refused-settings.states.ts';
import { ANSWERS, WAITING } from './options/remembered.states.ts';
import { PINNING, WELCOME_TROUBLE, WELCOMING } from './options/welcome.states.ts';
import { ARTICLE_CARDS, FOLLOWING, KEEPING_TEXTS, SAMPLING } from './options/welcome-try.states.ts';
import { pressEscape } from './panel/popup-page.ts';
import { receiveIndex, syncNeverEnds } from './publication.ts';
import { describeStates } from './states.ts';
import { syncFailed } from './sync-states.ts';

describe('Options', () => {
  beforeEach(freshDevice);
  afterEach(() => {
    closePage();
    vi.restoreAllMocks();
  });

  it.each([
    ['a permission', () => vi.spyOn(browser.permissions, 'contains').mockRejectedValue(new Error('closing'))],
    ['the shortcuts', () => vi.spyOn(browser.commands, 'getAll').mockRejectedValue(new Error('closing'))],
    [
      'the promise to keep data',
      () => vi.spyOn(navigator.storage, 'persisted').mockRejectedValue(new TypeError()),
    ],
    [
      'the size of the storage',
      () => vi.spyOn(navigator.storage, 'estimate').mockRejectedValue(new TypeError()),
    ],
  ])('opens even if the browser fails to report %s', async (_, fail) => {
    vi.spyOn(console, 'error').mockReturnValue();
    fail();
    await openPage('/options.html');
    expect(await control('button "Delete everything"')).toBeDefined();
    expect(console.error).toHaveBeenCalled();
  });

  it('scrolls to the section "Storage" and focuses it if the address names it', async () => {
    const scroll = vi.spyOn(Element.prototype, 'scrollIntoView');
    await openPage('/options.html#storage');
    await eventually(() => expect(document.activeElement?.querySelector('h2')?.textContent).toBe('Storage'));
    expect(scroll.mock.contexts).toEqual([document.activeElement]);
  });
});

/** Tests where the keyboard focus goes when the focused control disappears. */
describe('the keyboard focus in Options and on the welcome page', () => {
  beforeEach(freshDevice);
  afterEach(() => {
    closePage();
    vi.restoreAllMocks();
  });

  /** Moves the focus to a control and presses it. */
  async function use(name: string): Promise<void> {
    (await control(name)).focus();
    await press(name);
  }
  const untilFocused = (words: string): Promise<void> =>
    eventually(() => expect(document.activeElement?.textContent?.trim()).toBe(words));

  it('moves to the heading of the section when a site is switched on', async () => {
    await browser.storage.local.set({ sitesOff: ['harbour-courier.example'] });
    await openPage('/options.html');
    await use('button "Switch on for harbour-courier.example"');
    await untilFocused('Sites switched off');
  });

  it('moves to the heading of the page when the notice that contained the focused control is gone', async () => {
    await browser.storage.local.set({ mode: 'automatic' });
    grantWhenAsked(true);
    await openPage('/options.html');
    await use('button "Allow access again"');
    await untilFocused('Options');
  });

  it('stays on "Check now" while a check runs', async () => {
    await receiveIndex();
    syncNeverEnds();
    await openPage('/options.html');
    await use('button "Check now"');
    await eventually(() => expect(document.activeElement?.getAttribute('aria-disabled')).toBe('true'));
    expect(document.activeElement?.textContent).toBe('Check now');
  });

  it('stays on "Try again" of the welcome page while a check runs', async () => {
    await syncFailed('offline');
    syncNeverEnds();
    await openPage('/welcome.html');
    await use('button "Try again"');
    await untilFocused('Checking…');
    expect((document.activeElement as HTMLButtonElement).disabled).toBe(false);
  });

  it('returns to "Delete everything" when Escape cancels the deletion', async () => {
    await openPage('/options.html');
    await use('button "Delete everything"');
    await untilFocused('Keep everything');
    pressEscape();
    await untilFocused('Delete everything');
    expect(document.activeElement?.localName).toBe('button');
  });

  it.each([
    ['Escape', pressEscape],
    ['Close', () => press('button "Close"')],
  ])('returns to the button of a backup when %s closes its preview', async (_, close) => {
    await receiveIndex();
    await save('ferry');
    await makeBackup();
    await openPage('/options.html');
    const restore = 'button "Restore … the backup of 3 July 2026"';
    await use(restore);
    await eventually(() => expect(document.activeElement?.className).toBe('backup-preview'));
    await close();
    await eventually(() => expect(document.activeElement?.textContent?.trim()).toBe('Restore …'));
  });
});

describeStates('the mode in Options', MODE);
describeStates('permissions in Options', PERMISSIONS);
describeStates('lost access in Options', ACCESS);
describeStates('the switched-off sites in Options', SITES);
describeStates('in Options, the articles that the reader asked about', WAITING);
describeStates('in Options, the reader’s answers about pages', ANSWERS);
describeStates('the index in Options', INDEX);
describeStates('reading page by page in Options', PAGES);
describeStates('the texts kept on the device in Options', TEXTS);
describeStates('notifications in Options', NOTIFYING);
describeStates('the keyboard shortcuts in Options', KEYS);
describeStates('the storage in Options', STORAGE);
describeStates('the backups in Options', BACKUPS);
describeStates('deleting everything in Options', DELETING);
describeStates('a refused change in Options', REFUSED_IN_OPTIONS);
describeStates('a refused change in the side panel', REFUSED_IN_PANEL);
describeStates('the welcome page', WELCOMING);
describeStates('the welcome page without a list', WELCOME_TROUBLE);
describeStates('the articles on the welcome page', ARTICLE_CARDS);
describeStates('the pinning on the welcome page', PINNING);
describeStates('keeping all texts on the welcome page', KEEPING_TEXTS);
describeStates('the sample on the welcome page', SAMPLING);
describeStates('the lenses on the welcome page', FOLLOWING);
