import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnalysis } from '../../../lib/analysis/analysis.ts';
import { readBlocks } from '../../../lib/analysis/content-blocks.ts';
import { type Card, outranks, readCard } from '../../../lib/index/card.ts';
import { readManifest } from '../../../lib/index/manifest.ts';
import { newestOfEach } from '../../../lib/index/match.ts';
import { unpackCards, unpackRanks } from '../../../lib/index/packed-cards.ts';
import { CARDS_PER_BLOCK, type PackedSegment, packSegment } from '../../../lib/index/segment.ts';
import { supersededCards } from '../../../lib/index/superseded-cards.ts';
import { FetchFailure, parseJson } from '../../../lib/sync/fetch-file.ts';
import { nearly } from '../arbitraries.ts';
import { growsLinearly, holds, holdsInTime } from '../properties.ts';
import * as shape from '../shape.ts';

const BASE = 'https://noligarchy.example/.well-known/civic-lens/index.json';

const CARD = {
  ...{ id: 'talks', url: '/analysis/talks', document: '../analyses/talks.json', headline: 'Talks in Qatar' },
  ...{ summary: 'Who gains.', lens: 'global-power-plays', type: 'Reporting', published: '2026-07-02' },
  ...{ updated: '2026-07-03T10:00:00Z', readMinutes: 3, outlet: 'The Outlet – World' },
  sources: ['https://outlet.example/talks', { url: 'https://other.example/talks', outlet: 'Other' }],
  ...{ sourceHeadline: 'Talks end', topics: ['global', { name: 'talks', url: '/topics/talks' }] },
};
const TEXT = [
  {
    type: 'paragraph',
    content: [
      'They ',
      { type: 'emphasis', content: ['met', { type: 'strong', content: ['twice'] }] },
      { type: 'link', href: '/a', content: ['there'] },
    ],
  },
  { type: 'list', ordered: true, items: [[{ type: 'paragraph', content: ['One'] }], ['Two']] },
  { type: 'quote', blocks: [{ type: 'paragraph', content: ['So they say'] }] },
  { type: 'heading', level: 4, content: ['Later'] },
];
const DOCUMENT = { card: CARD, sections: [{ heading: 'What happened', blocks: TEXT }], attribution: TEXT };
const FILE = { url: 'segments/2026-07.json', bytes: 1000, sha256: 'a'.repeat(64) };
const MANIFEST = {
  ...{ format: 'civic-lens-index', version: 1, generated: '2026-07-02T12:00:00Z' },
  publication: {
    ...{ name: 'NOLIGARCHY.US', url: 'https://noligarchy.example/', language: 'en' },
    ...{ subscribe: '/join', issues: 'https://elsewhere.example/issues' },
  },
  lenses: [{ id: 'a', name: 'A', url: '/lens/a', description: 'About A.' }],
  segments: [
    {
      ...FILE,
      from: '2026-07-01',
      to: '2026-07-31',
      count: 4,
      texts: { ...FILE, url: 'texts/2026-07.json' },
    },
  ],
};
const file = shape.object({
  url: shape.link,
  bytes: shape.count(0, 50_000_000),
  sha256: shape.like('a hash', (value) => /^[0-9a-f]{64}$/.test(String(value))),
});
const segmentEntry = shape.like('a segment', (value) => {
  const { from, to, count, texts, ...rest } = value as Record<string, unknown>;
  return [
    file(rest),
    shape.date(from),
    shape.date(to),
    shape.count(0, 1_000_000)(count),
    shape.optional(file)(texts),
  ].every((fault) => fault === undefined);
});
const manifest = shape.object({
  generated: shape.date,
  publication: shape.object({
    name: shape.text(200),
    url: shape.link,
    language: shape.optional(shape.text(35)),
    subscribe: shape.optional(shape.link),
    issues: shape.optional(shape.link),
  }),
  lenses: shape.list(shape.lens, 200),
  segments: shape.list(segmentEntry, 1200),
});
const refusal = shape.exactly('not-an-index', 'unknown-version', 'other-origin', 'incomplete', 'damaged');
const reason = shape.text(100);

