import { describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES, type Manifest, manifestAddress, readManifest } from '../../../lib/index/manifest.ts';

const BASE = 'https://noligarchy.example/.well-known/civic-lens/index.json';
const HASH = '0123456789abcdef'.repeat(4);
const SEGMENT = {
  url: 'segments/2026-07.3f9a1c.json',
  from: '2026-07-01',
  to: '2026-07-31',
  count: 412,
  bytes: 151_234,
  sha256: HASH,
};
const RAW = {
  format: 'civic-lens-index',
  version: 1,
  generated: '2026-07-02T12:00:00Z',
  publication: { name: 'NOLIGARCHY', url: 'https://noligarchy.example/' },
  lenses: [],
  segments: [SEGMENT],
};
const READ_SEGMENT = {
  ...SEGMENT,
  url: 'https://noligarchy.example/.well-known/civic-lens/segments/2026-07.3f9a1c.json',
};

const withPublication = (fields: object): unknown =>
  readManifest({ ...RAW, publication: { ...RAW.publication, ...fields } }, BASE);
/** Reads the manifest with a second segment, which is of the previous month. */
const withSegment = (fields: object): unknown =>
  readManifest(
    { ...RAW, segments: [SEGMENT, { ...SEGMENT, from: '2026-06-01', to: '2026-06-30', ...fields }] },
    BASE,
  );

describe('manifestAddress', () => {
  it.each([
    ['https://noligarchy.example/', 'https://noligarchy.example/.well-known/civic-lens/index.json'],
    ['https://noligarchy.example/en/', 'https://noligarchy.example/en/.well-known/civic-lens/index.json'],
    ['http://localhost:8080/', 'http://localhost:8080/.well-known/civic-lens/index.json'],
  ])('for %s returns %s', (publication, address) => {
    expect(manifestAddress(publication)).toBe(address);
  });
});

