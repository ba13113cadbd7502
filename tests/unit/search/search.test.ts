import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../lib/search/query/query.ts';
import { type Found, type SearchOptions, search } from '../../../lib/search/search.ts';
import { type Hit, SearchIndex } from '../../../lib/search/search-index.ts';
import { FIELDS, type Field, type SearchDocument } from '../../../lib/search/segments/fields.ts';
import { withDeleted } from '../../../lib/search/segments/merge-segments.ts';
import { tokensOf } from '../../../lib/search/words/tokens.ts';
import { holdsAsync } from '../properties.ts';
import { anyDocuments, documentWith, indexOf, liveSegment, WORDS } from './documents.ts';

/** Returns a function that reads documents from a list. */
function readFrom(documents: readonly SearchDocument[]): SearchOptions['read'] {
  return async (hits) => hits.flatMap(({ id }) => documents.find((document) => document.id === id) ?? []);
}

async function partsOf(
  documents: readonly SearchDocument[],
  query: string,
  options: Partial<SearchOptions> = {},
  index = indexOf(documents),
): Promise<Found[]> {
  const parts: Found[] = [];
  for await (const part of search(index, parseQuery(query), { read: readFrom(documents), ...options }))
    parts.push(part);
  return parts;
}

async function idsOf(...args: Parameters<typeof partsOf>): Promise<string[]> {
  return (await partsOf(...args)).flatMap(({ hits }) => hits.map(({ id }) => id));
}

const LIBRARY: readonly SearchDocument[] = [
  documentWith('dam', 'The government builds a dam on the river. Clean water gains value.', 'A dam'),
  documentWith(
    'talks',
    'Talks about water: the ministry gains leverage. Covid-19 and oil.',
    'Talks in Qatar',
  ),
  documentWith('arabic', 'عادت المحادثات والحكومة صامتة', 'محادثات'),
  documentWith('hindi', 'सरकार ने कीमत बढ़ाई', 'सरकार'),
  documentWith('chinese', '中国经济增长，政府表示满意。', '经济'),
  documentWith('thai', 'ประเทศไทยมีประชากรมาก', 'ประชากร'),
  documentWith('ukrainian', 'П’ять міністрів і новий закон', 'Закон'),
  documentWith('french', 'L’eau de l’État, côté préfecture', 'L’eau'),
];

