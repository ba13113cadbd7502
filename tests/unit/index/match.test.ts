import { describe, expect, it, vi } from 'vitest';
import { analysisAt, type CardLookup, newestById } from '../../../lib/index/match.ts';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import { matchIdentity } from '../../judge-and-match.ts';
import { publicSuffixes } from '../../public-suffixes.ts';
import {
  COPY,
  card,
  claim,
  described,
  FIVE,
  HEADLINE,
  lookupOver,
  matched,
  OTHER_HEADLINE,
  page,
  STORY,
} from './matched.ts';

describe('matchPage', () => {
  it.each<[reason: string, identity: PageIdentity, sources: string[]]>([
    ['address', page({ address: `${STORY}/?utm_source=feed#top` }), [STORY]],
    ['alias', page({ address: FIVE }), [STORY, FIVE]],
    ['wrapped', page({ address: `https://web.archive.org/web/2026/${STORY}` }), [STORY]],
    ['canonical', page({ address: FIVE, claims: [claim('canonical', STORY)] }), [STORY]],
    ['og:url', page({ address: FIVE, claims: [claim('og:url', STORY)] }), [STORY]],
    ['amphtml', page({ address: FIVE, claims: [claim('amphtml', STORY)] }), [STORY]],
    ['json-ld', page({ address: FIVE, articles: [{ addresses: [FIVE, STORY] }] }), [STORY]],
  ])('finds an exact match by %s', async (reason, identity, sources) => {
    const bridge = card('bridge', { sources: sources.map((url) => ({ url })) });
    expect(await matched(identity, bridge)).toEqual([`exact by ${reason}: bridge (unknown)`]);
  });

  describe('for a site whose pages all claim the address of one article', () => {
    const SITE = 'https://herald-one.test';
    const BRIDGE = `${SITE}/2026/07/02/council-sells-old-bridge-twice`;
    const storm = {
      address: `${SITE}/2026/07/04/storm-closes-coast-road-schools`,
      headlines: ['Storm closes coast road and schools'],
    };
    it.each<[claimedBy: string, fields: Partial<PageIdentity>, expected: string[]]>([
      ['canonical', { ...storm, claims: [claim('canonical', BRIDGE)] }, []],
      ['og:url', { ...storm, claims: [claim('og:url', BRIDGE)] }, []],
      ['amphtml', { ...storm, claims: [claim('amphtml', BRIDGE)] }, []],
      ['JSON-LD', { ...storm, articles: [{ addresses: [storm.address, BRIDGE] }] }, []],
      [
        'canonical and a JSON-LD node',
        { ...storm, claims: [claim('canonical', BRIDGE)], articles: [{ addresses: [BRIDGE, `${SITE}/5`] }] },
        [],
      ],
      [
        'canonical, on the article itself with a reworded slug',
        {
          address: `${SITE}/2026/07/02/council-sold-bridge-two-times`,
          headlines: ['Council sold bridge two times'],
          claims: [claim('canonical', BRIDGE)],
        },
        ['exact by canonical: bridge (unknown)'],
      ],
    ])(
      'finds the analysis only on that article; the pages claim its address by %s',
      async (_, identity, expected) => {
        const cards = [
          card('bridge', { sources: [{ url: BRIDGE }] }),
          card('five', { sources: [{ url: `${SITE}/5` }] }),
        ];
        expect(await matched(page(identity), ...cards)).toEqual(expected);
      },
    );
  });

  describe('with a canonical on another host', () => {
    it.each([
      ['https://victim.github.io/news/bridge-7', 'https://attacker.github.io/5', 'syndicated'],
      ['https://victim.substack.com/p/bridge', 'https://attacker.substack.com/p/5', 'syndicated'],
      ['https://one.co.uk/news/bridge-7', 'https://two.co.uk/5', 'syndicated'],
      ['https://outlet.co.uk/news/bridge-7', 'https://news.outlet.co.uk/5', 'exact'],
      ['https://news.outlet.example/news/bridge-7', 'https://outlet.example/5', 'exact'],
    ])('matches the article %s on the page %s with the kind "%s"', async (source, address, kind) => {
      const identity = page({ address, claims: [claim('canonical', source)] });
      expect(await matched(identity, card('bridge', { sources: [{ url: source }] }))).toEqual([
        `${kind} by canonical: bridge (unknown)`,
      ]);
    });

    it('accepts no other kind of claim to an address on that host', async () => {
      const source = 'https://victim.github.io/news/bridge-7';
      const identity = page({ address: 'https://attacker.github.io/5', claims: [claim('og:url', source)] });
      expect(await matched(identity, card('bridge', { sources: [{ url: source }] }))).toEqual([]);
    });

    it('reads the Public Suffix List only if the comparison of two hosts needs it', async () => {
      const suffixes = vi.fn(publicSuffixes);
      const claiming = (address: string) => page({ claims: [claim('canonical', address)] });
      for (const address of [FIVE, COPY, 'https://outlet.test/5'])
        await matchIdentity(claiming(address), lookupOver([]), suffixes);
      expect(suffixes).not.toHaveBeenCalled();
      await matchIdentity(claiming('https://news.outlet.example/5'), lookupOver([]), suffixes);
      expect(suffixes).toHaveBeenCalledOnce();
    });
  });

  it.each([
    ['https://archive.ph/aB3xY', 'http://archive.ph/2026.07.03-101010/https://outlet.example/2026/bridge'],
    ['https://archive.is/wip/aB3xY', 'https://archive.is/newest/https://outlet.example/2026/bridge'],
    ['https://ghostarchive.org/archive/aB3xY', 'https://outlet.example/2026/bridge'],
  ])(
    'finds the article behind the short archive address %s by its canonical %s',
    async (address, canonical) => {
      const identity = page({ address, headlines: [HEADLINE], claims: [claim('canonical', canonical)] });
      expect(await matched(identity, card('bridge', { sourceHeadline: HEADLINE }))).toEqual([
        'syndicated by canonical: bridge (same)',
      ]);
    },
  );

  it('finds nothing for another article', async () => {
    const identity = page({ address: 'https://outlet.example/2026/bridges', headlines: [OTHER_HEADLINE] });
    expect(await matched(identity, card('bridge', { sourceHeadline: HEADLINE }))).toEqual([]);
  });

  it('looks up only the keys of the page, and ignores cards without any of these keys', async () => {
    const lookup = lookupOver([card('bridge')]);
    await matchIdentity(page({ claims: [claim('canonical', FIVE)] }), lookup);
    expect(lookup.asked).toEqual(['u:outlet.example/2026/bridge', 'u:outlet.example/5']);
    const other = card('talks', { sources: [{ url: FIVE }], sourceHeadline: OTHER_HEADLINE });
    const careless: CardLookup = async () => [card('bridge'), other];
    expect(described(await matchIdentity(page(), careless))).toEqual(['exact by address: bridge (unknown)']);
    const elsewhere = page({ address: COPY, headlines: [HEADLINE] });
    expect(described(await matchIdentity(elsewhere, careless))).toEqual([]);
  });

  it('finds nothing on a home page, even if a card names it as its source', async () => {
    const home = card('home', { sources: [{ url: 'https://outlet.example/' }] });
    expect(await matched(page({ address: 'https://www.outlet.example/?utm_source=feed' }), home)).toEqual([]);
    const post = card('post', { sources: [{ url: 'https://outlet.example/?p=12' }] });
    expect(await matched(page({ address: 'https://outlet.example/?p=12' }), post)).toHaveLength(1);
  });

  it('finds nothing for a page without a web address', async () => {
    const identity = page({ address: 'about:blank', claims: [claim('canonical', STORY)] });
    expect(await matched(identity, card('bridge'))).toEqual([]);
  });

  it('returns all analyses of one article, newest first', async () => {
    const [old, recent, middle] = [
      card('old', { published: '2026-07-01', updated: '2026-07-20' }),
      card('recent', { published: '2026-07-09' }),
      card('middle', { published: '2026-07-05T12:00:00Z' }),
    ];
    const { sure } = await matchIdentity(page(), lookupOver([old, recent, middle]));
    expect(sure.map((one) => one.card.id)).toEqual(['recent', 'middle', 'old']);
  });

  it('uses only the latest card of an analysis', async () => {
    const first = card('bridge');
    const corrected = card('bridge', { updated: '2026-07-05', sources: [{ url: FIVE }] });
    expect(described(await matchIdentity(page(), async () => [corrected, first]))).toEqual([]);
    const renamed = card('bridge', { updated: '2026-07-05', headline: 'Renamed' });
    const { sure } = await matchIdentity(page(), async () => [first, renamed]);
    expect(sure.map((one) => one.card)).toEqual([renamed]);
  });

  it.each([
    ['same', [HEADLINE]],
    ['same', ['The Outlet', `${HEADLINE} | The Outlet`]],
    ['edited', ['Council rejects bridge']],
    ['unknown', []],
  ])('reports how well the headlines agree: %s for %j', async (agreement, headlines) => {
    const bridge = card('bridge', { sourceHeadline: HEADLINE });
    expect(await matched(page({ headlines }), bridge)).toEqual([`exact by address: bridge (${agreement})`]);
  });
});

