import { describe, expect, it } from 'vitest';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import { judged } from '../../judged.ts';

const TODAYS = 'https://outlet.example/news/todays-first-story-about-ferries';
const OLDER = 'https://outlet.example/world/a-quite-different-older-story';
const DATED = 'https://outlet.example/2026/05/11/a-quite-different-older-story';

/** A page whose head tells of today's first story. */
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
    ['that was loaded is the date of its article', identity, '2026-07-09T00:00:00Z'],
    ['without an article node is the date of its head', withoutArticle, '2026-07-09T08:00:00Z'],
    [
      'that was loaded with a fragment or tracking parameters is the date of its article',
      { ...identity, address: `${TODAYS}?utm_source=mail#top` },
      '2026-07-09T00:00:00Z',
    ],
    [
      'that says another date than its address is what the page says',
      { ...withoutArticle, address: DATED, loadedAs: DATED },
      '2026-07-09T08:00:00Z',
    ],
    [
      'that says no date is the date in its address',
      { ...silent, address: DATED, loadedAs: DATED },
      '2026-05-11T00:00:00Z',
    ],
    [
      'that says no readable date is the date in its address',
      { ...silent, published: 'yesterday', address: DATED, loadedAs: DATED },
      '2026-05-11T00:00:00Z',
    ],
    ['without any date is unknown', silent, undefined],
    ['reached inside another is not the date of the page before', { ...identity, address: OLDER }, undefined],
    [
      'reached inside another is the date in its own address',
      { ...identity, address: DATED },
      '2026-05-11T00:00:00Z',
    ],
    [
      'reached inside another is not the date in the address of the page before',
      { ...identity, address: OLDER, loadedAs: DATED },
      undefined,
    ],
  ])('%s', async (_, page, expected) => {
    expect((await judged(page)).published).toBe(expected && Date.parse(expected));
  });
});