describe('readManifest', () => {
  it('reads all fields of a manifest, and sorts the newest month first', () => {
    const raw = {
      ...RAW,
      extra: 'ignored',
      publication: {
        name: ' NOLIGARCHY ',
        url: '/',
        language: 'en-US',
        subscribe: '/subscribe',
        issues: 'https://letters.example/noligarchy',
      },
      lenses: [
        { id: 'power', name: 'Power', url: '/lenses/power', description: 'Who holds it.' },
        { id: 'money', name: 'Money' },
      ],
      segments: [
        { ...SEGMENT, from: '2026-05-01', to: '2026-05-31', texts: null },
        { ...SEGMENT, texts: { url: 'texts/2026-07.json', bytes: 9, sha256: HASH } },
        { ...SEGMENT, from: '2026-06-01', to: '2026-06-30' },
      ],
    };
    expect(readManifest(raw, BASE)).toEqual({
      generated: '2026-07-02T12:00:00Z',
      publication: {
        name: 'NOLIGARCHY',
        url: 'https://noligarchy.example/',
        language: 'en-US',
        subscribe: 'https://noligarchy.example/subscribe',
        issues: 'https://letters.example/noligarchy',
      },
      lenses: [
        {
          id: 'power',
          name: 'Power',
          url: 'https://noligarchy.example/lenses/power',
          description: 'Who holds it.',
        },
        { id: 'money', name: 'Money' },
      ],
      segments: [
        {
          ...READ_SEGMENT,
          texts: {
            url: 'https://noligarchy.example/.well-known/civic-lens/texts/2026-07.json',
            bytes: 9,
            sha256: HASH,
          },
        },
        { ...READ_SEGMENT, from: '2026-06-01', to: '2026-06-30' },
        { ...READ_SEGMENT, from: '2026-05-01', to: '2026-05-31' },
      ],
    });
  });

  it.each<[raw: unknown]>([
    [null],
    ['civic-lens-index'],
    [[]],
    [[RAW]],
    [{}],
    [{ ...RAW, format: undefined }],
    [{ ...RAW, format: 'civic-lens' }],
    [{ ...RAW, format: ['civic-lens-index'] }],
  ])('refuses %j, which is not an index', (raw) => {
    expect(readManifest(raw, BASE)).toBe('not-an-index');
  });

  it.each<[version: unknown]>([[2], [0], ['1'], [1.1], [null], [undefined]])(
    'refuses version %j',
    (version) => {
      expect(readManifest({ ...RAW, version }, BASE)).toBe('unknown-version');
    },
  );

  it.each<[field: string, value: unknown]>([
    ['generated', undefined],
    ['generated', 'yesterday'],
    ['publication', undefined],
    ['publication', 'NOLIGARCHY'],
    ['publication', { name: 'NOLIGARCHY' }],
    ['publication', { url: 'https://noligarchy.example/' }],
    ['publication', { name: ' ', url: 'https://noligarchy.example/' }],
    ['publication', { name: 'NOLIGARCHY', url: 'javascript:alert(1)' }],
    ['segments', [null]],
    ['segments', [{}]],
    ['segments', [SEGMENT, 'segments/2026-06.json']],
  ])('refuses as incomplete a manifest whose %s is %j', (field, value) => {
    expect(readManifest({ ...RAW, [field]: value }, BASE)).toBe('incomplete');
  });

  it.each<[field: string, value: unknown]>([
    ['url', undefined],
    ['url', 'data:application/json,{}'],
    ['from', '2026-07'],
    ['to', null],
    ['count', -1],
    ['count', '412'],
    ['count', 1_000_001],
    ['bytes', MAX_FILE_BYTES + 1],
    ['bytes', 1.5],
    ['bytes', undefined],
    ['sha256', HASH.toUpperCase()],
    ['sha256', HASH.slice(2)],
    ['texts', 'texts/2026-07.json'],
    ['texts', {}],
    ['texts', { url: 'texts/2026-07.json', bytes: MAX_FILE_BYTES + 1, sha256: HASH }],
  ])('refuses as incomplete a manifest with a segment whose %s is %j', (field, value) => {
    expect(withSegment({ [field]: value })).toBe('incomplete');
  });

  it('accepts a segment of the greatest allowed size, and an empty segment', () => {
    expect(withSegment({ bytes: MAX_FILE_BYTES })).toMatchObject({
      segments: [READ_SEGMENT, { bytes: MAX_FILE_BYTES }],
    });
    expect(withSegment({ bytes: 0, count: 0 })).toMatchObject({ segments: [READ_SEGMENT, { count: 0 }] });
  });

  it.each([
    'https://other.example/segments/2026-07.json',
    '//other.example/segments/2026-07.json',
    'https://cdn.noligarchy.example/2026-07.json',
    'https://noligarchy.example:8443/2026-07.json',
    'https://noligarchy.example@other.example/2026-07.json',
  ])('refuses a file of another origin: %s', (url) => {
    expect(withSegment({ url })).toBe('other-origin');
    expect(withSegment({ texts: { url, bytes: 9, sha256: HASH } })).toBe('other-origin');
  });

  it.each([
    'http://noligarchy.example/2026-07.json',
    '/2026-07.json',
    'https://NOLIGARCHY.example:443/2026-07.json',
  ])('accepts a file of its own origin: %s', (url) => {
    expect(withSegment({ url })).toMatchObject({
      segments: [READ_SEGMENT, { url: 'https://noligarchy.example/2026-07.json' }],
    });
  });

  it.each([
    ['https://noligarchy.example', 'https://noligarchy.example/'],
    ['https://noligarchy.example/en/', 'https://noligarchy.example/en/'],
    ['https://noligarchy.example/en', 'https://noligarchy.example/en/'],
  ])('adds a missing slash to the address of the publication: %s', (url, home) => {
    expect(withPublication({ url })).toMatchObject({ publication: { url: home } });
  });

  it.each<[language: unknown]>([
    ['english language'],
    ['en_US'],
    ['x'],
    ['en-'],
    ['-en'],
    ['en-a'],
    ['en-US-US'],
    ['abcd'],
    ['<script>'],
    [7],
    [null],
  ])('returns no language that Intl rejects: %j', (language) => {
    const read = withPublication({ language }) as Manifest;
    expect(read.publication.name).toBe('NOLIGARCHY');
    expect(() => new Intl.DateTimeFormat(read.publication.language)).not.toThrow();
  });

  it.each(['en', 'de-CH', 'zh-Hant-TW', 'ks-Deva', 'es-419', 'de-1996'])(
    'keeps the language %s',
    (language) => {
      expect(withPublication({ language })).toMatchObject({ publication: { language } });
    },
  );

  it('ignores a lens without an id or a name, and invalid fields of a lens', () => {
    const lenses = [
      null,
      'power',
      { id: 'power' },
      { name: 'Power' },
      { id: 'money', name: 'Money', url: 'javascript:alert(1)', description: 7 },
    ];
    expect(readManifest({ ...RAW, lenses }, BASE)).toMatchObject({
      lenses: [{ id: 'money', name: 'Money' }],
    });
    expect(readManifest({ ...RAW, lenses: 'power', segments: [] }, BASE)).toMatchObject({
      lenses: [],
      segments: [],
    });
  });

  it('reads at most 200 lenses and 1,200 segments', () => {
    const raw = {
      ...RAW,
      lenses: Array(100_000).fill({ id: 'power', name: 'Power' }),
      segments: Array(100_000).fill(SEGMENT),
    };
    const read = readManifest(raw, BASE) as Manifest;
    expect([read.lenses.length, read.segments.length]).toEqual([200, 1200]);
  });
});
