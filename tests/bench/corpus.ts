import { isProbablyReaderable } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import normalizeUrl from 'normalize-url';
import { TidyCleaner } from 'tidy-url';
import { urlKey } from '../../lib/address/url-keys.ts';
import { distinctAddresses, hasCorpus, NO_CORPUS, type PageRecord, pageText } from '../corpus/corpus.ts';
import {
  type ArticleFigures,
  isJudgedArticle,
  type KeyOf,
  measureArticles,
  type ReadPage,
  readPages,
  type Share,
  shareOf,
} from '../corpus/measure.ts';
import { measureAddresses, measureAmpWithCanonical } from '../corpus/measure-addresses.ts';
import { measureContradictions, measurePages } from '../corpus/measure-claims.ts';
import { measureHeadlines, measureWholeWay } from '../corpus/measure-matching.ts';
import { quantile } from './report.ts';

/**
 * The bench runs `isProbablyReaderable` only on every tenth page, because that function needs the whole document.
 * Building the document takes a hundred times as long as reading the head.
 */
const SAMPLE = 10;

/** Prints how accurate detection is on real pages, compared with other libraries. Fails without the corpus. */
export async function measureCorpus(): Promise<void> {
  if (!hasCorpus()) throw new Error(NO_CORPUS);
  printKeys();
  const pages = readPages();
  printPages(pages);
  printArticles(pages);
  await printMatches(pages);
}

const TUNED = {
  stripProtocol: true,
  stripHash: true,
  removeDirectoryIndex: true,
  removeQueryParameters: [/^utm_\w+/i, 'fbclid', 'gclid', 'ref', 'amp', 'outputType'],
};

const tidyCleaner = new TidyCleaner();
// In version 1.18.3, this option is inverted: the library prints unless `silent` is `false`.
tidyCleaner.config.silent = false;

const KEYS: readonly (readonly [name: string, keyOf: KeyOf])[] = [
  ['Civic Lens', urlKey],
  ['normalize-url 10, default', undefinedOnError((address) => normalizeUrl(address))],
  ['normalize-url 10, tuned', undefinedOnError((address) => normalizeUrl(address, TUNED))],
  ['tidy-url 1.18', undefinedOnError((address) => tidy(address))],
  [
    'tidy-url 1.18, then normalize-url tuned',
    undefinedOnError((address) => normalizeUrl(tidy(address), TUNED)),
  ],
];

function printKeys(): void {
  const addresses = distinctAddresses();
  const rows = KEYS.map(([name, keyOf]) => {
    const figures = measureAddresses(keyOf);
    const start = performance.now();
    for (const address of addresses) keyOf(address);
    const micro = ((performance.now() - start) / addresses.length) * 1000;
    return [
      name,
      formatShare(figures.byString),
      formatShare(figures.ampByString),
      `${figures.notSame.merged.length} of ${figures.notSame.of}`,
      `${figures.wronglyMerged.length} of ${figures.addresses.toLocaleString('en')}`,
      micro.toFixed(1),
    ];
  });
  table(
    'URL keys',
    ['', 'same, by string', 'AMP forms', 'not same, merged', 'distinct, merged', 'µs each'],
    rows,
  );
  console.log(`  AMP forms with the page's canonical: ${formatShare(measureAmpWithCanonical())}`);
}

function printPages(pages: readonly ReadPage[]): void {
  const { identities, claims, badClaims } = measurePages(pages);
  // For comparison: a program that believes every claim accepts all wrong claims.
  const believing = pages.filter(({ record }) => record.isArticle);
  const wrong = believing.reduce((sum, { record }) => sum + record.badClaims.length, 0);
  table(
    'Claims of article pages',
    ['', 'right addresses found', 'wrong claims accepted', 'pages with all addresses'],
    [
      [
        'Civic Lens',
        formatShare(claims),
        `${badClaims.accepted.length} of ${badClaims.of}`,
        formatShare(identities),
      ],
      ['believing every claim', '', `${wrong} of ${badClaims.of}`, ''],
    ],
  );
}

function printArticles(pages: readonly ReadPage[]): void {
  const row = (name: string, { news, articles, fronts, others }: ArticleFigures, time = ''): string[] => [
    name,
    formatShare(news),
    formatShare(articles),
    formatShare(fronts),
    formatShare(others),
    time,
  ];
  const sampled = pages.filter((_, n) => n % SAMPLE === 0);
  const times: number[] = [];
  const readerable = new Map<PageRecord, boolean>();
  for (const { record } of sampled) {
    const { document } = parseHTML(pageText(record));
    const start = performance.now();
    readerable.set(record, isProbablyReaderable(document as unknown as Document));
    times.push(performance.now() - start);
  }
  table(
    'Article or not (judged rightly)',
    ['', 'news', 'all articles', 'home and section pages', 'all others', 'ms, median'],
    [
      row('Civic Lens', measureArticles(pages, isJudgedArticle)),
      row(`Civic Lens, every ${SAMPLE}th page`, measureArticles(sampled, isJudgedArticle)),
      row(
        `isProbablyReaderable, every ${SAMPLE}th page`,
        measureArticles(sampled, ({ record }) => readerable.get(record) ?? false),
        quantile(times, 0.5).toFixed(2),
      ),
    ],
  );
}

async function printMatches(pages: readonly ReadPage[]): Promise<void> {
  const { inIndex, notInIndex, nonArticles } = await measureWholeWay(pages);
  const { own, others } = measureContradictions(pages);
  const headlines = await measureHeadlines();
  table(
    'Detection with half of the articles in the index',
    ['', ''],
    [
      ['in the index: matched', formatShare(inIndex)],
      ['not in the index: left alone', formatShare(notInIndex)],
      ['no article: left alone', formatShare(nonArticles)],
      ['headline of another article: told apart', formatShare(others)],
      ['own headline, edited or not: not contradicted', formatShare(own)],
      [
        'related by headline',
        `precision ${headlines.precision.toFixed(3)}, recall ${headlines.recall.toFixed(3)}`,
      ],
    ],
  );
}

function tidy(address: string): string {
  return tidyCleaner.clean(address).url;
}

/** Makes a function of another library return `undefined` instead of throwing. The address then has no key. */
function undefinedOnError(keyOf: (address: string) => string): KeyOf {
  return (address) => {
    try {
      return keyOf(address);
    } catch {
      return undefined;
    }
  };
}

function formatShare(share: Share): string {
  return `${share.good} of ${share.of} (${(shareOf(share) * 100).toFixed(1)} %)`;
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((cell, n) => Math.max(cell.length, ...rows.map((row) => row[n]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join('   ')}`;
  console.log(`\n${title}`);
  for (const cells of [head, ...rows]) if (cells.some(Boolean)) console.log(line(cells));
}
