import { createRequire } from 'node:module';
import { documentOf } from '../../lib/search/documents.ts';
import { keepIndex, type SearchSources } from '../../lib/search/keep-index.ts';
import { excerptOf, markerOf } from '../../lib/search/mark-words.ts';
import { parseQuery } from '../../lib/search/query/query.ts';
import { search } from '../../lib/search/search.ts';
import { SearchIndex } from '../../lib/search/search-index.ts';
import type { SearchDocument } from '../../lib/search/segments/fields.ts';
import { StoredIndex } from '../../lib/search/stored-index.ts';
import { article } from './articles.ts';
import { type BudgetName, PHRASE, QUERIES } from './budgets.ts';
import { type Measured, measured, outcomes, print, quantile, summary } from './report.ts';
import { MemoryStore } from './search-store.ts';

/**
 * Measures the search in Node, without a browser: `node --expose-gc tests/bench/search-speed.ts 10000`. A second
 * argument names a folder with `minisearch` in its `node_modules`, which is then measured for comparison. Long work is
 * measured in CPU time of this thread, because other programs affect it less than clock time. One answer is too short
 * to be timed, so the average of several answers counts.
 */

const COUNT = Number(process.argv[2] ?? 10_000);
const RIVALS = process.argv[3];
/** The number of documents to which the budgets apply. */
const REFERENCE = 10_000;
const REPETITIONS = 15;
/** Number of documents for MiniSearch. For all documents, it would need several gigabytes of memory. */
const RIVAL_COUNT = Math.min(COUNT, 4000);

const EXAMPLES: Readonly<Record<(typeof QUERIES)[number], readonly string[]>> = {
  'one letter': ['t', 's', 'd', 'a', 'c', 'в', 'ا', 'स', '政'],
  'two letters': ['th', 'co', 'de', 'пе', 'ال', 'सर', '中国'],
  'a word': [
    'government',
    'ministerio',
    'Regierung',
    'закон',
    'قانون',
    'सरकार',
    '法律',
    'leverage',
    'sécurité',
  ],
  'several words': [
    'government leverage',
    'power court river',
    'ley poder agua',
    'the of to and',
    '政府 法律',
  ],
  'a misspelt word': ['goverment', 'minsterio', 'Regierugn', 'leverrage', 'законн', 'oversigth', 'zzzzzzzzz'],
};
/** Memory of the cached forms of words when their cache is full (MB). */
const KNOWN_FORMS_MB = 15;
const PHRASES = [
  '"in the"',
  '"of the"',
  '"government would"',
  '"de la"',
  '"中国政府"',
  '"gains leverage over"',
];

const cpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
const isReference = COUNT === REFERENCE;
const inBudget = (name: BudgetName, value: number, of?: string): Measured =>
  measured(name, value, of, isReference);

const documents = Array.from({ length: COUNT }, (_, n): SearchDocument => {
  const { card, text } = article(n);
  return documentOf(card, text, {
    labels: n % 5 === 0 ? ['my project'] : [],
    note: n % 11 === 0 ? `A note about ${card.headline}` : undefined,
  });
});
const byId = new Map(documents.map((document) => [document.id, document]));
const sources: SearchSources = {
  savedIds: async () => [...byId.keys()],
  cards: async () => [],
  read: async (hits) => hits.flatMap(({ id }) => byId.get(id) ?? []),
};

const store = new MemoryStore();
print(`Search, ${COUNT.toLocaleString('en')} articles in nine languages`, [
  ...(await building()),
  ...(await loading()),
]);
const index = await new StoredIndex(store).refresh();
print('Search, answers', await answering(index));
print('Search, one save', await saving());
await rivals();
if (process.send) process.send(outcomes);
else {
  const { lines, isKept } = summary(['search'], outcomes);
  console.log(`\n${lines.join('\n')}`);
  process.exitCode = isKept ? 0 : 1;
}

