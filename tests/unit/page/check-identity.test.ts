import { describe, expect, it } from 'vitest';
import { parsePageIdentity } from '../../../lib/page/check-identity.ts';
import type { PageIdentity } from '../../../lib/page/page-identity.ts';
import { pageKeys } from '../../../lib/page/page-keys.ts';

const STORY = 'https://outlet.example/2026/story';
const EMPTY: PageIdentity = {
  address: STORY,
  loadedAs: STORY,
  claims: [],
  headlines: [],
  articles: [],
  ogType: undefined,
  published: undefined,
  microdata: false,
};

describe('parsePageIdentity', () => {
  it('returns a valid identity unchanged', () => {
    const identity: PageIdentity = {
      address: STORY,
      loadedAs: 'https://outlet.example/2026/earlier',
      claims: [
        { by: 'canonical', address: STORY },
        { by: 'og:url', address: STORY },
        { by: 'amphtml', address: `${STORY}/amp` },
      ],
      headlines: ['Council votes', 'Council votes | The Outlet'],
      articles: [{ addresses: [STORY], headline: 'Council votes', published: '2026-07-02' }],
      ogType: 'article',
      published: '2026-07-02T12:00:00Z',
      microdata: true,
    };
    expect(parsePageIdentity(identity)).toEqual(identity);
  });

  it.each<[raw: unknown]>([
    [undefined],
    [null],
    [STORY],
    [7],
    [true],
    [[]],
    [[{ address: STORY }]],
    [{}],
    [{ address: '' }],
    [{ address: null }],
    [{ address: 7 }],
    [{ address: [STORY] }],
    [{ address: { toString: 'x' } }],
    [{ loadedAs: STORY, headlines: ['Council votes'] }],
    [JSON.parse(`{"__proto__": {"address": "${STORY}"}}`)],
  ])('returns undefined for a value without an address: %j', (raw) => {
    expect(parsePageIdentity(raw)).toBeUndefined();
  });

  it('uses the address as `loadedAs` if `loadedAs` is missing or invalid', () => {
    expect(parsePageIdentity({ address: STORY })).toEqual(EMPTY);
    expect(parsePageIdentity({ address: STORY, loadedAs: 7 })).toEqual(EMPTY);
  });

  it.each<[field: keyof PageIdentity, value: unknown]>([
    ['claims', 'canonical'],
    ['claims', { 0: { by: 'canonical', address: STORY }, length: 1 }],
    ['claims', [null, 7, 'canonical', [], {}, { by: 'canonical' }, { address: STORY }]],
    ['claims', [{ by: 'prev', address: STORY }]],
    ['claims', [{ by: ['canonical'], address: STORY }]],
    ['claims', [{ by: 'canonical', address: 7 }]],
    ['claims', [{ by: 'canonical', address: '' }]],
    ['headlines', 'Council votes'],
    ['headlines', [null, 7, {}, ['Council votes'], '']],
    ['articles', { addresses: [STORY] }],
    ['articles', 7],
    ['ogType', ['article']],
    ['published', 20260702],
    ['microdata', 'true'],
    ['microdata', 1],
  ])('ignores an invalid %s: %j', (field, value) => {
    expect(parsePageIdentity({ address: STORY, [field]: value })).toEqual(EMPTY);
  });

  it('keeps each article, but only with its valid fields', () => {
    const articles = [
      null,
      'x',
      { addresses: 'x', headline: 7, published: [] },
      { addresses: [7, null, STORY] },
    ];
    expect(parsePageIdentity({ address: STORY, articles })?.articles).toEqual([
      { addresses: [] },
      { addresses: [] },
      { addresses: [] },
      { addresses: [STORY] },
    ]);
  });

  it('parses the JSON-LD of the content script', () => {
    const node = { '@type': 'NewsArticle', headline: 'Council votes', url: '/2026/story' };
    const jsonLd = ['{"@type": "Article"', JSON.stringify(node), 7, null, '[]'];
    const articles = [{ addresses: [STORY], headline: 'Council votes' }];
    expect(parsePageIdentity({ address: STORY, jsonLd })?.articles).toEqual(articles);
    const base = 'https://outlet.example/lite/';
    expect(parsePageIdentity({ address: 'https://copy.example/', jsonLd, base })?.articles).toEqual(articles);
    expect(parsePageIdentity({ address: STORY, jsonLd, base: 'no address' })?.articles).toEqual([
      { addresses: [], headline: 'Council votes' },
    ]);
  });

  it.each<[jsonLd: unknown]>([['{}'], [{}], [[{}]]])(
    'ignores JSON-LD that is not a list of texts: %j',
    (jsonLd) => {
      expect(parsePageIdentity({ address: STORY, jsonLd })).toEqual(EMPTY);
    },
  );

  const article = (headline: string, size = 0): string =>
    JSON.stringify({ '@type': 'Article', headline }).padEnd(size);

  it.each<[what: string, jsonLd: readonly string[], read: readonly string[]]>([
    ['200,000 characters', [article('A', 150_000), article('B', 50_000), article('C')], ['A', 'B']],
    [
      '200,000 characters, without truncating a text',
      [article('A', 150_000), article('B', 50_001), article('C')],
      ['A'],
    ],
    ['400 texts', [...Array(399).fill('{}'), article('A'), article('B')], ['A']],
  ])('reads JSON-LD only up to %s', (_, jsonLd, read) => {
    const identity = parsePageIdentity({ address: STORY, jsonLd });
    expect(identity?.articles.map(({ headline }) => headline)).toEqual(read);
  });

  it('drops unknown fields', () => {
    const raw = JSON.parse(
      `{"address": "${STORY}", "extra": 1, "__proto__": {"microdata": true}, "constructor": 7,
        "claims": [{"by": "canonical", "address": "${STORY}", "extra": 1}]}`,
    );
    const identity = parsePageIdentity(raw);
    expect(identity).toEqual({ ...EMPTY, claims: [{ by: 'canonical', address: STORY }] });
    expect(Object.getPrototypeOf(identity)).toBe(Object.prototype);
    expect(Object.hasOwn(identity ?? {}, '__proto__')).toBe(false);
  });

  it('limits the length of lists and texts', () => {
    const long = 'x'.repeat(1_000_000);
    const many = <T>(value: T): T[] => Array.from({ length: 10_000 }, () => value);
    const identity = parsePageIdentity({
      address: STORY,
      claims: many({ by: 'canonical', address: STORY }),
      headlines: many(long),
      articles: many({ addresses: many(STORY), headline: long, published: long }),
      ogType: long,
      published: long,
    });
    expect(identity?.claims).toHaveLength(9);
    expect(identity?.headlines).toEqual(Array.from({ length: 5 }, () => 'x'.repeat(500)));
    expect(identity?.articles).toHaveLength(20);
    expect(identity?.articles[0]?.addresses).toHaveLength(5);
    expect(identity?.articles[0]?.headline).toHaveLength(500);
    expect(identity?.articles[0]?.published).toHaveLength(500);
    expect([identity?.ogType, identity?.published]).toEqual(Array(2).fill('x'.repeat(500)));
    expect(JSON.stringify(identity).length).toBeLessThan(100_000);
  });

  it('does not truncate a long address, because the shorter address could name another article', () => {
    const long = `${STORY}?utm_term=${'x'.repeat(4096)}&id=8`;
    const own = parsePageIdentity({ address: long });
    const claimed = parsePageIdentity({
      address: 'https://outlet.example/2026/other',
      claims: [{ by: 'canonical', address: long }],
    });
    expect(own).toBeUndefined();
    expect(claimed && pageKeys(claimed).map(({ key }) => key)).toEqual(['outlet.example/2026/other']);
  });
});
