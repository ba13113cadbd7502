import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, type Page, TargetType } from 'puppeteer-core';
import type { CardFilter } from '../../lib/index/tags.ts';
import { buildExtension, builtExtension, GRANTED, OUTLET_PORT, SAMPLE_PUBLICATION } from '../build.ts';
import { openReader, type Reader } from '../e2e/harness/reader.ts';
import { namesOf, pageSurface, until, untilState } from '../e2e/harness/surface.ts';
import { lenses } from '../sample/content.ts';
import { startSample } from '../sample/server.ts';
import { bundled } from './bundle.ts';
import { measureContentScript } from './content-script.ts';
import { measureCorpus } from './corpus.ts';
import { emptyExtension } from './empty-extension.ts';
import { generatedIndex, generatedSource, generatedTopics } from './generate.ts';
import { type Measured, missed, print, quantile } from './report.ts';
import { contentsOf, scriptSizes } from './sizes.ts';

/**
 * Measures speed and size against the budgets of the design, in real Chromium, everything in one run so that figures can be
 * compared. `npm run bench -- 20000 200000` takes other sizes of index.
 */

const SIZES = process.argv.slice(2).map(Number).filter(Boolean);
const sizes = SIZES.length > 0 ? SIZES : [1000, 20_000, 100_000, 200_000];
const REFERENCE = 20_000;
/** A document of the extension's origin, whose database it has, in which nothing of the extension runs. */
const NEUTRAL = '/icon/128.png';
/** Syncs that are timed. */
const SYNCS = 5;

await buildExtension(GRANTED, 'chromium');
const inPage = await bundled('tests/bench/in-page.ts', 'inPage');
await printSizes();
const measured: { cards: number; lines: readonly Measured[] }[] = [];
if (!process.argv.includes('sizes')) {
  await measureCorpus();
  await measureContentScript();
  for (const cards of sizes) measured.push({ cards, lines: await measure(cards) });
  printGrowth();
}
end();

async function printSizes(): Promise<void> {
  print('Sizes, minified', scriptSizes(builtExtension(GRANTED, 'chromium')));
  for (const entry of ['background.ts', 'popup/main.tsx', 'library/main.tsx', 'detect.ts'])
    print(`What ${entry} holds`, await contentsOf(`entrypoints/${entry}`));
}

/** `npm run bench -- sizes` measures sizes alone, which needs no quiet machine. */
function end(): void {
  for (const line of missed) console.log(`✗ ${line}`);
  console.log(missed.length === 0 ? '\nEvery budget is kept.' : `\n${missed.length} budgets are not kept.`);
  process.exitCode = missed.length === 0 ? 0 : 1;
}

async function measure(cards: number): Promise<readonly Measured[]> {
  const sample = await startSample({ publication: SAMPLE_PUBLICATION, outletPort: OUTLET_PORT });
  sample.publishSite(generatedIndex(SAMPLE_PUBLICATION, cards));
  // Measured at rest, after a restart: right after writing, what the database has yet to compress stands there twice.
  const profile = mkdtempSync(join(tmpdir(), 'civic-lens-bench-'));
  const open = (): Promise<Reader> =>
    openReader('chromium', { variant: GRANTED, sample, profile, others: [emptyExtension()] });
  const first = await open();
  await first.untilIndex();
  await first.close();
  const reader = await open();
  let lines: readonly Measured[] = [];
  try {
    await reader.untilIndex();
    const page = await reader.open(NEUTRAL);
    const disk = await page.evaluate(async () => {
      const { usageDetails } = (await navigator.storage.estimate()) as {
        usageDetails?: { indexedDB?: number };
      };
      return usageDetails?.indexedDB ?? Number.NaN;
    });
    await page.evaluate(inPage);
    const isReference = cards === REFERENCE;
    lines = [
      {
        what: 'bytes on disk a card, indexes included',
        value: disk / cards,
        unit: 'B',
        ...(isReference ? { budget: 400 } : {}),
      },
      ...(await syncing(reader, page, sample, cards, isReference)),
      ...(await lookingUp(page, cards, isReference)),
      ...(await paging(page)),
      ...(await waking(reader, cards, isReference)),
    ];
    print(`${cards.toLocaleString('en')} cards`, lines);
    await page.close();
  } finally {
    await reader.close();
    await sample.close();
    rmSync(profile, { recursive: true, force: true });
  }
  if (cards === REFERENCE) print('Reading', await reading());
  return lines;
}

