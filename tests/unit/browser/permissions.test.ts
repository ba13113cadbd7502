import { beforeEach, describe, expect, it } from 'vitest';
import { ALL_SITES, giveBackAllSites, PUBLICATION_SITE } from '../../../lib/browser/permissions.ts';
import { browser, granted, resetBrowser } from '../fake-browser.ts';

/**
 * Makes `permissions.remove` take away all access, even to hosts that the manifest requires. Chromium does this when
 * the pattern for all sites is removed.
 */
function removeLikeChromium(): void {
  browser.permissions.remove.mockImplementation(async () => {
    granted.clear();
    return true;
  });
}

describe('giving back access to all sites', () => {
  beforeEach(() => {
    resetBrowser(...PUBLICATION_SITE.origins);
    removeLikeChromium();
  });

  it('leaves access to the publication unchanged if the reader never granted all sites', async () => {
    await giveBackAllSites();
    expect([...granted]).toEqual(PUBLICATION_SITE.origins);
  });

  it('removes the access that the reader granted', async () => {
    for (const origin of ALL_SITES.origins) granted.add(origin);
    await giveBackAllSites();
    expect(browser.permissions.remove.mock.calls).toEqual([[ALL_SITES]]);
    expect([...granted]).toEqual([]);
  });
});
