import { describe, expect, it } from 'vitest';
import type { Card } from '../../../lib/index/card.ts';
import type { Claim, PageIdentity } from '../../../lib/page/page-identity.ts';
import { matchIdentity } from '../../judge-and-match.ts';
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

describe('matchPage on a page with another headline', () => {
  const recorded = card('bridge', { sourceHeadline: HEADLINE });
  const silent = card('bridge', { headline: HEADLINE });
  const headlines = [OTHER_HEADLINE];

  it('gives an uncertain match if the address agrees', async () => {
    const result = await matchIdentity(page({ headlines }), lookupOver([recorded]));
    expect(described(result)).toEqual(['uncertain by address: bridge (different)']);
    expect(result.sure).toEqual([]);
  });

  it('also compares the headline in the page’s JSON-LD', async () => {
    const articles = [{ addresses: [STORY], headline: HEADLINE }];
    expect(await matched(page({ headlines, articles }), recorded)).toEqual([
      'exact by address: bridge (same)',
    ]);
  });

  it('gives an exact match for a card without a source headline', async () => {
    expect(await matched(page({ headlines }), silent)).toEqual(['exact by address: bridge (unknown)']);
  });

  it.each<[by: Claim['by']]>([['canonical'], ['og:url'], ['amphtml']])(
    'finds nothing if only its %s agrees, unless the card has no source headline',
    async (by) => {
      const identity = page({ address: FIVE, claims: [claim(by, STORY)], headlines });
      expect(await matched(identity, recorded)).toEqual([]);
      expect(await matched(identity, silent)).toEqual([`exact by ${by}: bridge (unknown)`]);
    },
  );

  it('gives an exact match for a page from an archive, whose headline may be older', async () => {
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
  ])('gives a syndicated match if the headline is %s', async (agreement, headlines, sourceHeadline) => {
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

  it('gives an exact match if the copy is also a source of the analysis', async () => {
    const both = card('bridge', { sources: [{ url: STORY }, { url: COPY }] });
    expect(await matched(copy([]), both)).toEqual(['exact by alias: bridge (unknown)']);
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
    ['a card without a source headline', elsewhere, undefined],
  ])('finds nothing for %s', async (_, identity, sourceHeadline) => {
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
  ])('requires another sign if the headline is short: %s', async (_, fields, cardFields, expected) => {
    const mowing = card('mowing', {
      sources: [{ url: 'https://outlet.example/how-does-robot-mowing-work-1234567' }],
      sourceHeadline: SHORT,
      ...cardFields,
    });
    const found = await matched(page({ headlines: [SHORT], ...fields }), mowing);
    expect(found).toEqual(expected ? ['related by headline: mowing (same)'] : []);
  });

  it('finds nothing if the dates do not fit, even for a long headline', async () => {
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
