import { describe, expect, it, vi } from 'vitest';
import type { Card } from '../../../lib/index/card.ts';
import { analysisAt, type Lookup, type MatchResult, newestOfEach } from '../../../lib/index/match.ts';
import { cardKeys } from '../../../lib/index/segment.ts';
import type { Claim, PageIdentity } from '../../../lib/page/page-identity.ts';
import { matchIdentity } from '../../judged.ts';
import { publicSuffixes } from '../../public-suffixes.ts';

const STORY = 'https://outlet.example/2026/bridge';
const FIVE = 'https://outlet.example/5';
const COPY = 'https://copy.example/news/77';
const HEADLINE = 'Council votes down the new bridge after a long night';
const OTHER_HEADLINE = 'Football club signs young striker from Portugal';

const card = (id: string, fields: Partial<Card> = {}): Card => ({
  id,
  url: `https://noligarchy.example/${id}`,
  headline: `What ${id} means`,
  lens: 'power',
  published: '2026-07-02',
  sources: [{ url: STORY }],
  topics: [],
  ...fields,
});

/** The identity of a page at `STORY` with other fields. */
function page(fields: Partial<PageIdentity> = {}): PageIdentity {
  const address = fields.address ?? STORY;
  return { address, loadedAs: address, claims: [], headlines: [], articles: [], microdata: false, ...fields };
}

const claim = (by: Claim['by'], address: string): Claim => ({ by, address });

/** A lookup over these cards that records the requested keys. */
function lookupOver(cards: readonly Card[]): Lookup & { asked: string[] } {
  const asked: string[] = [];
  const lookup: Lookup = async (keys) => {
    asked.push(...keys);
    return cards.filter((one) => cardKeys(one).some((key) => keys.includes(key)));
  };
  return Object.assign(lookup, { asked });
}

/** All matches as "kind by reason: id (headline)". */
const described = ({ sure, uncertain, related }: MatchResult): string[] =>
  [...sure, ...uncertain, ...related].map(
    (one) => `${one.kind} by ${one.by}: ${one.card.id} (${one.headline})`,
  );

