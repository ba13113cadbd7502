import puppeteer, { type Browser, type CDPSession } from 'puppeteer-core';
import { browserPath } from '../browsers.ts';
import { hasCorpus, pageRecords, pageText } from '../corpus/corpus.ts';
import { bundled } from './bundle.ts';
import { type Measured, print, quantile } from './report.ts';

/** At most so many pages the content script is timed on, in a real browser. */
const TIMED = 200;
/**
 * Content scripts live in a world of their own, in which everything is done for the first time. The script is timed
 * in so many fresh worlds of each page, and the median counts: the machine does other things meanwhile, and a slowed
 * processor runs by fits and starts.
 */
const WORLDS = 9;
/** Who goes first pays for what the browser then remembers of the page: they take turns. */
const TURNS = [
  ['ours', 'readerable'],
  ['readerable', 'ours'],
] as const;
/** How many times slower the processor is made. */
const RATES = [1, 4] as const;

/** Pages that nobody writes but to harm: what is too much of each thing that is read. */
const HOSTILE: readonly (readonly [what: string, html: () => string])[] = [
  ['100,000 elements', () => '<p><b>word</b> word</p>'.repeat(50_000)],
  ['elements nested 100,000 deep', () => '<div>'.repeat(100_000)],
  ['10 MB of JSON-LD', () => jsonLd(`{"@type":"NewsArticle","headline":"${'word '.repeat(2_000_000)}"}`)],
  ['100,000 pieces of JSON-LD', () => jsonLd('{"@type":"NewsArticle"}').repeat(100_000)],
  ['100,000 canonicals', () => '<link rel="canonical" href="/story">'.repeat(100_000)],
  ['a headline of 10 MB', () => `<h1>${'word '.repeat(2_000_000)}</h1>`],
];

/**
 * Clocks are coarse (0.1 ms) but for documents that share nothing with others (HTML standard, "cross-origin
 * isolated").
 */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

interface Scripts {
  readonly ours: string;
  readonly readerable: string;
}

/** What a script costs in a page: milliseconds by rate, and the layouts and computations of style that it caused. */
interface Cost {
  readonly ours: ReadonlyMap<number, number>;
  readonly readerable: ReadonlyMap<number, number>;
  readonly layouts: number;
}

/**
 * What the content script does on pages of outlets, in Chromium, in a fresh world, scripts and network of the page
 * blocked; beside it what Firefox's reader view asks of every page, in the same page at the same speed. Then on pages
 * made to harm.
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
    if (hasCorpus()) await measureRealPages(browser, scripts);
    await measureHostilePages(browser, scripts);
  } finally {
    await browser.close();
  }
}

async function measureRealPages(browser: Browser, scripts: Scripts): Promise<void> {
  const records = pageRecords().filter(({ grade, url }) => grade === 'news' && url);
  const every = Math.max(1, Math.ceil(records.length / TIMED));
  const costs: Cost[] = [];
  for (const [n, record] of records.entries())
    if (n % every === 0) costs.push(...(await costOf(browser, record.url ?? '', pageText(record), scripts)));
  for (const rate of RATES) {
    const of = (script: keyof Scripts, share: number): number =>
      quantile(
        costs.map((cost) => cost[script].get(rate) ?? Number.NaN),
        share,
      );
    const budget = (value: number): { budget?: number } => (rate === 1 ? { budget: value } : {});
    const lines = ([0.5, 0.99] as const).flatMap((share): Measured[] => {
      const [ours, theirs] = [of('ours', share), of('readerable', share)];
      const name = share === 0.5 ? 'median' : 'p99';
      return [
        { what: `reading the page, ${name}`, value: ours, unit: 'ms', ...budget(share === 0.5 ? 0.5 : 2) },
        { what: '  isProbablyReaderable', value: theirs, unit: 'ms' },
        { what: '  reading the page / isProbablyReaderable', value: ours / theirs, unit: '×', budget: 1 },
      ];
    });
    print(`Content script on ${costs.length} news pages, processor ${rate} × slower`, lines);
  }
  const layouts = costs.reduce((sum, cost) => sum + cost.layouts, 0);
  print('Content script on all of them', [
    { what: 'layouts and computations of style', value: layouts, unit: '', budget: 0 },
  ]);
}

async function measureHostilePages(browser: Browser, scripts: Scripts): Promise<void> {
  const lines: Measured[] = [];
  for (const [what, html] of HOSTILE) {
    const [cost] = await costOf(browser, 'https://hostile.example/story', html(), scripts);
    lines.push({ what, value: cost?.ours.get(1) ?? Number.NaN, unit: 'ms' });
    lines.push({ what: '  isProbablyReaderable', value: cost?.readerable.get(1) ?? Number.NaN, unit: 'ms' });
  }
  print('Content script on pages made to harm', lines);
}

/** Empty where the browser would not load the page, or the page went elsewhere by itself. */
async function costOf(browser: Browser, address: string, html: string, scripts: Scripts): Promise<Cost[]> {
  const page = await browser.newPage();
  try {
    await page.setJavaScriptEnabled(false);
    await page.setRequestInterception(true);
    let isGiven = false;
    page.on('request', (request) => {
      if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return void request.abort();
      // Pages that load themselves anew stay as they are.
      if (isGiven) return void request.respond({ status: 204 });
      isGiven = true;
      void request.respond({ contentType: 'text/html; charset=utf-8', headers: ISOLATED, body: html });
    });
    await page.goto(address.replace(/^http:/, 'https:'), { waitUntil: 'domcontentloaded' });
    const session = await page.createCDPSession();
    await session.send('Performance.enable');
    // What moves by itself is drawn again and again.
    await session.send('Animation.enable');
    await session.send('Animation.setPlaybackRate', { playbackRate: 0 });
    const cost = { ours: new Map<number, number>(), readerable: new Map<number, number>() };
    let layouts = Number.POSITIVE_INFINITY;
    for (const rate of RATES) {
      await session.send('Emulation.setCPUThrottlingRate', { rate });
      const times: Record<keyof Scripts, number[]> = { ours: [], readerable: [] };
      for (let world = 0; world < WORLDS; world++)
        for (const script of TURNS[world % TURNS.length] ?? []) {
          const before = await layoutsSoFar(session);
          const time = await inNewWorld(session, scripts[script]);
          // What the page itself does meanwhile counts too: the least of all runs is the script's own.
          if (script === 'ours') layouts = Math.min(layouts, (await layoutsSoFar(session)) - before);
          times[script].push(time);
        }
      for (const script of TURNS[0]) cost[script].set(rate, quantile(times[script], 0.5));
    }
    return [{ ...cost, layouts }];
  } catch {
    return [];
  } finally {
    await page.close();
  }
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

/** An expression that does something for the first time in its world and tells how long it took (ms). */
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
