import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { PUBLICATION_SITE } from '../../../lib/browser/permissions.ts';
import { newestCards } from '../../../lib/db/index-queries.ts';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { loadText } from '../../../lib/sync/texts.ts';
import { viewTab } from '../../../lib/tab/tab-view.ts';
import { analyses } from '../../sample/content.ts';
import { siteOf } from '../../sample/server.ts';
import { browser, reader } from '../fake-browser.ts';
import { freshSite, leaveSite, syncWhole } from './fresh-site.ts';
import { PUBLICATION, type Publication, sourceAddress } from './publication.ts';

/** A publication that answers only at its `www.` twin, and redirects there from its own address. */

const TWIN = 'https://www.noligarchy.us';
let publication: Publication;

beforeEach(async () => {
  publication = await freshSite();
  publication.forwardsTo = TWIN;
  vi.stubGlobal('fetch', publication.get);
});
afterEach(leaveSite);

describe.each(['companion', 'site', 'feed'] as const)(
  'a publication of the form "%s" behind its twin',
  (form) => {
    it.each([
      ['its twin', `${TWIN}/`],
      ['its own address', PUBLICATION],
    ])('is read if its pages name %s', async (_, base) => {
      publication.site = siteOf(base, sourceAddress, { form });
      await syncWhole(publication);
      expect((await syncState()).failure).toBeUndefined();
      const cards = await newestCards(1000);
      const expected = form === 'feed' ? cards.length : analyses.length;
      expect(cards.length).toBe(expected);
      expect(cards.length).toBeGreaterThan(0);
      const [newest] = cards;
      expect((await loadText(newest as NonNullable<typeof newest>, false)).state).toBe('ready');
      expect(publication.strangers).toEqual([]);
      expect(
        new Set(cards.flatMap(({ sources }) => sources.map(({ url }) => new URL(url).hostname))),
      ).not.toContain('www.noligarchy.us');
    });
  },
);

describe('a page with the path of an analysis', () => {
  it.each([
    [PUBLICATION, 'matched'],
    [`${TWIN}/`, 'matched'],
    ['https://blog.noligarchy.us/', 'unreadable'],
  ])('at %s is shown as %s', async (base, state) => {
    publication.publish({});
    await sync(publication.get);
    const [card] = await newestCards(1);
    const { pathname } = new URL(card?.url ?? '');
    browser.scripting.executeScript.mockRejectedValue(new Error('Cannot access contents of the page'));
    const { id = -1 } = await fakeBrowser.tabs.create({ url: new URL(pathname, base).href });
    await reader.clickIn(id);
    expect((await viewTab(id, true)).state).toBe(state);
    expect((await indexState())?.origin).toBe('companion');
  });
});

it('the extension requests access to both hosts', () => {
  expect(PUBLICATION_SITE).toEqual({ origins: ['https://noligarchy.us/*', 'https://www.noligarchy.us/*'] });
});