/** How much more each figure is for the largest index than for the smallest; beside it how many times more cards there are. */
function printGrowth(): void {
  const [smallest, largest] = [measured[0], measured.at(-1)];
  if (!smallest || !largest || smallest === largest) return;
  print(`Growth from ${smallest.cards.toLocaleString('en')} to ${largest.cards.toLocaleString('en')} cards`, [
    { what: 'cards', value: largest.cards / smallest.cards, unit: '×' },
    ...largest.lines.flatMap(({ what, value, unit }) => {
      const before = smallest.lines.find((line) => line.what === what)?.value;
      if (!before || unit === '×') return [];
      // Flat: no more than twice, as far as clocks tell. Linear: not more than the cards.
      const budget = what.startsWith('look-up of a page')
        ? 2
        : what.startsWith('first sync, processing')
          ? largest.cards / smallest.cards
          : undefined;
      return [{ what, value: value / before, unit: '×', ...(budget ? { budget } : {}) }];
    }),
  ]);
}

// biome-ignore lint/suspicious/noExplicitAny: what the bench puts into the page
function bench(page: Page, work: (bench: any, publication: string) => Promise<number>): Promise<number> {
  return page.evaluate(
    `(${work.toString()})(globalThis.bench, ${JSON.stringify(SAMPLE_PUBLICATION)})`,
  ) as Promise<number>;
}

async function syncing(
  reader: Reader,
  page: Page,
  sample: Awaited<ReturnType<typeof startSample>>,
  cards: number,
  isReference: boolean,
): Promise<Measured[]> {
  const firsts: number[] = [];
  const days: number[] = [];
  for (let n = 0; n < SYNCS; n++) {
    // A page of its own each time: nothing is compiled or cached yet, as after an installation.
    const fresh = await reader.open(NEUTRAL);
    await fresh.evaluate(inPage);
    await bench(fresh, (b) => b.clear());
    await bench(fresh, (b, publication) => b.fetchAll(publication));
    firsts.push(await bench(fresh, (b, publication) => b.sync(publication)));
    sample.publishSite(generatedIndex(SAMPLE_PUBLICATION, cards, 1));
    await bench(fresh, (b, publication) => b.fetchAll(publication));
    days.push(await bench(fresh, (b, publication) => b.sync(publication)));
    sample.publishSite(generatedIndex(SAMPLE_PUBLICATION, cards));
    await fresh.close();
  }
  const [first, day] = [quantile(firsts, 0.5), quantile(days, 0.5)];
  await bench(page, (b) => b.clear());
  await bench(page, (b, publication) => b.fetchAll(publication));
  // Watching the heap slows down what is watched: another run.
  const peak = await heapPeak(page);
  await bench(page, (b, publication) => b.sync(publication));
  const heap = await peak();
  const naive = await bench(page, (b) => b.naiveSync());
  const budget = (value: number): { budget?: number } => (isReference ? { budget: value } : {});
  return [
    { what: 'first sync, processing, median', value: first, unit: 'ms', ...budget(450) },
    { what: '  the naive way (one row a card, multi-entry index)', value: naive, unit: 'ms' },
    { what: '  naive / packed', value: naive / first, unit: '×' },
    {
      what: 'first sync, JavaScript heap above rest at its peak',
      value: heap / 1e6,
      unit: 'MB',
      ...budget(80),
    },
    { what: "a day's change, processing, median", value: day, unit: 'ms', ...budget(40) },
  ];
}

