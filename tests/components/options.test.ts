// @vitest-environment jsdom

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from '../unit/fake-browser.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, eventually, openPage } from './open-page.ts';
import { ACCESS, MODE, PERMISSIONS, SITES } from './options/access.states.ts';
import { BACKUPS, DELETING, KEYS, STORAGE } from './options/device.states.ts';
import { INDEX, PAGES, TEXTS } from './options/index.states.ts';
import { NOTIFYING } from './options/notifications.states.ts';
import { REFUSED_IN_OPTIONS, REFUSED_IN_PANEL } from './options/refused-settings.states.ts';
import { ANSWERS, WAITING } from './options/remembered.states.ts';
import { PINNING, WELCOME_TROUBLE, WELCOMING } from './options/welcome.states.ts';
import { ARTICLE_CARDS, FOLLOWING, KEEPING_TEXTS, SAMPLING } from './options/welcome-try.states.ts';
import { describeStates } from './states.ts';

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

  it('shows the storage at once if the address names it', async () => {
    const scroll = vi.spyOn(Element.prototype, 'scrollIntoView');
    await openPage('/options.html#storage');
    await eventually(() => expect(document.activeElement?.querySelector('h2')?.textContent).toBe('Storage'));
    expect(scroll.mock.contexts).toEqual([document.activeElement]);
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
