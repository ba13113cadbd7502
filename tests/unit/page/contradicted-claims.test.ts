import { describe, expect, it } from 'vitest';
import { namesAnotherArticle } from '../../../lib/page/contradicted-claims.ts';

const SITE = 'https://herald.example';
const BRIDGE = '/2026/07/02/council-sells-old-bridge-twice';
const STORM = 'Storm closes coast road and schools';

/**
 * Each case: the claimed path, the page's path, its headlines, whether the claim belongs to another article, and why.
 */
const CASES: readonly [claim: string, own: string, headlines: readonly string[], boolean, string][] = [
  // `namesAnotherArticle` compares the claim with the page's slug, date and headline.
  [BRIDGE, '/2026/07/04/storm-closes-coast-road-schools', [STORM], true, 'slug, date and headline differ'],
  [BRIDGE, '/2026/07/02/storm-closes-coast-road-schools', [STORM], true, 'slug and headline differ'],
  [
    BRIDGE,
    '/2026/07/02/council-closes-coast-road',
    ['Council closes coast road'],
    true,
    'only one word is shared',
  ],
  [BRIDGE, '/?p=77', [STORM], true, 'the headline differs'],
  [BRIDGE, '/2026/07/04/storm-closes-coast-road-schools', [], true, 'the slug differs'],
  [BRIDGE, '/2026/07/04/77', [], true, 'the date differs'],
  [
    '/2026/07/02/bridge-sold',
    '/2026/07/02/77',
    [STORM],
    true,
    'the headline differs from a slug of two words',
  ],
  [
    BRIDGE,
    '/2026/07/02/storm-closes-coast-road-schools',
    ['Council sells old bridge twice', STORM],
    true,
    'the slug and one of two headlines differ',
  ],
  [
    BRIDGE,
    '/2026/07/02/council-sold-bridge-two-times',
    ['Council sold bridge two times'],
    false,
    'slug and headline are only reworded',
  ],
  [BRIDGE, '/2026/07/02/77', ['Council sells old bridge for the second time'], false, 'the headline agrees'],
  [
    BRIDGE,
    '/historic-crossing-auctioned-again',
    ['Council sells old bridge twice'],
    false,
    'the headline agrees, although the slug differs',
  ],
  [BRIDGE, '/council-selling-old-bridge', [], false, 'the words are other forms of the same words'],
  [BRIDGE, '/2026/07/02/council-sells-old-bridge-twice-2', [], false, 'the slug only has a number added'],
  [BRIDGE, '/?p=77', ['Herald'], false, 'the headline is too short to compare'],
  [BRIDGE, '/?p=77', ['市议会再次出售旧桥'], false, 'words of another script cannot be compared'],
  ['/2026/07/02/77', '/2026/07/02/storm-closes-coast-road-schools', [STORM], false, 'the claim has no words'],

  // These cases compare dates. A recurring headline belongs to another article each day.
  [
    '/2026/07/02/morning-briefing',
    '/2026/07/03/morning-briefing',
    ['Morning briefing'],
    true,
    'the day differs',
  ],
  ['/2026/06/market-wrap-what-moved', '/2026/07/market-wrap-what-moved', [], true, 'the month differs'],
  ['/2025/budget-what-it-means', '/2026/budget-what-it-means', [], true, 'the year differs'],
  ['/news/2026-07-02-market-wrap', '/news/2026-07-03-market-wrap', [], true, 'the day in the slug differs'],
  ['/2026/jul/02/market-wrap', '/2026/07/02/market-wrap', [], false, 'the day is the same in another form'],
  ['/2026/07/02/market-wrap', '/2026/07/market-wrap', [], false, 'one date has no day'],
  ['/2026/07/02/market-wrap', '/news/market-wrap', [], false, 'one address has no date'],

  // These cases compare numbers and codes.
  ['/article/1001', '/article/1002', [], true, 'the number in the same place differs'],
  ['/article.php?id=1001', '/article.php?id=1002', [], true, 'the number in the same parameter differs'],
  [
    '/articles/d415-019-02790-3',
    '/articles/d415-025-03571-x',
    [],
    true,
    'the code in the same place differs',
  ],
  ['/a/7654321', '/story/1234567', [], true, 'ids of equal length differ'],
  ['/a/9419376', '/view/2026/07/693939', [], false, 'ids of different length may belong to one article'],
  ['/a/1234567', '/story/1234567', [], false, 'the id is the same'],
  ['/article/1001', '/article/1001/', [], false, 'the number is the same'],
  [
    '/old-bridge-sold-twice-161245',
    '/old-bridge-sold-twice-161246',
    [],
    false,
    'the same slug outweighs numbers',
  ],
  ['/old-bridge-sold-twice', '/old-bridge-sold-twice/2', [], false, 'the page is the second of the article'],
];

describe('namesAnotherArticle', () => {
  it.each(CASES)(
    'for the claim %s of %s with the headlines %j returns %s, because %s',
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
    'compares a claimed address that has only a date with the date %s of the page: %s',
    (published, expected) => {
      const evidence = { address: `${SITE}/?p=77`, headlines: [], ...(published ? { published } : {}) };
      expect(namesAnotherArticle(`${SITE}/2026/07/02/9`, evidence)).toBe(expected);
    },
  );

  it('ignores the date of the page if the slug agrees, because sites change the dates of articles', () => {
    const evidence = { address: `${SITE}/?p=77`, headlines: ['Council sells old bridge twice'] };
    expect(namesAnotherArticle(SITE + BRIDGE, { ...evidence, published: '2026-08-30' })).toBe(false);
  });
});