function heap(): number {
  // Collect twice: buffers are freed only after the objects that hold them.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function building(): Promise<Measured[]> {
  const stored = new StoredIndex(store);
  const start = cpu();
  let longest = 0;
  let complete = 0;
  let slice = start;
  const pause = async (): Promise<void> => {
    longest = Math.max(longest, cpu() - slice);
    slice = cpu();
  };
  const onCommit = (): void => {
    if (stored.isComplete && complete === 0) complete = cpu() - start;
  };
  await keepIndex(stored, sources, { pause, onCommit });
  const all = cpu() - start;
  return [
    { what: 'built and complete', value: complete / 1000, unit: 's' },
    inBudget('search in Node: index built and merged', all / 1000),
    inBudget('search in Node: longest time without a pause', longest),
    { what: '  segments', value: stored.index.segments.length, unit: '' },
    inBudget('search in Node: index on disk', store.bytes / 1e6),
    { what: '  written until then', value: store.written / 1e6, unit: 'MB' },
  ];
}

async function loading(): Promise<Measured[]> {
  const times: number[] = [];
  for (let n = 0; n < 5; n++) {
    const start = performance.now();
    const stored = await new StoredIndex(store).refresh();
    // Reading `shown` computes the documents that searches show. The first search needs them, so this time counts too.
    times.push(performance.now() - start + (stored.shown.length > 0 ? 0 : Number.NaN));
  }
  const before = heap();
  const loaded = await new StoredIndex(store).refresh();
  const memory = (heap() - before) / 1e6;
  return [
    inBudget('search in Node: index loaded, median', quantile(times, 0.5)),
    { what: '  first time', value: times[0] ?? Number.NaN, unit: 'ms' },
    // Without `--expose-gc`, the figure would include memory that is no longer in use, so it does not count.
    inBudget(
      'search in Node: index in memory',
      loaded.size > 0 && globalThis.gc ? memory + KNOWN_FORMS_MB : Number.NaN,
    ),
  ];
}

/** Runs a query, and returns the number of documents found in the first part of the answer or in all parts. */
async function asked(of: SearchIndex, text: string, part: 'first' | 'all'): Promise<number> {
  let hits = 0;
  for await (const found of search(of, parseQuery(text), { read: sources.read })) {
    hits += found.hits.length;
    if (part === 'first') break;
  }
  return hits;
}

/**
 * Returns how long a query takes on average (ms of CPU time), how long it takes the first time (ms by the clock), and
 * how many documents it finds.
 */
async function timed(
  { segments }: SearchIndex,
  text: string,
  part: 'first' | 'all' = 'all',
  times = REPETITIONS,
): Promise<{ readonly average: number; readonly first: number; readonly hits: number }> {
  // An index caches the corrections of misspelt words, so each measurement uses a new index.
  const indexes = Array.from({ length: times }, () => new SearchIndex(segments));
  if (indexes.some(({ shown }) => shown.length === 0)) throw new Error('Nothing was indexed.');
  const clock = performance.now();
  const hits = await asked(new SearchIndex(segments), text, part);
  const first = performance.now() - clock;
  const start = cpu();
  for (const of of indexes) await asked(of, text, part);
  return { average: (cpu() - start) / times, first, hits };
}

async function answering(of: SearchIndex): Promise<Measured[]> {
  const { first } = await timed(of, 't', 'all', 1);
  const lines: Measured[] = [{ what: 'the very first answer', value: first, unit: 'ms' }];
  for (const kind of QUERIES) {
    const answers: Awaited<ReturnType<typeof timed>>[] = [];
    for (const query of EXAMPLES[kind]) answers.push(await timed(of, query));
    const times = answers.map(({ average }) => average);
    const hits = Math.max(...answers.map((answer) => answer.hits));
    lines.push(
      inBudget('search in Node: answer, median query', quantile(times, 0.5), kind),
      inBudget('search in Node: answer, worst query', Math.max(...times), kind),
      {
        what: '  worst query, the first time',
        value: Math.max(...answers.map((answer) => answer.first)),
        unit: 'ms',
      },
      { what: '  most articles found', value: hits, unit: '' },
    );
  }
  const firstParts: number[] = [];
  for (const query of PHRASES) {
    const first = await timed(of, query, 'first');
    const all = await timed(of, query, 'all', 3);
    firstParts.push(first.average);
    lines.push(
      { what: `the phrase ${query}, first part`, value: first.average, unit: 'ms' },
      { what: `  all parts (${all.hits} found)`, value: all.average, unit: 'ms' },
    );
  }
  lines.push(inBudget('search in Node: answer, worst query', Math.max(...firstParts), PHRASE));
  return [...lines, ...marking()];
}