describe('reading JSON that is almost valid', () => {
  it('returns a valid card, or the reason of a refusal', () => {
    holds(
      fc.property(nearly(CARD), (raw) => {
        expect(shape.either(reason, shape.card)(readCard(raw, BASE))).toBeUndefined();
      }),
      100,
    );
  });

  it('returns a valid manifest, or one of five reasons', () => {
    holds(
      fc.property(nearly(MANIFEST), (raw) => {
        expect(shape.either(refusal, manifest)(readManifest(raw, BASE))).toBeUndefined();
      }),
      100,
    );
  });

  it('returns a packed segment with valid cards, or no segment', () => {
    holds(
      fc.property(nearly({ cards: [CARD, { ...CARD, id: 'more' }] }), (raw) => {
        const packed = packSegment(raw, BASE, 'hash');
        const cards = packed ? cardsOf(packed) : [];
        expect(shape.list(shape.card, 10)(cards)).toBeUndefined();
        expect(packed?.directory.count ?? 0).toBe(cards.length);
      }),
      200,
    );
  });

  it('returns a valid analysis, or the reason of a refusal', () => {
    const analysis = shape.object({
      card: shape.card,
      sections: shape.sections,
      attribution: shape.blocks(),
    });
    holds(
      fc.property(nearly(DOCUMENT), (raw) => {
        expect(shape.either(reason, analysis)(readAnalysis(raw, BASE))).toBeUndefined();
      }),
      100,
    );
  });

  it('returns valid blocks', () => {
    holds(
      fc.property(nearly(TEXT), (raw) => {
        expect(shape.blocks()(readBlocks(raw, BASE))).toBeUndefined();
      }),
      100,
    );
  });

  it('does not change a prototype', () => {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('throws only a FetchFailure for a truncated file', () => {
    const whole = new TextEncoder().encode(JSON.stringify({ documents: [DOCUMENT] }));
    holds(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.uint8Array({ maxLength: 8 }), (at, rest) => {
        const body = new Uint8Array([...whole.subarray(0, at), ...rest]);
        const cut = { url: BASE, body, contentType: '' } as Parameters<typeof parseJson>[0];
        let thrown: unknown;
        try {
          parseJson(cut);
        } catch (error) {
          thrown = error;
        }
        expect(thrown === undefined || thrown instanceof FetchFailure).toBe(true);
      }),
    );
  });
});

describe('the time to read JSON is proportional to its length', () => {
  const deep = (open: string, close: string) => (size: number) =>
    JSON.parse(open.repeat(size) + close.repeat(size)) as unknown;
  it.each<[what: string, read: (raw: unknown) => unknown, raw: (size: number) => unknown]>([
    ['nested lists', (raw) => readBlocks(raw, BASE), deep('[', ']')],
    ['nested marks', (raw) => readBlocks(raw, BASE), deep('{"type":"list","items":[', ']}')],
    ['many blocks', (raw) => readBlocks(raw, BASE), (size) => Array.from({ length: size }, () => TEXT[0])],
    ['many cards', (raw) => packSegment(raw, BASE, ''), (size) => ({ cards: Array(size).fill(CARD) })],
    [
      'many lenses',
      (raw) => readManifest(raw, BASE),
      (size) => ({ ...MANIFEST, lenses: Array(size).fill({}) }),
    ],
    [
      'a long text',
      (raw) => readCard(raw, BASE),
      (size) => ({ ...CARD, headline: ' \u202e'.repeat(size * 10) }),
    ],
  ])('for %s', (_, read, raw) => {
    expect(growsLinearly(read, raw, 500)).toBe(true);
  });
});

/** Cards of a few analyses. Many have the same id or the same date. */
const state: Arbitrary<Card> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c'),
    published: fc.constantFrom('2026-07-01', '2026-07-02', '2026-07-02T08:00:00+02:00'),
    updated: fc.constantFrom(
      undefined,
      '2026-07-02',
      '2026-07-03',
      '2026-07-03T00:00:00Z',
      '2026-07-05T10:00:00+05:00',
    ),
    headline: fc.constantFrom('One', 'Two'),
    lens: fc.constantFrom(undefined, 'x'),
    topics: fc.constantFrom<Card['topics']>([], [{ name: 'tolls' }]),
  })
  .map((fields) => ({ url: `https://noligarchy.example/${fields.id}`, sources: [], ...fields }));
