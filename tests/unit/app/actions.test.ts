import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { changeMode } from '../../../lib/app/setting-actions.ts';
import { granted, resetBrowser } from '../fake-browser.ts';

const PUBLICATION = 'https://noligarchy.us/*';
const ALL_SITES = '*://*/*';

beforeEach(() => resetBrowser(PUBLICATION, ALL_SITES, 'notifications'));

describe('the mode', () => {
  it.each([
    ['on-click', [PUBLICATION, 'notifications']],
    ['automatic', [PUBLICATION, ALL_SITES, 'notifications']],
  ] as const)('"%s" keeps only the access that it needs', async (mode, left) => {
    await changeMode(mode);
    expect([...granted]).toEqual(left);
    expect(await fakeBrowser.storage.local.get('mode')).toEqual({ mode });
  });

  it('"on-click" causes no error if there is no access to give back', async () => {
    granted.delete(ALL_SITES);
    await changeMode('on-click');
    expect([...granted]).toEqual([PUBLICATION, 'notifications']);
  });
});