const matched = async (identity: PageIdentity, ...cards: Card[]): Promise<string[]> =>
  described(await matchIdentity(identity, lookupOver(cards)));

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
    ])('finds the analysis only on that article: claimed by %s', async (_, identity, expected) => {
      const cards = [
        card('bridge', { sources: [{ url: BRIDGE }] }),
        card('five', { sources: [{ url: `${SITE}/5` }] }),
      ];
      expect(await matched(page(identity), ...cards)).toEqual(expected);
    });
  });

  describe('with a canonical on another host', () => {
    it.each([
      ['https://victim.github.io/news/bridge-7', 'https://attacker.github.io/5', 'syndicated'],
      ['https://victim.substack.com/p/bridge', 'https://attacker.substack.com/p/5', 'syndicated'],
      ['https://one.co.uk/news/bridge-7', 'https://two.co.uk/5', 'syndicated'],
      ['https://outlet.co.uk/news/bridge-7', 'https://news.outlet.co.uk/5', 'exact'],
      ['https://news.outlet.example/news/bridge-7', 'https://outlet.example/5', 'exact'],
    ])('%s on %s is %s', async (source, address, kind) => {
      const identity = page({ address, claims: [claim('canonical', source)] });
      expect(await matched(identity, card('bridge', { sources: [{ url: source }] }))).toEqual([
        `${kind} by canonical: bridge (unknown)`,
      ]);
    });

    it('accepts no other claim of that host', async () => {
      const source = 'https://victim.github.io/news/bridge-7';
      const identity = page({ address: 'https://attacker.github.io/5', claims: [claim('og:url', source)] });
      expect(await matched(identity, card('bridge', { sources: [{ url: source }] }))).toEqual([]);
    });

    it('reads the Public Suffix List only if two hosts cannot be compared without it', async () => {
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
    'finds the article behind the short address %s of an archive by its canonical %s',
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

  it('looks up only the keys of the page, and ignores cards that do not have one of them', async () => {
    const lookup = lookupOver([card('bridge')]);
    await matchIdentity(page({ claims: [claim('canonical', FIVE)] }), lookup);
    expect(lookup.asked).toEqual(['u:outlet.example/2026/bridge', 'u:outlet.example/5']);
    const other = card('talks', { sources: [{ url: FIVE }], sourceHeadline: OTHER_HEADLINE });
    const careless: Lookup = async () => [card('bridge'), other];
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
  ])('reports the agreement of headlines as %s for %j', async (agreement, headlines) => {
    const bridge = card('bridge', { sourceHeadline: HEADLINE });
    expect(await matched(page({ headlines }), bridge)).toEqual([`exact by address: bridge (${agreement})`]);
  });
});

describe('matchPage on a page with another headline', () => {
  const recorded = card('bridge', { sourceHeadline: HEADLINE });
  const silent = card('bridge', { headline: HEADLINE });
  const headlines = [OTHER_HEADLINE];

  it('is uncertain if the address agrees', async () => {
    const result = await matchIdentity(page({ headlines }), lookupOver([recorded]));
    expect(described(result)).toEqual(['uncertain by address: bridge (different)']);
    expect(result.sure).toEqual([]);
  });

  it('compares the headline in its JSON-LD too', async () => {
    const articles = [{ addresses: [STORY], headline: HEADLINE }];
    expect(await matched(page({ headlines, articles }), recorded)).toEqual([
      'exact by address: bridge (same)',
    ]);
  });

  it('is exact for a card without a source headline', async () => {
    expect(await matched(page({ headlines }), silent)).toEqual(['exact by address: bridge (unknown)']);
  });

  it.each<[by: Claim['by']]>([['canonical'], ['og:url'], ['amphtml']])(
    'finds nothing if only its %s agrees, unless no headline is recorded',
    async (by) => {
      const identity = page({ address: FIVE, claims: [claim(by, STORY)], headlines });
      expect(await matched(identity, recorded)).toEqual([]);
      expect(await matched(identity, silent)).toEqual([`exact by ${by}: bridge (unknown)`]);
    },
  );

  it('is exact for a page from an archive, whose headline may be older', async () => {
    const identity = page({ address: `https://web.archive.org/web/2026/${STORY}`, headlines });
    expect(await matched(identity, recorded)).toEqual(['exact by wrapped: bridge (unknown)']);
    const same = page({ address: `https://web.archive.org/web/2026/${STORY}`, headlines: [HEADLINE] });
    expect(await matched(same, recorded)).toEqual(['exact by wrapped: bridge (same)']);
  });

  it('compares the headline with each card separately', async () => {
    const other = card('transfer', { sourceHeadline: OTHER_HEADLINE });
    const result = await matchIdentity(page({ headlines }), lookupOver([recorded, other]));
    expect(described(result)).toEqual([
      'exact by address: transfer (same)',
      'uncertain by address: bridge (different)',
    ]);
  });
});

describe('matchPage on a syndicated copy', () => {
  const copy = (headlines: string[], by: Claim['by'] = 'canonical'): PageIdentity =>
    page({ address: COPY, claims: [claim(by, STORY)], headlines });

  it.each<[agreement: string, headlines: string[], sourceHeadline: string | undefined]>([
    ['same', [HEADLINE], HEADLINE],
    ['edited', ['Council rejects bridge'], HEADLINE],
    ['unknown', [], HEADLINE],
    ['unknown', [OTHER_HEADLINE], undefined],
  ])('is syndicated if the headline is %s', async (agreement, headlines, sourceHeadline) => {
    expect(await matched(copy(headlines), card('bridge', { sourceHeadline }))).toEqual([
      `syndicated by canonical: bridge (${agreement})`,
    ]);
  });

  it('finds nothing if the headline is different', async () => {
    expect(await matched(copy([OTHER_HEADLINE]), card('bridge', { sourceHeadline: HEADLINE }))).toEqual([]);
  });

  it.each<[by: Claim['by']]>([['og:url'], ['amphtml']])('refuses an %s of another site', async (by) => {
    expect(await matched(copy([], by), card('bridge'))).toEqual([]);
  });

  it('is exact if the copy is also a source of the analysis', async () => {
    const both = card('bridge', { sources: [{ url: STORY }, { url: COPY }] });
    expect(await matched(copy([]), both)).toEqual(['exact by alias: bridge (unknown)']);
  });
});

describe('matchPage after navigation within the page', () => {
  const inside = (fields: Partial<PageIdentity> = {}): PageIdentity =>
    page({ loadedAs: 'https://outlet.example/2026/earlier', ...fields });

  it('uses the address and not the headline, which may be that of the previous article', async () => {
    const bridge = card('bridge', { sourceHeadline: HEADLINE });
    expect(await matched(inside({ headlines: [OTHER_HEADLINE] }), bridge)).toEqual([
      'exact by address: bridge (unknown)',
    ]);
  });

  it('does not report the headline of the previous article as the same', async () => {
    const bridge = card('bridge', { sourceHeadline: HEADLINE });
    const archived = inside({
      address: `https://web.archive.org/web/2026/${STORY}`,
      headlines: [HEADLINE],
      articles: [{ addresses: [STORY], headline: HEADLINE }],
    });
    expect(await matched(archived, bridge)).toEqual(['exact by wrapped: bridge (unknown)']);
  });

  it('does not find the second of two articles on the first while the head is that of the second', async () => {
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

  it('ignores claims of a head that may be that of the previous article', async () => {
    const identity = inside({ address: FIVE, claims: [claim('canonical', STORY)] });
    expect(await matched(identity, card('bridge'))).toEqual([]);
  });

  it('finds nothing related by a headline that may be that of the previous article', async () => {
    const identity = inside({ address: FIVE, headlines: [HEADLINE] });
    expect(await matched(identity, card('bridge', { sourceHeadline: HEADLINE }))).toEqual([]);
  });
});

describe('matchPage by headline', () => {
  const elsewhere = page({ address: COPY, headlines: ['The Copy', HEADLINE] });
  const bridge = card('bridge', { sourceHeadline: `“${HEADLINE}”` });

  it('finds related analyses, newest first', async () => {
    const later = card('later', { sourceHeadline: HEADLINE.toUpperCase(), published: '2026-07-08' });
    expect(await matched(elsewhere, bridge, later)).toEqual([
      'related by headline: later (same)',
      'related by headline: bridge (same)',
    ]);
  });

  it.each<[reason: string, identity: PageIdentity, sourceHeadline: string | undefined]>([
    ['another headline', page({ address: COPY, headlines: [OTHER_HEADLINE] }), HEADLINE],
    ['a part of a longer headline', page({ address: COPY, headlines: [`${HEADLINE} again`] }), HEADLINE],
    ['a short headline', page({ address: COPY, headlines: ['Council votes'] }), 'Council votes'],
    ['no source headline', elsewhere, undefined],
  ])('finds nothing by %s', async (_, identity, sourceHeadline) => {
    expect(await matched(identity, card('bridge', { headline: HEADLINE, sourceHeadline }))).toEqual([]);
  });

  const SHORT = 'How does robot mowing really work';
  it.each<[sign: string, fields: Partial<PageIdentity>, card: Partial<Card>, expected: boolean]>([
    ['no other sign', { address: COPY }, {}, false],
    ['the same slug', { address: 'https://copy.example/how-does-robot-mowing-work' }, {}, true],
    ['a part of the slug', { address: 'https://copy.example/how-does-robot-mowing' }, {}, false],
    ['the same id', { address: 'https://copy.example/a/1234567' }, {}, true],
    ['another id', { address: 'https://copy.example/a/1234568' }, {}, false],
    ['a date before the analysis', { address: COPY, published: '2026-06-30T10:00:00Z' }, {}, true],
    ['a date in the page’s address', { address: 'https://copy.example/2026/06/30/77' }, {}, true],
    [
      'the date of JSON-LD',
      { address: COPY, articles: [{ addresses: [COPY], published: '2026-07-01' }] },
      {},
      true,
    ],
    ['a date long before the analysis', { address: COPY, published: '2025-06-30' }, {}, false],
    ['a date long after the analysis', { address: COPY, published: '2026-08-30' }, {}, false],
    [
      'the same slug, but a date that does not fit',
      { address: 'https://copy.example/how-does-robot-mowing-work', published: '2025-06-30' },
      {},
      false,
    ],
    [
      'the same id, although the date does not fit',
      { address: 'https://copy.example/a/1234567', published: '2025-06-30' },
      {},
      true,
    ],
    [
      'the date of a source article that was analysed later',
      { address: COPY, published: '2026-05-02' },
      { sources: [{ url: 'https://outlet.example/2026/05/01/mowing' }] },
      true,
    ],
    ['a date that cannot be read', { address: COPY, published: 'yesterday' }, {}, false],
  ])('requires another sign beside a short headline: %s', async (_, fields, cardFields, expected) => {
    const mowing = card('mowing', {
      sources: [{ url: 'https://outlet.example/how-does-robot-mowing-work-1234567' }],
      sourceHeadline: SHORT,
      ...cardFields,
    });
    const found = await matched(page({ headlines: [SHORT], ...fields }), mowing);
    expect(found).toEqual(expected ? ['related by headline: mowing (same)'] : []);
  });

  it('finds nothing if the dates do not fit, however long the headline', async () => {
    const identity = page({ address: COPY, headlines: [HEADLINE], published: '2025-07-02' });
    expect(await matched(identity, bridge)).toEqual([]);
  });

  it('looks up no headline if there is a sure match', async () => {
    const sure = card('sure', { sources: [{ url: COPY }] });
    const lookup = lookupOver([sure, bridge]);
    expect(described(await matchIdentity(elsewhere, lookup))).toEqual(['exact by address: sure (unknown)']);
    expect(lookup.asked.filter((key) => key.startsWith('h:'))).toEqual([]);
  });

  it('finds related analyses beside uncertain ones', async () => {
    const uncertain = card('uncertain', { sources: [{ url: COPY }], sourceHeadline: OTHER_HEADLINE });
    expect(await matched(elsewhere, uncertain, bridge)).toEqual([
      'uncertain by address: uncertain (different)',
      'related by headline: bridge (same)',
    ]);
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
  ])('returns for %s: %s', async (address, id) => {
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

describe('newestOfEach', () => {
  it('returns one card for each id, the later one, in the order of the ids', () => {
    const [a1, b, a2] = [card('a'), card('b'), card('a', { updated: '2026-07-05' })];
    expect(newestOfEach([a1, b, a2])).toEqual([a2, b]);
    expect(newestOfEach([a2, b, a1])).toEqual([a2, b]);
    expect(newestOfEach([])).toEqual([]);
  });
});
