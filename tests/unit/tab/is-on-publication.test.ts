import { describe, expect, it } from 'vitest';
import { matchedSite } from '../../../lib/tab/is-on-publication.ts';
import type { TabView } from '../../../lib/tab/tab-view.ts';

const SITE = 'outlet.example';
const PAGE = { site: SITE, address: `https://${SITE}/2026/07/01/bridge` };

describe('matchedSite', () => {
  it.each<[view: string, TabView, string | undefined]>([
    ['a page that is no article', { state: 'not-article', ...PAGE, onPublication: false }, SITE],
    ['a page of the publication', { state: 'not-article', ...PAGE, onPublication: true }, undefined],
    ['a site that is switched off', { state: 'off', site: SITE }, undefined],
    ['a page that no extension may read', { state: 'unreadable' }, undefined],
  ])('returns a site only if Civic Lens matches pages on it; here for %s', (_, view, expected) => {
    expect(matchedSite(view)).toBe(expected);
  });
});