describe('a search', () => {
  it.each<[query: string, ids: string[]]>([
    ['dam', ['dam']],
    ['WATER', ['dam', 'talks']],
    ['wat', ['dam', 'talks']],
    ['w', ['dam', 'talks']],
    ['water dam', ['dam']],
    ['water -dam', ['talks']],
    ['water -da', ['dam', 'talks']],
    [
      '-water -dam -"two words"',
      ['talks', 'arabic', 'hindi', 'chinese', 'thai', 'ukrainian', 'french'].slice(1),
    ],
    ['covid-19', ['talks']],
    ['oil?', ['talks']],
    ['goverment', ['dam']],
    ['talsk qatar', ['talks']],
    ['حكومة', ['arabic']],
    ['الحكومة', ['arabic']],
    ['والحكومة', ['arabic']],
    ['المحادثات', ['arabic']],
    ['محادثات', ['arabic']],
    ['सरकार', ['hindi']],
    ['सरका', ['hindi']],
    ['किमत', ['hindi']],
    ['中', ['chinese']],
    ['长', ['chinese']],
    ['中国', ['chinese']],
    ['中国经济', ['chinese']],
    ['中国政', []],
    ['政府 经济', ['chinese']],
    ['ประชากร', ['thai']],
    ['ประชา', ['thai']],
    ['ประเทศไทยมีประ', ['thai']],
    ["п'ять", ['ukrainian']],
    ['закон', ['ukrainian']],
    ['eau', ['french']],
    ['cote prefecture', ['french']],
    ['zebra', []],
    ['', LIBRARY.map(({ id }) => id)],
    ['… —', LIBRARY.map(({ id }) => id)],
  ])('for %j finds %j', async (query, ids) => {
    expect((await idsOf(LIBRARY, query)).sort()).toEqual(ids.toSorted());
  });

  it.each<[query: string, ids: string[]]>([
    ['"clean water"', ['dam']],
    ['"water clean"', []],
    ['"Water gains"', ['dam']],
    ['"the ministry gains leverage"', ['talks']],
    ['"the ministry gains lever"', []],
    ['"the ministry gains lever', ['talks']],
    ['"the ministry" "gains leverage" water', ['talks']],
    ['water -"clean water"', ['talks']],
    ['"الحكومة صامتة"', ['arabic']],
    ['"حكومة صامتة"', ['arabic']],
    ['"المحادثات صامتة"', []],
    ['"सरकार ने"', ['hindi']],
    ['"中国经济"', ['chinese']],
    ['"经济中国"', []],
    ['"中国 经济"', ['chinese']],
    ['"增长政府"', []],
    ['"增长 政府"', ['chinese']],
    ['"มีประชากร"', ['thai']],
    ['"état cote"', ['french']],
    ['"dam"', ['dam']],
    ['"da"', []],
  ])('for the phrase %j finds %j', async (query, ids) => {
    expect(await idsOf(LIBRARY, query)).toEqual(ids);
  });

  it('does not find a phrase across two fields, or across a line break', async () => {
    const documents = [documentWith('1', 'water\nand air', 'Clean')];
    expect(await idsOf(documents, '"clean water"')).toEqual([]);
    expect(await idsOf(documents, '"water and"')).toEqual([]);
    expect(await idsOf(documents, '"and air"')).toEqual(['1']);
  });

  it('puts headlines first, then whole words, then the newest analyses', async () => {
    const documents = [
      documentWith('old text', 'water', '', 1),
      documentWith('new text', 'water', '', 2),
      documentWith('newest beginning', 'waters', '', 3),
      documentWith('old headline', '', 'water', 1),
      documentWith('new headline', '', 'water', 2),
    ];
    const order = ['new headline', 'old headline', 'new text', 'old text', 'newest beginning'];
    for (const perSegment of [1, 2, 500])
      expect(await idsOf(documents, 'water', {}, indexOf(documents, perSegment))).toEqual(order);
  });

  it('orders matches by their fields', async () => {
    const documents = FIELDS.map(
      (field): SearchDocument => ({ id: field, day: 0, texts: { [field]: ['water'] } }),
    );
    expect(await idsOf(documents, 'water')).toEqual([
      ...['headline', 'labels', 'note', 'highlights', 'topics', 'outlet', 'summary', 'text'],
    ]);
  });

  it('searches only some fields, if asked', async () => {
    const documents: SearchDocument[] = [
      { id: 'note', day: 0, texts: { note: ['clean water'], text: ['dirty oil'] } },
      { id: 'text', day: 0, texts: { note: ['dirty oil'], text: ['clean water'] } },
    ];
    const fields: Field[] = ['note', 'highlights'];
    expect(await idsOf(documents, 'water', { fields })).toEqual(['note']);
    expect(await idsOf(documents, '"clean water"', { fields })).toEqual(['note']);
  });

  it('corrects a word only if no document contains it, and reports the correction', async () => {
    const documents = [documentWith('right', 'government'), documentWith('typo', 'govermnent')];
    expect(await partsOf(documents, 'goverment')).toMatchObject([
      { corrections: [{ word: 'goverment', instead: ['government', 'govermnent'].sort() }] },
    ]);
    expect(await partsOf(documents, 'govermnent')).toEqual([
      { hits: [{ id: 'typo', kind: 'saved' }], corrections: [], total: 1, isLast: true },
    ]);
    expect(await idsOf(documents, '"goverment"')).toEqual([]);
    expect(await idsOf(documents, '-goverment')).toEqual(['right', 'typo']);
  });

  it('corrects at most four words of a query, and looks up only a limited number of words', async () => {
    const words = ['river', 'minister', 'court', 'election', 'budget', 'security'];
    const documents = [documentWith('1', words.join(' '))];
    const typed = words.map((word) => `${word.slice(0, 2)}x${word.slice(2)}`);
    expect(await idsOf(documents, typed.slice(0, 4).join(' '))).toEqual(['1']);
    expect(await idsOf(documents, typed.slice(0, 5).join(' '))).toEqual([]);
    const many = Array(8).fill('一二三四五六七八九十');
    const long = documentWith('1', many.join('。'));
    expect(await idsOf([long], [...many.slice(0, 6), 'nowhere'].join(' '))).toEqual([]);
    expect(await idsOf([long], [...many, 'nowhere'].join(' '))).toEqual(['1']);
  });

  it('corrects a word that only deleted documents contain', async () => {
    const live = liveSegment([documentWith('gone', 'goverment'), documentWith('kept', 'government')]);
    const index = new SearchIndex([{ ...live, deleted: withDeleted(live.deleted, 0) }]);
    expect(await idsOf([], 'goverment', {}, index)).toEqual(['kept']);
    expect(await idsOf([], '', {}, index)).toEqual(['kept']);
    // The typed word is closer to the word of the deleted document than to the word of the other document.
    expect(await idsOf([], 'govermnt', {}, index)).toEqual(['kept']);
  });

  it('shows a saved analysis, not its card', async () => {
    const card = (id: string): SearchDocument => documentWith(id, '', 'water');
    const index = new SearchIndex([
      liveSegment([card('both'), card('card')], 'card'),
      liveSegment([card('both'), card('saved')]),
    ]);
    const [part] = await partsOf([], 'water', {}, index);
    expect(part?.hits).toEqual([
      { id: 'card', kind: 'card' },
      { id: 'both', kind: 'saved' },
      { id: 'saved', kind: 'saved' },
    ]);
  });

  it('leaves out documents that the filter refuses', async () => {
    expect(await idsOf(LIBRARY, 'water', { accepts: ({ id }) => id !== 'dam' })).toEqual(['talks']);
  });

  it('reads texts only for phrases, in blocks, the best documents first', async () => {
    const documents = Array.from({ length: 120 }, (_, n) =>
      documentWith(String(n), n % 2 === 0 ? 'clean water' : 'water clean', '', n),
    );
    const read: string[][] = [];
    const options = {
      read: async (hits: readonly Hit[]) => {
        read.push(hits.map(({ id }) => id));
        return readFrom(documents)(hits);
      },
    };
    await partsOf(documents, 'clean water', options);
    expect(read).toEqual([]);
    const parts = await partsOf(documents, '"clean water"', options);
    expect(parts.map(({ hits, total, isLast }) => [hits.length, total, isLast])).toEqual([
      [25, undefined, false],
      [25, undefined, false],
      [10, 60, true],
    ]);
    expect(read.map((ids) => ids.length)).toEqual([50, 50, 20]);
    expect(read[0]?.[0]).toBe('119');
    expect(parts[0]?.hits[0]?.id).toBe('118');
  });

  it('leaves out a document whose text no longer exists, if the query has a phrase', async () => {
    const read = async (): Promise<SearchDocument[]> => [];
    expect(await idsOf(LIBRARY, '"clean water"', { read })).toEqual([]);
  });

  it('finds nothing in an empty search index', async () => {
    expect(await partsOf([], 'water', {}, new SearchIndex())).toEqual([
      { hits: [], corrections: [], total: 0, isLast: true },
    ]);
    expect(await partsOf([], '"a b"', {}, new SearchIndex())).toEqual([
      { hits: [], corrections: [], total: 0, isLast: true },
    ]);
  });
});

