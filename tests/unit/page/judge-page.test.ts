import { describe, expect, it } from 'vitest';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import { judged } from '../../judge-and-match.ts';

const TODAYS = 'https://outlet.example/news/todays-first-story-about-ferries';
const OLDER = 'https://outlet.example/world/a-quite-different-older-story';
const DATED = 'https://outlet.example/2026/05/11/a-quite-different-older-story';

/** The page at `TODAYS`. Its head describes the article at this address. */
const identity: PageIdentity = {
  address: TODAYS,
  loadedAs: TODAYS,
  claims: [],
  headlines: ['Today: first story about ferries'],
  articles: [{ addresses: [TODAYS], headline: 'Today: first story about ferries', published: '2026-07-09' }],
  published: '2026-07-09T08:00:00Z',
  ogType: 'article',
  microdata: false,
};
const withoutArticle: PageIdentity = { ...identity, articles: [] };
const silent: PageIdentity = { ...identity, articles: [], published: undefined };

describe('the date of a page', () => {
  it.each<[string, PageIdentity, string | undefined]>([
    ['is the date in its JSON-LD article', identity, '2026-07-09T00:00:00Z'],
    ['is the date in its head if it has no JSON-LD article', withoutArticle, '2026-07-09T08:00:00Z'],
    [
      'is the date in its JSON-LD article if its address has a fragment or tracking parameters',
      { ...identity, address: `${TODAYS}?utm_source=mail#top` },
      '2026-07-09T00:00:00Z',
    ],
    [
      'is the date in its head if its address contains another date',
      { ...withoutArticle, address: DATED, loadedAs: DATED },
      '2026-07-09T08:00:00Z',
    ],
    [
      'is the date in its address if its head has none',
      { ...silent, address: DATED, loadedAs: DATED },
      '2026-05-11T00:00:00Z',
    ],
    [
      'is the date in its address if the date in its head cannot be read',
      { ...silent, published: 'yesterday', address: DATED, loadedAs: DATED },
      '2026-05-11T00:00:00Z',
    ],
    ['is unknown if there is none', silent, undefined],
    ['is not that of the previous page after in-page navigation', { ...identity, address: OLDER }, undefined],
    [
      'is the date in its address after in-page navigation',
      { ...identity, address: DATED },
      '2026-05-11T00:00:00Z',
    ],
    [
      'is not the date in the address of the previous page after in-page navigation',
      { ...identity, address: OLDER, loadedAs: DATED },
      undefined,
    ],
  ])('%s', async (_, page, expected) => {
    expect((await judged(page)).published).toBe(expected && Date.parse(expected));
  });
});
