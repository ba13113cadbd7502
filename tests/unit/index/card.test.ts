import { describe, expect, it } from 'vitest';
import { type Card, isNewerCard, outranks, readCard, timeOfDate } from '../../../lib/index/card.ts';

const BASE = 'https://noligarchy.example/.well-known/civic-lens/segments/2026-07.json';
const RAW = {
  id: 'talks',
  url: 'https://noligarchy.example/talks',
  headline: 'Talks in Qatar',
  lens: 'global-power-plays',
  published: '2026-07-02',
};
const LEAST: Card = { ...RAW, sources: [], topics: [] };

describe('readCard', () => {
  it('reads every field of a card', () => {
    const raw = {
      ...RAW,
      document: '../analyses/talks.json',
      summary: 'Who gains.',
      type: 'Reporting',
      updated: '2026-07-03T08:00:00Z',
      readMinutes: 3,
      outlet: 'The Outlet – World',
      sources: [
        'https://outlet.example/talks',
        { url: 'http://copy.example/talks', outlet: 'The Copy' },
        { url: '/mirror' },
      ],
      sourceHeadline: 'Talks begin',
      topics: ['global', { name: 'analysis', url: '/topics/analysis' }, { name: 'governor' }],
    };
    expect(readCard(raw, BASE)).toEqual({
      ...raw,
      document: 'https://noligarchy.example/.well-known/civic-lens/analyses/talks.json',
      sources: [
        { url: 'https://outlet.example/talks' },
        { url: 'https://copy.example/talks', outlet: 'The Copy' },
        { url: 'https://noligarchy.example/mirror' },
      ],
      topics: [
        { name: 'global' },
        { name: 'analysis', url: 'https://noligarchy.example/topics/analysis' },
        { name: 'governor' },
      ],
    });
  });

  it('reads a card with only the required fields', () => {
    expect(readCard(RAW, BASE)).toEqual(LEAST);
  });

  it.each<[field: string, value: unknown, reason: string]>([
    ['id', undefined, 'has no id'],
    ['id', '', 'has no id'],
    ['id', 7, 'has no id'],
    ['url', undefined, 'has no address'],
    ['url', 'javascript:alert(1)', 'has no address'],
    ['url', 'mailto:desk@noligarchy.example', 'has no address'],
    ['headline', ' \n', 'has no headline'],
    ['headline', ['Talks'], 'has no headline'],
    ['published', 'July 2, 2026', 'has no published date'],
    ['published', '2026-02-30', 'has no published date'],
    ['published', null, 'has no published date'],
  ])('refuses a card whose %s is %j: "%s"', (field, value, reason) => {
    expect(readCard({ ...RAW, [field]: value }, BASE)).toBe(reason);
  });

  it.each<[raw: unknown]>([[null], [undefined], ['card'], [7], [[]], [[RAW]]])(
    'refuses %j, which is not an object',
    (raw) => {
      expect(readCard(raw, BASE)).toBe('is not an object');
    },
  );

  it.each<[field: string, value: unknown]>([
    ['updated', null],
    ['updated', 'yesterday'],
    ['document', 'data:application/json,{}'],
    ['document', 7],
    ['summary', ''],
    ['summary', ['Who gains.']],
    ['type', {}],
    ['readMinutes', '3'],
    ['readMinutes', 0],
    ['readMinutes', 2.5],
    ['readMinutes', 1000],
    ['outlet', null],
    ['sourceHeadline', 7],
    ['sources', 'https://outlet.example/talks'],
    ['sources', [null, 7, '', 'javascript:alert(1)', {}, { outlet: 'The Outlet' }, { url: 'data:,x' }]],
    ['topics', 'global'],
    ['topics', [null, 7, '', {}, { url: '/topics' }, { name: ' ' }, [['global']]]],
    ['unknown', 'field'],
    ['constructor', 'field'],
  ])('ignores an invalid or unknown %s: %j', (field, value) => {
    expect(readCard({ ...RAW, [field]: value }, BASE)).toEqual(LEAST);
  });

  it.each<[lens: unknown]>([[undefined], [null], [''], [{ id: 'global' }], [7]])(
    'reads no lens from %j',
    (lens) => {
      const { lens: _, ...rest } = LEAST;
      expect(readCard({ ...RAW, lens }, BASE)).toEqual(rest);
    },
  );

  it('ignores invalid fields of a source or topic and keeps the other fields', () => {
    const raw = {
      ...RAW,
      sources: [{ url: 'https://outlet.example/talks', outlet: 7, extra: 1 }],
      topics: [{ name: 'global', url: 'javascript:alert(1)' }],
    };
    expect(readCard(raw, BASE)).toEqual({
      ...LEAST,
      sources: [{ url: 'https://outlet.example/talks' }],
      topics: [{ name: 'global' }],
    });
  });

  it('ignores keys such as "__proto__" and "constructor"', () => {
    const raw = JSON.parse(
      `{"__proto__": ${JSON.stringify(RAW)}, "constructor": {"prototype": {"id": "x"}}}`,
    );
    expect(readCard(raw, BASE)).toBe('has no id');
    const card = readCard(JSON.parse(JSON.stringify(RAW).replace('{', '{"__proto__": {"type": "x"},')), BASE);
    expect(card).toEqual(LEAST);
  });

  it('limits the length of texts and lists', () => {
    const long = 'x'.repeat(1_000_000);
    const card = readCard(
      {
        ...RAW,
        headline: long,
        summary: long,
        outlet: long,
        sources: Array(5000).fill('https://outlet.example/talks'),
        topics: Array(5000).fill(long),
      },
      BASE,
    );
    expect(card).toMatchObject({
      headline: 'x'.repeat(1000),
      outlet: 'x'.repeat(300),
      summary: 'x'.repeat(3000),
    });
    expect((card as Card).sources).toHaveLength(20);
    expect((card as Card).topics).toEqual(Array(50).fill({ name: 'x'.repeat(200) }));
  });
});