const states = fc.array(state, { maxLength: 8 });
const merged = (cards: readonly Card[]): Card[] =>
  newestOfEach(cards).toSorted((a, b) => (a.id < b.id ? -1 : 1));
const times = ({ updated, published }: Card): number[] => [updated ?? published, published].map(Date.parse);

describe('of several cards with one id', () => {
  it('the one that was updated last is kept, else the one that was published last', () => {
    holds(
      fc.property(states, (cards) => {
        for (const kept of merged(cards))
          for (const other of cards.filter(({ id }) => id === kept.id)) {
            const [[changed = 0, published = 0], [otherChanged = 0, otherPublished = 0]] = [
              times(kept),
              times(other),
            ];
            expect(changed).toBeGreaterThanOrEqual(otherChanged);
            expect(changed > otherChanged || published >= otherPublished).toBe(true);
          }
        expect(merged(cards).map(({ id }) => id)).toEqual([...new Set(cards.map(({ id }) => id))].toSorted());
      }),
      100,
    );
  });

  it('the same one is kept in every order', () => {
    holds(
      fc.property(states, states, (a, b) => {
        expect(merged([...a, ...b])).toEqual(merged([...b, ...a]));
      }),
      100,
    );
  });

  it('the same one is kept however they are grouped, and if they are merged again', () => {
    holds(
      fc.property(states, states, states, (a, b, c) => {
        const all = merged([...a, ...b, ...c]);
        expect(merged([...merged([...a, ...b]), ...c])).toEqual(all);
        expect(merged([...a, ...merged([...b, ...c])])).toEqual(all);
        expect(merged([...all, ...all, ...b])).toEqual(all);
      }),
      100,
    );
  });

  it('none outranks itself, and exactly one of two different ones outranks the other', () => {
    holds(
      fc.property(state, state, (a, other) => {
        const b = { ...other, id: a.id, url: a.url };
        expect(outranks(a, a)).toBe(false);
        const differ = JSON.stringify(a) !== JSON.stringify(b);
        expect(Number(outranks(a, b)) + Number(outranks(b, a))).toBe(Number(differ));
      }),
      100,
    );
  });

  it('several segments in any order keep the same one as a single segment', async () => {
    const indexOf = async (months: readonly (readonly Card[])[]): Promise<Card[]> => {
      const packed = months.map((cards, n) => packSegment({ cards }, BASE, `segment ${n}`));
      const segments = packed.filter((one) => one !== undefined);
      const superseded = await supersededCards(
        segments.map(({ directory }) => directory),
        async (sha256, positions) => {
          const segment = segments.find(({ directory }) => directory.sha256 === sha256);
          const ranks = segment?.blocks.map(unpackRanks) ?? [];
          return positions.flatMap(
            (at) => ranks[Math.floor(at / CARDS_PER_BLOCK)]?.(at % CARDS_PER_BLOCK) ?? [],
          );
        },
      );
      const isOld = (sha256: string, position: number): boolean =>
        superseded.some((place) => place.sha256 === sha256 && place.position === position);
      return segments
        .flatMap((segment) => cardsOf(segment).filter((_, n) => !isOld(segment.directory.sha256, n)))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    };
    await holdsInTime(
      fc.asyncProperty(fc.array(states, { maxLength: 4 }), async (months) => {
        const kept = await indexOf(months);
        expect(kept).toEqual(await indexOf(months.toReversed()));
        expect(kept).toEqual(await indexOf([months.flat()]));
        expect(kept.map(({ headline, updated }) => [headline, updated])).toEqual(
          merged(months.flat()).map(({ headline, updated }) => [headline, updated]),
        );
      }),
      150,
    );
  });
});

/** All cards of a segment, in its order. */
function cardsOf({ directory, blocks }: PackedSegment): Card[] {
  const read = blocks.map(unpackCards);
  return Array.from(
    { length: directory.count },
    (_, n) => read[Math.floor(n / CARDS_PER_BLOCK)]?.(n % CARDS_PER_BLOCK) as Card,
  );
}
