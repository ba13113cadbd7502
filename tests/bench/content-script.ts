import puppeteer, { type Browser, type CDPSession } from 'puppeteer-core';
import { browserPath } from '../browsers.ts';
import { hasCorpus, NO_CORPUS, pageRecords, pageText } from '../corpus/corpus.ts';
import { bundled } from './bundle.ts';
import { type Measured, measured, print, quantile } from './report.ts';

/** Maximum number of pages on which the content script is timed in a real browser. */
const MAX_PAGES = 200;
/**
 * Number of isolated worlds in which each script runs, for each page and throttling rate. A content script runs in such
 * a world, in which nothing is compiled or cached yet. The median of the times counts, because other programs also use
 * the processor, and throttling makes its speed uneven.
 */
const WORLDS = 9;
/** Orders of the two scripts. The orders alternate, because the first script also fills the caches of the browser. */
const TURNS = [
  ['ours', 'readerable'],
  ['readerable', 'ours'],
] as const;
/** Throttling of the processor: 1 is full speed, 4 is four times slower. */
const RATES = [1, 4] as const;

/** Hostile pages. Each contains a huge number of elements, or a huge text, of a kind that the script reads. */
const HOSTILE: readonly (readonly [what: string, html: () => string])[] = [
  ['100,000 elements', () => '<p><b>word</b> word</p>'.repeat(50_000)],
  ['elements nested 100,000 deep', () => '<div>'.repeat(100_000)],
  ['10 MB of JSON-LD', () => jsonLd(`{"@type":"NewsArticle","headline":"${'word '.repeat(2_000_000)}"}`)],
  ['100,000 pieces of JSON-LD', () => jsonLd('{"@type":"NewsArticle"}').repeat(100_000)],
  ['100,000 canonicals', () => '<link rel="canonical" href="/story">'.repeat(100_000)],
  ['a headline of 10 MB', () => `<h1>${'word '.repeat(2_000_000)}</h1>`],
];

/**
 * Headers that make a document cross-origin isolated. In other documents, clocks have a resolution of only 0.1 ms.
 * @see https://developer.mozilla.org/en-US/docs/Web/API/Performance/now#security_requirements
 */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

interface Scripts {
  readonly ours: string;
  readonly readerable: string;
}

/** The cost of the scripts on one page. */
interface Cost {
  /** Median durations of the content script (ms), keyed by throttling rate. */
  readonly ours: ReadonlyMap<number, number>;
  /** Median durations of `isProbablyReaderable` (ms), keyed by throttling rate. */
  readonly readerable: ReadonlyMap<number, number>;
  /** Number of layouts and style recalculations that the content script caused. */
  readonly layouts: number;
}

/**
 * Times the content script in Chromium on real news pages, each time in a new isolated world, without the page's own
 * scripts and network. Compares it with the check that Firefox's reader view makes on every page. Also times both on
 * hostile pages. Fails without the corpus of real pages.
 */
export async function measureContentScript(): Promise<void> {
  const executablePath = await browserPath('chromium');
  const scripts: Scripts = {
    ours: timed(
      await bundled('lib/page/read-identity.ts', 'identity'),
      'identity.readPage(document, location.href, location.href)',
    ),
    readerable: timed(
      await bundled('tests/bench/readerable.ts', 'readerable'),
      'readerable.isProbablyReaderable(document)',
    ),
  };
  const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    await measureHostilePages(browser, scripts);
    if (!hasCorpus()) throw new Error(NO_CORPUS);
    await measureRealPages(browser, scripts);
  } finally {
    await browser.close();
  }
}

async function measureRealPages(browser: Browser, scripts: Scripts): Promise<void> {
  const records = pageRecords().filter(({ grade, url }) => grade === 'news' && url);
  const every = Math.max(1, Math.ceil(records.length / MAX_PAGES));
  const costs: Cost[] = [];
  for (const [n, record] of records.entries())
    if (n % every === 0) costs.push(...(await costOf(browser, record.url ?? '', pageText(record), scripts)));
  for (const rate of RATES) {
    const of = (script: keyof Scripts, share: number): number =>
      quantile(
        costs.map((cost) => cost[script].get(rate) ?? Number.NaN),
        share,
      );
    const lines = ([0.5, 0.99] as const).flatMap((share): Measured[] => {
      const [ours, theirs] = [of('ours', share), of('readerable', share)];
      const name = share === 0.5 ? 'median' : '99th percentile';
      return [
        measured(`news page read, ${name}`, ours, '', rate === 1),
        { what: '  isProbablyReaderable', value: theirs, unit: 'ms' },
        measured(
          'news page read / isProbablyReaderable',
          ours / theirs,
          rate === 1 ? name : `${name}, throttled ${rate} ×`,
        ),
      ];
    });
    print(`Content script on ${costs.length} news pages, processor throttled ${rate} ×`, lines);
  }
  const layouts = costs.reduce((sum, cost) => sum + cost.layouts, 0);
  print('Content script on all these pages', [
    measured('layouts and style recalculations on news pages', layouts),
  ]);
}