describe('isNewerCard', () => {
  type Dates = readonly [published: string, updated?: string];
  const dated = ([published, updated]: Dates): Card => ({ ...LEAST, published, updated });

  it.each<[a: Dates, b: Dates, reason: string]>([
    [['2026-07-03'], ['2026-07-02'], 'published later'],
    [['2026-07-02', '2026-07-05'], ['2026-07-02', '2026-07-04'], 'updated later'],
    [['2026-07-01', '2026-07-05'], ['2026-07-04'], 'updated after the other was published'],
    [['2026-07-02T10:00:00Z'], ['2026-07-02'], 'published later on the same day'],
    [['2026-07-02T10:00:00-05:00'], ['2026-07-02T12:00:00Z'], 'published later, in another time zone'],
    [['2026-07-02', '2026-07-05'], ['2026-07-01', '2026-07-05'], 'published later, updated at the same time'],
  ])('returns true for the dates %j and %j: %s', (a, b) => {
    expect(isNewerCard(dated(a), dated(b))).toBe(true);
    expect(isNewerCard(dated(b), dated(a))).toBe(false);
  });

  it.each<[a: Dates, b: Dates]>([
    [
      ['2026-07-02', '2026-07-05'],
      ['2026-07-02', '2026-07-05'],
    ],
    [['2026-07-02'], ['2026-07-02T00:00:00Z']],
  ])('returns false for the dates %j and %j, which are equally new', (a, b) => {
    expect(isNewerCard(dated(a), dated(b))).toBe(false);
    expect(isNewerCard(dated(b), dated(a))).toBe(false);
  });
});

describe('outranks', () => {
  it.each<[what: string, a: Partial<Card>, b: Partial<Card>]>([
    ['the newer of two cards', { headline: 'Z', updated: '2026-07-03' }, { headline: 'A' }],
    [
      'the card with the lower address, if both are equally new',
      { url: 'https://a.example/x', headline: 'Z' },
      { headline: 'A' },
    ],
    ['the card with the lower headline, if the addresses are equal', { headline: 'A' }, { headline: 'Z' }],
    ['one of two cards that differ only in topics', { topics: [] }, { topics: [{ name: 'tolls' }] }],
    [
      'one of two cards that differ only in the form of a date',
      { published: '2026-07-02' },
      { published: '2026-07-02T00:00:00Z' },
    ],
  ])('returns true for %s, and false for the other card', (_, a, b) => {
    expect(outranks({ ...LEAST, ...a }, { ...LEAST, ...b })).toBe(true);
    expect(outranks({ ...LEAST, ...b }, { ...LEAST, ...a })).toBe(false);
  });
});

describe('timeOfDate', () => {
  it.each([
    ['1970-01-01', 0],
    ['1970-01-02', 86_400_000],
    ['1970-01-01T01:00:00+01:00', 0],
    ['1970-01-01T00:00:00.250Z', 250],
  ])('reads %s as %i milliseconds', (date, time) => {
    expect(timeOfDate(date)).toBe(time);
  });
});
