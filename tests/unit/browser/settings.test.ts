import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { changeSettings, onSettingsChanged, readSettings } from '../../../lib/browser/settings.ts';
import { switchSite } from '../../../lib/browser/switch-off-on-site.ts';
import { hostList } from '../../../lib/page/host-list.ts';
import { resetBrowser } from '../fake-browser.ts';

const DEFAULTS = {
  sitesOff: [],
  keepTexts: 'newest',
  readPages: 'steady',
  theme: 'browser',
  textSize: 2,
  measure: 'medium',
  speechRate: 1,
  librarySort: 'saved',
  letterKeys: true,
  onlineVoices: false,
  notify: false,
  quietHours: { from: '22:00', to: '08:00' },
};

beforeEach(() => resetBrowser());

describe('the settings', () => {
  it('are the defaults before the reader changes one', async () => {
    expect(await readSettings()).toEqual(DEFAULTS);
  });

  it.each<[stored: object, read: object]>([
    [{ mode: 'automatic' }, { ...DEFAULTS, mode: 'automatic' }],
    [{ mode: 'on-click' }, { ...DEFAULTS, mode: 'on-click' }],
    [{ mode: 'sometimes' }, DEFAULTS],
    [
      { sitesOff: ['a.example', 7, null, 'b.example'] },
      { ...DEFAULTS, sitesOff: ['a.example', 'b.example'] },
    ],
    [{ sitesOff: 'a.example' }, DEFAULTS],
    [{ keepTexts: 'none' }, { ...DEFAULTS, keepTexts: 'none' }],
    [{ keepTexts: 'all' }, { ...DEFAULTS, keepTexts: 'all' }],
    [{ keepTexts: 12 }, DEFAULTS],
    [{ readPages: 'fast' }, { ...DEFAULTS, readPages: 'fast' }],
    [{ readPages: 'stopped' }, { ...DEFAULTS, readPages: 'stopped' }],
    [{ readPages: 'never' }, DEFAULTS],
    [{ theme: 'dark' }, { ...DEFAULTS, theme: 'dark' }],
    [{ theme: 'sepia' }, DEFAULTS],
    [{ textSize: 5 }, { ...DEFAULTS, textSize: 5 }],
    [{ textSize: 6 }, DEFAULTS],
    [{ textSize: '3' }, DEFAULTS],
    [{ measure: 'wide' }, { ...DEFAULTS, measure: 'wide' }],
    [{ measure: 40 }, DEFAULTS],
    [{ speechRate: 1.5 }, { ...DEFAULTS, speechRate: 1.5 }],
    [{ speechRate: 3 }, DEFAULTS],
    [{ librarySort: 'outlet' }, { ...DEFAULTS, librarySort: 'outlet' }],
    [{ librarySort: 'colour' }, DEFAULTS],
    [{ letterKeys: false }, { ...DEFAULTS, letterKeys: false }],
    [{ letterKeys: 0 }, DEFAULTS],
    [{ onlineVoices: true }, { ...DEFAULTS, onlineVoices: true }],
    [{ onlineVoices: 'yes' }, DEFAULTS],
    [{ notify: true }, { ...DEFAULTS, notify: true }],
    [{ notify: 'yes' }, DEFAULTS],
    [
      { quietHours: { from: '23:30', to: '06:00' } },
      { ...DEFAULTS, quietHours: { from: '23:30', to: '06:00' } },
    ],
    [
      { quietHours: { from: '24:00', to: '06:00' } },
      { ...DEFAULTS, quietHours: { from: '22:00', to: '06:00' } },
    ],
    [{ quietHours: null }, DEFAULTS],
  ])('stored as %j are read as %j', async (stored, read) => {
    await fakeBrowser.storage.local.set(stored);
    expect(await readSettings()).toEqual(read);
  });

  it('contain each switched-off site only once, sorted by name, until the reader switches it on', async () => {
    for (const site of ['b.example', 'a.example', 'a.example']) await switchSite(site, true);
    expect((await readSettings()).sitesOff).toEqual(['a.example', 'b.example']);
    await switchSite('a.example', false);
    expect((await readSettings()).sitesOff).toEqual(['b.example']);
  });
});

describe('a change of settings', () => {
  it('is reported with the names of the changed settings until the listener is removed', async () => {
    const reported: string[][] = [];
    const stop = onSettingsChanged((changed) => reported.push([...changed].sort()));
    await changeSettings({ notify: true, mode: 'automatic' });
    await fakeBrowser.storage.local.set(hostList(['outlet.example']));
    await fakeBrowser.storage.session.set({ mode: 'on-click' });
    await changeSettings({ keepTexts: 'all' });
    stop();
    await changeSettings({ keepTexts: 'none' });
    expect(reported).toEqual([['mode', 'notify'], ['keepTexts']]);
  });
});