async function measureHostilePages(browser: Browser, scripts: Scripts): Promise<void> {
  const lines: Measured[] = [];
  for (const [what, html] of HOSTILE) {
    const [cost] = await costOf(browser, 'https://hostile.example/story', html(), scripts);
    lines.push({ what, value: cost?.ours.get(1) ?? Number.NaN, unit: 'ms' });
    lines.push({ what: '  isProbablyReaderable', value: cost?.readerable.get(1) ?? Number.NaN, unit: 'ms' });
  }
  print('Content script on hostile pages', lines);
}

/** Measures one page. Returns an empty array if that fails, for example because the page cannot be loaded. */
async function costOf(browser: Browser, address: string, html: string, scripts: Scripts): Promise<Cost[]> {
  const page = await browser.newPage();
  try {
    await page.setJavaScriptEnabled(false);
    await page.setRequestInterception(true);
    let isGiven = false;
    page.on('request', (request) => {
      if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return void request.abort();
      // If the page reloads itself, answer with "no content", so that the loaded document stays.
      if (isGiven) return void request.respond({ status: 204 });
      isGiven = true;
      void request.respond({ contentType: 'text/html; charset=utf-8', headers: ISOLATED, body: html });
    });
    await page.goto(address.replace(/^http:/, 'https:'), { waitUntil: 'domcontentloaded' });
    const session = await page.createCDPSession();
    await session.send('Performance.enable');
    // Stop animations, because they cause layouts.
    await session.send('Animation.enable');
    await session.send('Animation.setPlaybackRate', { playbackRate: 0 });
    const cost = { ours: new Map<number, number>(), readerable: new Map<number, number>() };
    let layouts = Number.POSITIVE_INFINITY;
    for (const rate of RATES) {
      await session.send('Emulation.setCPUThrottlingRate', { rate });
      const { times, ...counted } = await runInWorlds(session, scripts);
      layouts = Math.min(layouts, counted.layouts);
      for (const script of TURNS[0]) cost[script].set(rate, quantile(times[script], 0.5));
    }
    return [{ ...cost, layouts }];
  } catch {
    return [];
  } finally {
    await page.close();
  }
}

/** Runs the scripts in turn, each in a new world. Returns their times, and the number of layouts that `ours` causes. */
async function runInWorlds(
  session: CDPSession,
  scripts: Scripts,
): Promise<{ times: Record<keyof Scripts, number[]>; layouts: number }> {
  const times: Record<keyof Scripts, number[]> = { ours: [], readerable: [] };
  let layouts = Number.POSITIVE_INFINITY;
  for (let world = 0; world < WORLDS; world++)
    for (const script of TURNS[world % TURNS.length] ?? []) {
      const before = await layoutsSoFar(session);
      const time = await inNewWorld(session, scripts[script]);
      // The count includes layouts of the page itself, so use the lowest count of all runs.
      if (script === 'ours') layouts = Math.min(layouts, (await layoutsSoFar(session)) - before);
      times[script].push(time);
    }
  return { times, layouts };
}

async function inNewWorld(session: CDPSession, expression: string): Promise<number> {
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'content script',
  });
  const { result } = await session.send('Runtime.evaluate', { expression, contextId: executionContextId });
  return Number(result.value);
}

async function layoutsSoFar(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics
    .filter(({ name }) => name === 'LayoutCount' || name === 'RecalcStyleCount')
    .reduce((sum, { value }) => sum + value, 0);
}

/** Returns an expression that evaluates `code`, then `work`, and returns the duration of both (ms). */
function timed(code: string, work: string): string {
  return `(() => {
    const start = performance.now();
    ${code}
    ${work};
    return performance.now() - start;
  })()`;
}

function jsonLd(text: string): string {
  return `<script type="application/ld+json">${text}</script>`;
}