describe('matchPage after navigation within the page', () => {
  const inside = (fields: Partial<PageIdentity> = {}): PageIdentity =>
    page({ loadedAs: 'https://outlet.example/2026/earlier', ...fields });

  it('uses the address and ignores the headline, which may belong to the previous article', async () => {
    const bridge = card('bridge', { sourceHeadline: HEADLINE });
    expect(await matched(inside({ headlines: [OTHER_HEADLINE] }), bridge)).toEqual([
      'exact by address: bridge (unknown)',
    ]);
  });

  it('does not report agreement with a headline that may belong to the previous article', async () => {
    const bridge = card('bridge', { sourceHeadline: HEADLINE });
    const archived = inside({
      address: `https://web.archive.org/web/2026/${STORY}`,
      headlines: [HEADLINE],
      articles: [{ addresses: [STORY], headline: HEADLINE }],
    });
    expect(await matched(archived, bridge)).toEqual(['exact by wrapped: bridge (unknown)']);
  });

  it('does not find the analysis of the second article on the first while the head describes the second', async () => {
    const identity = page({
      loadedAs: 'about:blank',
      headlines: [OTHER_HEADLINE, HEADLINE],
      claims: [claim('canonical', FIVE)],
      articles: [{ addresses: [FIVE], headline: OTHER_HEADLINE }],
    });
    const second = card('second', { sources: [{ url: FIVE }], sourceHeadline: OTHER_HEADLINE });
    expect(await matched(identity, second)).toEqual([]);
    expect(await matched(identity, second, card('bridge'))).toEqual(['exact by address: bridge (unknown)']);
  });

  it('ignores claims in a head that may belong to the previous article', async () => {
    const identity = inside({ address: FIVE, claims: [claim('canonical', STORY)] });
    expect(await matched(identity, card('bridge'))).toEqual([]);
  });

  it('finds nothing related by a headline that may belong to the previous article', async () => {
    const identity = inside({ address: FIVE, headlines: [HEADLINE] });
    expect(await matched(identity, card('bridge', { sourceHeadline: HEADLINE }))).toEqual([]);
  });
});

