import { isProbablyReaderable } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import normalizeUrl from 'normalize-url';
import puppeteer, { type Browser } from 'puppeteer-core';
import { TidyCleaner } from 'tidy-url';
import { urlKey } from '../../lib/address/url-keys.ts';
import { findBrowser } from '../browsers.ts';
import { distinctAddresses, hasCorpus, type PageRecord, pageRecords, pageText } from '../corpus/corpus.ts';
import {
  type ArticleFigures,
  isToldArticle,
  type KeyOf,
  measureAddresses,
  measureAmpWithCanonical,
  measureArticles,
  measureContradictions,
  measureHeadlines,
  measurePages,
  measureWholeWay,
  type ReadPage,
  readPages,
  type Share,
  shareOf,
} from '../corpus/measure.ts';
import { bundled } from './bundle.ts';
import { print, quantile } from './report.ts';

/** Every so many-th page is given to what needs the whole document: building it takes a hundred times as long as reading its head. */
const SAMPLE = 10;
/** At most so many pages the content script is timed on, in a real browser. */
const TIMED = 200;

/**
 * Content scripts live in a world of their own, in which everything is done for the first time. The script is timed in so many fresh worlds
 * of each page and the least counts: what else the machine does meanwhile is not the script's time.
 */
const WORLDS = 3;

/** Prints how right detection is on real pages, with other makers' figures from the same run. */
export async function measureCorpus(): Promise<void> {
  if (!hasCorpus()) {
    console.log('\nNo corpus of real pages beside the project: detection is not measured.');
    return;
  }
  printKeys();
  const pages = readPages();
  printPages(pages);
  printArticles(pages);
  await printMatches(pages);
  await printContentScript();
}

const TUNED = {
  stripProtocol: true,
  stripHash: true,
  removeDirectoryIndex: true,
  removeQueryParameters: [/^utm_\w+/i, 'fbclid', 'gclid', 'ref', 'amp', 'outputType'],
};

const tidyCleaner = new TidyCleaner();
// In 1.18.3 the option means its opposite: it prints unless this is `false`.
tidyCleaner.config.silent = false;

const KEYS: readonly (readonly [name: string, keyOf: KeyOf])[] = [
  ['Civic Lens', urlKey],
  ['normalize-url 10, default', orNothing((address) => normalizeUrl(address))],
  ['normalize-url 10, tuned', orNothing((address) => normalizeUrl(address, TUNED))],
  ['tidy-url 1.18', orNothing((address) => tidy(address))],
  ['tidy-url 1.18, then normalize-url tuned', orNothing((address) => normalizeUrl(tidy(address), TUNED))],
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
      told(figures.byString),
      told(figures.ampByString),
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
  console.log(`  AMP forms with the page's canonical: ${told(measureAmpWithCanonical())}`);
}

function printPages(pages: readonly ReadPage[]): void {
  const { identities, claims, badClaims } = measurePages(pages);
  // What a reader of claims without judgement would do: takes all, right and wrong.
  const believing = pages.filter(({ record }) => record.isArticle);
  const wrong = believing.reduce((sum, { record }) => sum + record.badClaims.length, 0);
  table(
    'Claims of article pages',
    ['', 'right addresses found', 'wrong claims accepted', 'pages with all addresses'],
    [
      ['Civic Lens', told(claims), `${badClaims.accepted.length} of ${badClaims.of}`, told(identities)],
      ['believing every claim', '', `${wrong} of ${badClaims.of}`, ''],
    ],
  );
}

function printArticles(pages: readonly ReadPage[]): void {
  const row = (name: string, { news, articles, fronts, others }: ArticleFigures, time = ''): string[] => [
    name,
    told(news),
    told(articles),
    told(fronts),
    told(others),
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
    'Article or not (rightly told)',
    ['', 'news', 'all articles', 'home and section pages', 'all others', 'ms, median'],
    [
      row('Civic Lens', measureArticles(pages, isToldArticle)),
      row(`Civic Lens, every ${SAMPLE}th page`, measureArticles(sampled, isToldArticle)),
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
    'The whole way, half of the articles in the index',
    ['', ''],
    [
      ['in the index: matched', told(inIndex)],
      ['not in the index: left alone', told(notInIndex)],
      ['no article: left alone', told(nonArticles)],
      ['headline of another article: told apart', told(others)],
      ['own headline, edited or not: not contradicted', told(own)],
      [
        'related by headline',
        `precision ${headlines.precision.toFixed(3)}, recall ${headlines.recall.toFixed(3)}`,
      ],
    ],
  );
}

/** What the content script does on a page of an outlet, in Chromium, in a fresh world, scripts and network of the page blocked. */
async function printContentScript(): Promise<void> {
  const executablePath = findBrowser('chromium');
  if (!executablePath) {
    console.log('\nNo Chromium: the content script is not timed.');
    return;
  }
  const script = await contentScript();
  const records = pageRecords().filter(({ grade, url }) => grade === 'news' && url);
  const every = Math.max(1, Math.ceil(records.length / TIMED));
  const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox'] });
  const times: number[] = [];
  try {
    for (const [n, record] of records.entries())
      if (n % every === 0) times.push(...(await readingTime(browser, record, script)));
  } finally {
    await browser.close();
  }
  print(`Content script on ${times.length} news pages`, [
    { what: 'reading the page, median', value: quantile(times, 0.5), unit: 'ms', budget: 1 },
    { what: '  p99', value: quantile(times, 0.99), unit: 'ms', budget: 5 },
  ]);
}

/** Empty where the browser would not load the page, or the page went elsewhere by itself. */
async function readingTime(browser: Browser, record: PageRecord, script: string): Promise<number[]> {
  const page = await browser.newPage();
  try {
    await page.setJavaScriptEnabled(false);
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return void request.abort();
      void request.respond({ contentType: 'text/html; charset=utf-8', body: pageText(record) });
    });
    await page.goto(record.url ?? '', { waitUntil: 'domcontentloaded' });
    const session = await page.createCDPSession();
    const { frameTree } = await session.send('Page.getFrameTree');
    const times: number[] = [];
    for (let world = 0; world < WORLDS; world++) {
      const { executionContextId } = await session.send('Page.createIsolatedWorld', {
        frameId: frameTree.frame.id,
        worldName: `content script ${world}`,
      });
      const { result } = await session.send('Runtime.evaluate', {
        expression: script,
        contextId: executionContextId,
      });
      times.push(Number(result.value));
    }
    return [Math.min(...times)];
  } catch {
    return [];
  } finally {
    await page.close();
  }
}

/** The reading part of the content script, as an expression that tells how long it took (ms). */
async function contentScript(): Promise<string> {
  const code = await bundled('lib/identity/read-identity.ts', 'identity');
  return `(() => {
    const start = performance.now();
    ${code}
    identity.readPage(document, location.href, location.href);
    return performance.now() - start;
  })()`;
}

function tidy(address: string): string {
  return tidyCleaner.clean(address).url;
}

/** Other makers throw where they find no address. */
function orNothing(keyOf: (address: string) => string): KeyOf {
  return (address) => {
    try {
      return keyOf(address);
    } catch {
      return undefined;
    }
  };
}

function told(share: Share): string {
  return `${share.good} of ${share.of} (${(shareOf(share) * 100).toFixed(1)} %)`;
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((cell, n) => Math.max(cell.length, ...rows.map((row) => row[n]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join('   ')}`;
  console.log(`\n${title}`);
  for (const cells of [head, ...rows]) if (cells.some(Boolean)) console.log(line(cells));
}