async function lookingUp(page: Page, cards: number, isReference: boolean): Promise<Measured[]> {
  const addresses = Array.from({ length: 400 }, (_, n) =>
    n % 2 === 0 ? generatedSource((n * 7919) % cards) : `https://elsewhere.example/story-${n}`,
  );
  const times = (await page.evaluate(
    (list) =>
      (globalThis as unknown as { bench: { lookUps(list: string[]): Promise<number[]> } }).bench.lookUps(
        list,
      ),
    addresses,
  )) as number[];
  const found = times.filter((_, n) => n % 2 === 0);
  const absent = times.filter((_, n) => n % 2 === 1);
  return [
    {
      what: 'look-up of a page, awake, median',
      value: quantile(times, 0.5),
      unit: 'ms',
      ...(isReference ? { budget: 1 } : {}),
    },
    {
      what: '  of one that is in the index / is not',
      value: quantile(found, 0.5),
      unit: `/ ${quantile(absent, 0.5).toFixed(2)} ms`,
    },
    { what: '  p99', value: quantile(times, 0.99), unit: 'ms' },
  ];
}

/** Pages of twenty analyses of a lens, of topics and of outlets: some have many, some few. */
async function paging(page: Page): Promise<Measured[]> {
  const filters: CardFilter[] = [
    ...lenses.slice(0, 4).map(({ id }) => ({ kind: 'lens' as const, id })),
    ...generatedTopics(8).map((id) => ({ kind: 'topic' as const, id })),
    ...[0, 7, 133, 399].map((number) => ({ kind: 'outlet' as const, id: `outlet ${number} – world` })),
  ];
  const times = (await page.evaluate(
    (list) =>
      (globalThis as unknown as { bench: { pages(list: CardFilter[]): Promise<number[]> } }).bench.pages(
        list,
      ),
    filters,
  )) as number[];
  return [
    {
      what: 'a page of a lens, topic or outlet, median',
      value: quantile(times, 0.5),
      unit: 'ms',
      budget: 50,
    },
    { what: '  p99', value: quantile(times, 0.99), unit: 'ms' },
  ];
}

/** Round trips from a page to a worker that is asleep: ours, which matches and lights the badge, and one that does nothing. */
async function waking(reader: Reader, cards: number, isReference: boolean): Promise<Measured[]> {
  await reader.ask((api) => api.runtime.sendMessage({ type: 'sync' }));
  const page = await reader.visit(reader.sample.page('a plain article').address);
  const ours: number[] = [];
  const empty: number[] = [];
  for (let n = 0; n < 12; n++) {
    await killWorkers(reader);
    ours.push(await roundTrip(page, new URL(reader.address('/')).host, generatedSource((n * 7919) % cards)));
    await killWorkers(reader);
    empty.push(await roundTrip(page, undefined, ''));
  }
  const [median, baseline] = [quantile(ours, 0.5), quantile(empty, 0.5)];
  return [
    { what: 'page → badge, worker asleep, median', value: median, unit: 'ms' },
    { what: '  an empty worker', value: baseline, unit: 'ms' },
    {
      what: '  more than an empty worker',
      value: median - baseline,
      unit: 'ms',
      ...(isReference ? { budget: 30 } : {}),
    },
  ];
}

/** From the content script's world of a page: a message to the worker until it has answered (ms). */
async function roundTrip(page: Page, extensionId: string | undefined, address: string): Promise<number> {
  for (const realm of page.extensionRealms()) {
    const time = (await realm.evaluate(
      async (ours, wanted) => {
        const { runtime } = (
          globalThis as unknown as {
            chrome: { runtime: { id: string; sendMessage(message: unknown): Promise<unknown> } };
          }
        ).chrome;
        if ((ours === runtime.id) !== (ours !== '')) return -1;
        const identity = {
          address: wanted,
          loadedAs: wanted,
          claims: [],
          headlines: ['A headline'],
          articles: [],
          microdata: false,
        };
        const start = performance.now();
        await runtime.sendMessage({ type: 'page', identity });
        return performance.now() - start;
      },
      extensionId ?? '',
      address,
    )) as number;
    if (time >= 0) return time;
  }
  throw new Error('no content script of the extension runs in the page');
}

/** How often each popup is opened. */
const OPENINGS = 12;