describe('analysisAt', () => {
  const cards = [card('bridge'), card('talks')];

  it.each([
    ['https://noligarchy.example/bridge', 'bridge'],
    ['http://www.noligarchy.example/bridge/?utm_source=mail#top', 'bridge'],
    ['https://noligarchy.example/talks', 'talks'],
    ['https://noligarchy.example/', undefined],
    [STORY, undefined],
    ['about:blank', undefined],
  ])('for %s returns %s', async (address, id) => {
    expect((await analysisAt(address, lookupOver(cards)))?.id).toBe(id);
  });

  it('ignores cards with other addresses, and returns the latest of two cards', async () => {
    expect(await analysisAt('https://noligarchy.example/no', async () => cards)).toBeUndefined();
    const updated = card('bridge', { updated: '2026-07-05' });
    expect(await analysisAt('https://noligarchy.example/bridge', async () => [...cards, updated])).toBe(
      updated,
    );
  });
});

describe('newestById', () => {
  it('returns the latest card of each id, in the order of the ids', () => {
    const [a1, b, a2] = [card('a'), card('b'), card('a', { updated: '2026-07-05' })];
    expect(newestById([a1, b, a2])).toEqual([a2, b]);
    expect(newestById([a2, b, a1])).toEqual([a2, b]);
    expect(newestById([])).toEqual([]);
  });
});
