import { describe, expect, it } from 'vitest';
import { namesAnotherArticle } from '../../../lib/page/other-article.ts';

const SITE = 'https://herald.example';
const BRIDGE = '/2026/07/02/council-sells-old-bridge-twice';
const STORM = 'Storm closes coast road and schools';

/** What the page claims, its own path, its headlines, whether the claim is another article's, and why. */
const CASES: readonly [claim: string, own: string, headlines: readonly string[], boolean, string][] = [
  // The page's own slug, date and headline against the claim.
  [BRIDGE, '/2026/07/04/storm-closes-coast-road-schools', [STORM], true, 'slug, date and headline differ'],
  [BRIDGE, '/2026/07/02/storm-closes-coast-road-schools', [STORM], true, 'slug and headline differ'],
  [
    BRIDGE,
    '/2026/07/02/council-closes-coast-road',
    ['Council closes coast road'],
    true,
    'one word is shared',
  ],
  [BRIDGE, '/?p=77', [STORM], true, 'the headline alone differs'],
  [BRIDGE, '/2026/07/04/storm-closes-coast-road-schools', [], true, 'the slug alone differs'],
  [BRIDGE, '/2026/07/04/77', [], true, 'the date alone differs'],
  ['/2026/07/02/bridge-sold', '/2026/07/02/77', [STORM], true, 'a slug of two words, told by the headline'],
  [
    BRIDGE,
    '/2026/07/02/storm-closes-coast-road-schools',
    ['Council sells old bridge twice', STORM],
    true,
    'only a part of the head repeats the claimed article',
  ],
  [BRIDGE, '/2026/07/02/council-sold-bridge-two-times', ['Council sold bridge two times'], false, 'reworded'],
  [BRIDGE, '/2026/07/02/77', ['Council sells old bridge for the second time'], false, 'the headline agrees'],
  [BRIDGE, '/historic-crossing-auctioned-again', ['Council sells old bridge twice'], false, 'another slug'],
  [BRIDGE, '/council-selling-old-bridge', [], false, 'other forms of the same words'],
  [BRIDGE, '/2026/07/02/council-sells-old-bridge-twice-2', [], false, 'a copy with a number'],
  [BRIDGE, '/?p=77', ['Herald'], false, 'the page says too little'],
  [BRIDGE, '/?p=77', ['市议会再次出售旧桥'], false, 'words of another script cannot be compared'],
  ['/2026/07/02/77', '/2026/07/02/storm-closes-coast-road-schools', [STORM], false, 'the claim has no words'],

  // Dates: a standing headline means another article each day.
  ['/2026/07/02/morning-briefing', '/2026/07/03/morning-briefing', ['Morning briefing'], true, 'another day'],
  ['/2026/06/market-wrap-what-moved', '/2026/07/market-wrap-what-moved', [], true, 'another month'],
  ['/2025/budget-what-it-means', '/2026/budget-what-it-means', [], true, 'another year'],
  ['/news/2026-07-02-market-wrap', '/news/2026-07-03-market-wrap', [], true, 'another day in the slug'],
  ['/2026/jul/02/market-wrap', '/2026/07/02/market-wrap', [], false, 'the same day, written otherwise'],
  ['/2026/07/02/market-wrap', '/2026/07/market-wrap', [], false, 'one says less'],
  ['/2026/07/02/market-wrap', '/news/market-wrap', [], false, 'one says nothing'],

  // Numbers.
  ['/article/1001', '/article/1002', [], true, 'another number in the same place'],
  ['/article.php?id=1001', '/article.php?id=1002', [], true, 'another number in the same parameter'],
  ['/articles/d415-019-02790-3', '/articles/d415-025-03571-x', [], true, 'another code in the same place'],
  ['/a/7654321', '/story/1234567', [], true, 'another id of the same numbering'],
  ['/a/9419376', '/view/2026/07/693939', [], false, 'ids of two numberings'],
  ['/a/1234567', '/story/1234567', [], false, 'the same id'],
  ['/article/1001', '/article/1001/', [], false, 'the same number'],
  ['/old-bridge-sold-twice-161245', '/old-bridge-sold-twice-161246', [], false, 'one slug outweighs numbers'],
  ['/old-bridge-sold-twice', '/old-bridge-sold-twice/2', [], false, 'its second page'],
];

describe('namesAnotherArticle', () => {
  it.each(CASES)(
    'judges the claim %s of %s, headlines %j: %s, since %s',
    (claim, own, headlines, expected) => {
      expect(namesAnotherArticle(SITE + claim, { address: SITE + own, headlines })).toBe(expected);
    },
  );

  it.each([
    ['2026-07-09T10:00:00Z', true],
    ['2026-06-20', true],
    ['2026-07-03T22:00:00-04:00', false],
    ['2026-07-01', false],
    ['last Tuesday', false],
    [undefined, false],
  ])(
    'holds a dated address without words against the date %s that the page shows: %s',
    (published, expected) => {
      const evidence = { address: `${SITE}/?p=77`, headlines: [], ...(published ? { published } : {}) };
      expect(namesAnotherArticle(`${SITE}/2026/07/02/9`, evidence)).toBe(expected);
    },
  );

  it('lets a slug that fits outweigh the date that the page shows: articles are dated anew', () => {
    const evidence = { address: `${SITE}/?p=77`, headlines: ['Council sells old bridge twice'] };
    expect(namesAnotherArticle(SITE + BRIDGE, { ...evidence, published: '2026-08-30' })).toBe(false);
  });
});