/**
 * Reads all texts. Returns the ids of the documents that contain, for each of the words, the word itself or a longer
 * word that begins with it.
 */
function foundByReading(documents: readonly SearchDocument[], words: readonly string[]): string[] {
  return documents
    .filter(({ texts }) => {
      const own = Object.values(texts).flat().flatMap(tokensOf);
      return words.every((word) => own.some((token) => token.word.startsWith(word)));
    })
    .map(({ id }) => id)
    .sort();
}

describe('every search', () => {
  const simple = WORDS.map((word) => tokensOf(word)).flatMap(([token, ...others]) =>
    token && others.length === 0 ? [token.word] : [],
  );

  it('finds what a reading of all texts finds, with segments of any size', async () => {
    await holdsAsync(
      fc.asyncProperty(
        anyDocuments,
        fc.array(fc.constantFrom(...simple), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 13 }),
        async (documents, words, perSegment) => {
          const expected = foundByReading(documents, words);
          const index = indexOf(documents, perSegment);
          const parts = await partsOf(documents, words.join(' '), {}, index);
          const isCorrected = parts.some(({ corrections }) => corrections.length > 0);
          const found = parts.flatMap(({ hits }) => hits.map(({ id }) => id)).sort();
          // The search corrects a word only if no document contains it or a longer word that begins with it.
          expect(isCorrected ? [] : found).toEqual(expected);
        },
      ),
      200,
    );
  });

  it('finds the same documents in the same order, whatever the sizes of the segments', async () => {
    await holdsAsync(
      fc.asyncProperty(
        anyDocuments,
        fc.array(fc.constantFrom(...WORDS, '"gains leverage"', '-water', 'govrnment'), { maxLength: 3 }),
        fc.integer({ min: 1, max: 5 }),
        async (documents, words, perSegment) => {
          const query = words.join(' ');
          const whole = await partsOf(documents, query);
          expect(await partsOf(documents, query, {}, indexOf(documents, perSegment))).toEqual(whole);
        },
      ),
      200,
    );
  });
});