function marking(): Measured[] {
  const rows = documents.slice(0, 60);
  const times = ['th government', 'of water', 'power law'].map((query) => {
    const mark = markerOf(parseQuery(query));
    const start = performance.now();
    for (const { texts } of rows) {
      mark(texts.headline?.[0] ?? '');
      excerptOf(texts.text ?? [], mark, 160);
    }
    return performance.now() - start;
  });
  return [
    {
      what: '60 rows marked, with excerpts from their texts, median',
      value: quantile(times, 0.5),
      unit: 'ms',
    },
    { what: '  first time', value: times[0] ?? Number.NaN, unit: 'ms' },
  ];
}

async function saving(): Promise<Measured[]> {
  const times: number[] = [];
  const written: number[] = [];
  const stored = new StoredIndex(store);
  await stored.refresh();
  for (let n = 0; n < 30; n++) {
    const { card, text } = article(COUNT + n);
    byId.set(card.id, documentOf(card, text));
    await store.queue.put({ id: card.id, change: n, queuedAt: n });
    const [before, start] = [store.written, performance.now()];
    // Count only the first commit, because merging happens later.
    let isFirst = true;
    await keepIndex(stored, sources, {
      pause: async () => undefined,
      onCommit: () => {
        if (!isFirst) return;
        isFirst = false;
        times.push(performance.now() - start);
        written.push(store.written - before);
      },
    });
  }
  return [
    inBudget('search in Node: one save searchable, median', quantile(times, 0.5)),
    { what: '  worst', value: Math.max(...times), unit: 'ms' },
    inBudget('search in Node: one save written, worst', Math.max(...written) / 1000),
  ];
}

async function rivals(): Promise<void> {
  const texts = documents.map(({ texts }) => Object.values(texts).flat().join('\n').toLowerCase());
  const times: number[] = [];
  for (const query of Object.values(EXAMPLES).flat()) {
    const start = performance.now();
    const words = query.toLowerCase().split(' ');
    texts.filter((text) => words.every((word) => text.includes(word)));
    times.push(performance.now() - start);
  }
  print('Rival: includes() of all texts, folded before and held in memory', [
    { what: 'a query, median', value: quantile(times, 0.5), unit: 'ms' },
    { what: '  worst', value: Math.max(...times), unit: 'ms' },
    {
      what: '  characters in memory',
      value: texts.reduce((sum, { length }) => sum + length, 0) / 1e6,
      unit: 'M',
    },
  ]);
  if (RIVALS) print(`Rival: MiniSearch, ${RIVAL_COUNT.toLocaleString('en')} articles`, miniSearch(RIVALS));
}

/** The part of MiniSearch that is measured. */
interface MiniSearchIndex {
  addAll(documents: readonly object[]): void;
  search(query: string, options: object): readonly unknown[];
}

function miniSearch(folder: string): Measured[] {
  const Rival = createRequire(`${folder}/`)('minisearch') as {
    new (options: object): MiniSearchIndex;
    loadJSON(json: string, options: object): MiniSearchIndex;
  };
  const options = { fields: ['headline', 'summary', 'text', 'outlet', 'topics'] };
  const records = documents.slice(0, RIVAL_COUNT).map(({ id, texts }) => ({
    id,
    ...Object.fromEntries(options.fields.map((field) => [field, texts[field as 'text']?.join('\n') ?? ''])),
  }));
  const before = heap();
  let start = cpu();
  const rival = new Rival(options);
  rival.addAll(records);
  const built = cpu() - start;
  const memory = heap() - before;
  const json = JSON.stringify(rival);
  start = cpu();
  Rival.loadJSON(json, options);
  const loaded = cpu() - start;
  const times: number[] = [];
  for (const query of Object.values(EXAMPLES).flat()) {
    start = performance.now();
    rival.search(query, { prefix: true, fuzzy: 0.2, combineWith: 'AND', boost: { headline: 5 } });
    times.push(performance.now() - start);
  }
  return [
    { what: 'built', value: built / 1000, unit: 's' },
    { what: 'memory', value: memory / 1e6, unit: 'MB' },
    { what: 'as JSON', value: json.length / 1e6, unit: 'MB' },
    { what: 'loaded from JSON', value: loaded, unit: 'ms' },
    { what: 'a query, median', value: quantile(times, 0.5), unit: 'ms' },
    { what: '  worst', value: Math.max(...times), unit: 'ms' },
  ];
}
