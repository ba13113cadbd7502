import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnalysis } from '../../../lib/analysis/analysis.ts';
import { readBlocks } from '../../../lib/analysis/content-blocks.ts';
import { readCard } from '../../../lib/index/card.ts';
import { readManifest } from '../../../lib/index/manifest.ts';
import { packSegment } from '../../../lib/index/segment.ts';
import { FetchFailure, parseJson } from '../../../lib/sync/fetch-file.ts';
import { nearly } from '../arbitraries.ts';
import { growsLinearly, holds } from '../properties.ts';
import * as shape from '../value-shapes.ts';
import { BASE, cardsOf } from './segment-cards.ts';

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
  it('returns a valid card, or the reason for a refusal', () => {
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

  it('returns a valid analysis, or the reason for a refusal', () => {
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

  it('does not modify any prototype', () => {
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

describe('the time to read JSON', () => {
  const deep = (open: string, close: string) => (size: number) =>
    JSON.parse(open.repeat(size) + close.repeat(size)) as unknown;
  it.each<[what: string, read: (raw: unknown) => unknown, raw: (size: number) => unknown]>([
    ['nested arrays', (raw) => readBlocks(raw, BASE), deep('[', ']')],
    ['nested lists', (raw) => readBlocks(raw, BASE), deep('{"type":"list","items":[', ']}')],
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
  ])('is proportional to its length for %s', (_, read, raw) => {
    expect(growsLinearly(read, raw, 500)).toBe(true);
  });
});
