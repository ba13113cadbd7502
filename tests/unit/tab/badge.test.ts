import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { badgeFor, clearBadge, showBadge, showSwitchedOff } from '../../../lib/tab/badge.ts';
import { BADGE_COLOURS } from '../../../lib/tab/badge-colours.ts';
import { iconFile } from '../../../lib/tab/default-button.ts';
import { browser, resetBrowser, shownButton } from '../fake-browser.ts';
import { contrast } from '../mark/contrast.ts';

const FERRY = 'https://outlet.example/ferry';

const found = (id: string) => ({ id, kind: 'exact', by: 'address', headline: 'unknown' }) as const;
const recordOf = (sure: readonly string[], uncertain: readonly string[] = []) => ({
  address: FERRY,
  generation: '',
  sure: sure.map(found),
  uncertain: uncertain.map(found),
  related: [],
  article: true,
});

let tabId: number;
beforeEach(async () => {
  resetBrowser('*://*/*');
  ({ id: tabId = -1 } = await fakeBrowser.tabs.create({ url: FERRY }));
});

describe('the badge', () => {
  it.each<[name: string, record: ReturnType<typeof recordOf>, saved: [string, boolean][], badge: unknown]>([
    ['no analysis', recordOf([]), [], undefined],
    [
      'one analysis',
      recordOf(['ferry']),
      [],
      { text: '1', icon: 'found', title: 'Civic Lens: 1 analysis of this article' },
    ],
    [
      'two analyses beside an uncertain one',
      recordOf(['ferry', 'ports'], ['tides']),
      [['tides', true]],
      { text: '2', icon: 'found', title: 'Civic Lens: 2 analyses of this article' },
    ],
    [
      'a saved analysis',
      recordOf(['ferry', 'ports']),
      [['ports', false]],
      { text: '2', icon: 'saved', title: 'Civic Lens: 2 analyses of this article · saved' },
    ],
    [
      'a saved analysis that the reader has read',
      recordOf(['ferry']),
      [['ferry', true]],
      { text: '1', icon: 'saved', title: 'Civic Lens: 1 analysis of this article · saved, already read' },
    ],
    [
      'another story at the address',
      recordOf([], ['ferry']),
      [['ferry', false]],
      { text: '', icon: 'nothing', title: 'Civic Lens: perhaps the same story' },
    ],
  ])(
    'shows the number of sure matches, and whether the reader has saved one of them: %s',
    (_, record, saved, badge) => {
      expect(badgeFor(record, new Map(saved))).toEqual(badge);
    },
  );

  it.each(Object.entries(BADGE_COLOURS))(
    'has a number that is readable on its background (%s)',
    (_, colour) => {
      expect(contrast(colour, '#ffffff')).toBeGreaterThan(4.5);
    },
  );

  it('appears only on its own tab', async () => {
    await showBadge(tabId, recordOf(['ferry']));
    expect(shownButton(tabId)).toEqual({
      text: '1',
      icon: 'found',
      title: 'Civic Lens: 1 analysis of this article',
      colour: '#1f3a5f',
    });
    expect(shownButton()).toEqual({
      text: '',
      icon: 'not-looked',
      title: 'Civic Lens: click to check this page',
    });
  });

  it('disappears when its tab shows an article without an analysis', async () => {
    await browser.action.setTitle({ title: 'Civic Lens: no analysis of this page' });
    await showBadge(tabId, recordOf(['ferry']));
    await showBadge(tabId, recordOf([]));
    expect(shownButton(tabId)).toMatchObject({
      text: '',
      icon: 'nothing',
      title: 'Civic Lens: no analysis of this page',
    });
  });

  it('shows the crossed-out icon on a site that the reader switched off', async () => {
    await showBadge(tabId, recordOf(['ferry']));
    await showSwitchedOff(tabId);
    expect(shownButton(tabId)).toMatchObject({
      text: '',
      icon: 'off',
      title: 'Civic Lens: off on this site',
    });
  });

  it('is not cleared on a tab that shows the default button', async () => {
    await clearBadge(tabId);
    expect(browser.action.setIcon).not.toHaveBeenCalled();
    expect(browser.action.setTitle).not.toHaveBeenCalled();
  });
});

describe('the file of an icon', () => {
  it('has the path that the manifest names', () => {
    expect(iconFile('found')).toEqual({
      path: {
        16: '/icon/toolbar/found-16.png',
        32: '/icon/toolbar/found-32.png',
        48: '/icon/toolbar/found-48.png',
        128: '/icon/toolbar/found-128.png',
      },
    });
    browser.runtime.getManifest.mockReturnValueOnce({
      version: '1.0.0',
      action: { default_icon: '/icon/toolbar/not-looked.svg' },
    });
    expect(iconFile('found')).toEqual({ path: '/icon/toolbar/found.svg' });
  });
});