/** From the click on the button until the analysis is painted, its text on the device; beside it a static page as a popup. */
async function reading(): Promise<Measured[]> {
  const reader = await openReader('chromium', { variant: GRANTED, others: [emptyExtension()] });
  await reader.untilIndex();
  const page = await reader.visit(reader.sample.page('a desktop host').address);
  await reader.untilBadge(page, '1');
  const paints: Record<'awake' | 'asleep' | 'static', Paints[]> = { awake: [], asleep: [], static: [] };
  for (let n = 0; n < OPENINGS; n++) {
    for (const background of ['awake', 'asleep'] as const) {
      if (background === 'asleep') await killWorkers(reader);
      else await reader.ask((api) => api.runtime.sendMessage({ type: 'query', name: 'newCount', args: [] }));
      const popup = await reader.pressButton(page);
      await untilState(popup, 'matched');
      await until('the text is there', async () =>
        (await namesOf(popup, 'heading')).includes('What to watch next'),
      );
      paints[background].push(await popup.run(paintsOf));
      await popup.close();
    }
    paints.static.push(await openStaticPopup(reader, page));
  }
  await reader.close();
  const median = (of: keyof typeof paints, what: keyof Paints): number =>
    quantile(
      paints[of].map((paint) => paint[what]),
      0.5,
    );
  const base = median('static', 'last');
  return [
    { what: 'popup: a static page → painted, median', value: base, unit: 'ms' },
    ...(['awake', 'asleep'] as const).flatMap((background): Measured[] => [
      {
        what: `popup: opened → analysis painted, background ${background}, median`,
        value: median(background, 'last'),
        unit: 'ms',
        budget: 100,
      },
      {
        what: '  behind the static page',
        value: median(background, 'last') - base,
        unit: 'ms',
        budget: 25,
      },
      {
        what: '  between header and first sentence',
        value: median(background, 'last') - median(background, 'first'),
        unit: 'ms',
        budget: 0,
      },
      { what: '  layout shift', value: median(background, 'shift'), unit: '', budget: 0 },
    ]),
  ];
}

/** What was painted when, in milliseconds since the document began. */
interface Paints {
  readonly first: number;
  /** The largest piece of text. */
  readonly last: number;
  /** Cumulative layout shift. */
  readonly shift: number;
}

/** Runs in the popup. */
async function paintsOf(document: Document): Promise<Paints> {
  const { PerformanceObserver: Observer, performance: clock } =
    document.defaultView as unknown as typeof globalThis;
  const entries = (type: string): Promise<PerformanceEntry[]> =>
    new Promise((resolve) => {
      if (type === 'layout-shift') setTimeout(resolve, 100, []);
      new Observer((list) => resolve(list.getEntries())).observe({ type, buffered: true });
    });
  const last = Math.max(...(await entries('largest-contentful-paint')).map(({ startTime }) => startTime));
  const first = clock.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
  const shifts = (await entries('layout-shift')) as (PerformanceEntry & { value: number })[];
  return { first, last, shift: shifts.reduce((sum, { value }) => sum + value, 0) };
}

async function openStaticPopup({ browser }: Reader, page: Page): Promise<Paints> {
  const extension = [...(await browser.extensions()).values()].find(({ name }) => name === 'Empty');
  if (!extension) throw new Error('the empty extension is not installed');
  await page.bringToFront();
  await page.triggerExtensionAction(extension);
  const address = `chrome-extension://${extension.id}/popup.html`;
  const target = await until('the static popup is shown', async () =>
    browser.targets().find((candidate) => candidate.url() === address),
  );
  const popup = pageSurface(await target.asPage());
  const paints = await popup.run(paintsOf);
  await popup.close();
  return paints;
}

/** Puts all extensions' workers to sleep. */
async function killWorkers({ browser }: Reader): Promise<void> {
  const running = browser.targets().filter((target) => target.type() === TargetType.SERVICE_WORKER);
  for (const target of running) await (await target.worker())?.close();
  await until('all workers sleep', async () => !browser.targets().some((target) => running.includes(target)));
}

/** Starts watching the heap of a page; the function that comes back ends it and tells the peak above the beginning (bytes). */
async function heapPeak(page: Page): Promise<() => Promise<number>> {
  const session: CDPSession = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  const used = async (): Promise<number> => (await session.send('Runtime.getHeapUsage')).usedSize;
  const rest = await used();
  let peak = rest;
  let watching = true;
  const watch = (async () => {
    while (watching) peak = Math.max(peak, await used());
  })();
  return async () => {
    watching = false;
    await watch;
    await session.detach();
    return peak - rest;
  };
}
