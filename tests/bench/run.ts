import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, type Page, TargetType } from 'puppeteer-core';
import type { CardFilter } from '../../lib/index/tags.ts';
import { buildExtension, builtExtension, GRANTED, OUTLET_PORT, SAMPLE_PUBLICATION } from '../build.ts';
import { openReader, type Reader } from '../e2e/harness/reader.ts';
import { namesOf, until, untilState } from '../e2e/harness/surface.ts';
import { lenses } from '../sample/content.ts';
import { startSample } from '../sample/server.ts';
import { bundled } from './bundle.ts';
import { measureContentScript } from './content-script.ts';
import { measureCorpus } from './corpus.ts';
import { emptyExtension } from './empty-extension.ts';
import { generatedIndex, generatedSource, generatedTopics } from './generate.ts';
import { type Measured, print, quantile } from './report.ts';

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
printSizes();
await measureCorpus();
await measureContentScript();
const measured: { cards: number; lines: readonly Measured[] }[] = [];
for (const cards of sizes) measured.push({ cards, lines: await measure(cards) });
printGrowth();

function printSizes(): void {
  const folder = builtExtension(GRANTED, 'chromium');
  const bytes = (file: string): number => statSync(join(folder, file)).size;
  print('Sizes, minified', [
    { what: 'content script (detect.js)', value: bytes('detect.js') / 1024, unit: 'kB', budget: 6 },
    {
      what: 'script asked on a click (identify.js)',
      value: bytes('identify.js') / 1024,
      unit: 'kB',
      budget: 6,
    },
    { what: 'background', value: bytes('background.js') / 1024, unit: 'kB' },
  ]);
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
      return before && unit !== '×' ? [{ what, value: value / before, unit: '×' }] : [];
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
    { what: 'first sync, processing, median', value: first, unit: 'ms', ...budget(500) },
    { what: '  the naive way (one row a card, multi-entry index)', value: naive, unit: 'ms' },
    { what: '  naive / packed', value: naive / first, unit: '×' },
    {
      what: 'first sync, JavaScript heap above rest at its peak',
      value: heap / 1e6,
      unit: 'MB',
      ...budget(80),
    },
    { what: "a day's change, processing, median", value: day, unit: 'ms', ...budget(50) },
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
      ...(isReference ? { budget: 60 } : {}),
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

/** From the click on the button until the analysis is painted, its text on the device. */
async function reading(): Promise<Measured[]> {
  const reader = await openReader('chromium', { variant: GRANTED });
  await reader.untilIndex();
  const page = await reader.visit(reader.sample.page('a desktop host').address);
  await reader.untilBadge(page, '1');
  const painted: number[] = [];
  for (let n = 0; n < 12; n++) {
    await killWorkers(reader);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await until('the text is there', async () =>
      (await namesOf(popup, 'heading')).includes('What to watch next'),
    );
    painted.push(await popup.run(lastPaint));
    await popup.close();
  }
  await reader.close();
  return [
    {
      what: 'popup: opened → analysis painted, worker asleep, median',
      value: quantile(painted, 0.5),
      unit: 'ms',
      budget: 150,
    },
  ];
}

/** When the largest piece of text was painted, since the document began (ms). Runs in the popup. */
function lastPaint(document: Document): Promise<number> {
  const { PerformanceObserver: Observer } = document.defaultView as unknown as typeof globalThis;
  return new Promise((resolve) => {
    new Observer((list) => resolve(Math.max(...list.getEntries().map(({ startTime }) => startTime)))).observe(
      {
        type: 'largest-contentful-paint',
        buffered: true,
      },
    );
  });
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
