import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { CardFilter } from '../../lib/index/card-filters.ts';
import { hostList, hostPlace } from '../../lib/page/host-list.ts';
import { GRANTED, OUTLET_PORT, SAMPLE_PUBLICATION } from '../build.ts';
import { openReader, type Reader } from '../e2e/harness/reader.ts';
import { lenses } from '../sample/content.ts';
import { type Sample, startSample } from '../sample/server.ts';
import { bundled } from './bundle.ts';
import { emptyExtension } from './empty-extension.ts';
import { doubledIndex, generatedIndex, generatedSource, generatedTopics } from './generate.ts';
import { heapPeak } from './heap.ts';
import { linkedStoriesTimes } from './linked-stories.ts';
import { type Measured, measured, print, quantile } from './report.ts';
import { killWorkers } from './workers.ts';

/** Number of cards to which the budgets apply. */
const REFERENCE = 20_000;
/**
 * A document of the extension's origin, so it has access to the extension's database, but it runs no code of the
 * extension.
 */
export const NEUTRAL = '/icon/128.png';
/** Number of syncs to time. */
const SYNCS = 5;
const inPage = await bundled('tests/bench/in-page.ts', 'inPage');

/** Measures an index with a number of cards: its size on disk, and the times of syncs, lookups and pages of results. */
export async function measureIndex(cards: number): Promise<readonly Measured[]> {
  const sample = await startSample({ publication: SAMPLE_PUBLICATION, outletPort: OUTLET_PORT });
  sample.publishSite(generatedIndex(SAMPLE_PUBLICATION, cards));
  // Measure after a restart: right after writing, the browser's database files contain data twice. They are compacted
  // later (https://github.com/google/leveldb/blob/main/doc/impl.md#compactions).
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
      measured('bytes on disk for each card, indexes included', disk / cards, '', isReference),
      ...(await syncing(reader, page, sample, cards, isReference)),
      ...(await lookingUp(page, cards, isReference)),
      ...(await paging(page)),
      ...(await waking(reader, cards, isReference)),
      ...(isReference
        ? [
            ...(await linkedStoriesTimes(reader, cards)),
            ...(await readingHosts(reader)),
            ...(await syncingDoubled(reader, sample)),
          ]
        : []),
    ];
    print(`${cards.toLocaleString('en')} cards`, lines);
    await page.close();
  } finally {
    await reader.close();
    await sample.close();
    rmSync(profile, { recursive: true, force: true });
  }
  return lines;
}

// biome-ignore lint/suspicious/noExplicitAny: the functions that the bench puts into the page
function bench(page: Page, work: (bench: any, publication: string) => Promise<number>): Promise<number> {
  return page.evaluate(
    `(${work.toString()})(globalThis.bench, ${JSON.stringify(SAMPLE_PUBLICATION)})`,
  ) as Promise<number>;
}

async function syncing(
  reader: Reader,
  page: Page,
  sample: Sample,
  cards: number,
  isReference: boolean,
): Promise<Measured[]> {
  const firsts: number[] = [];
  const days: number[] = [];
  for (let n = 0; n < SYNCS; n++) {
    // Use a new page each time, in which nothing is compiled or cached yet, as after an installation.
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
  // Watching the heap slows the sync down, so do it in a separate run.
  const peak = await heapPeak(page);
  await bench(page, (b, publication) => b.sync(publication));
  const heap = await peak();
  const naive = await bench(page, (b) => b.naiveSync());
  return [
    measured('first sync, processing, median', first, '', isReference),
    { what: '  the naive way (one row a card, multi-entry index)', value: naive, unit: 'ms' },
    { what: '  naive / packed', value: naive / first, unit: '×' },
    measured('first sync, heap and buffers above rest at their peak', heap / 1e6, '', isReference),
    measured("a day's change, processing, median", day, '', isReference),
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
    measured('lookup of a page, awake, median', quantile(times, 0.5), '', isReference),
    {
      what: '  of one that is in the index / is not',
      value: quantile(found, 0.5),
      unit: `/ ${quantile(absent, 0.5).toFixed(2)} ms`,
    },
    { what: '  p99', value: quantile(times, 0.99), unit: 'ms' },
  ];
}

/** Times queries for the newest 20, 40 and 60 cards, for lenses, topics and outlets with many or few analyses. */
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
    measured('a page of a lens, topic or outlet, median', quantile(times, 0.5)),
    { what: '  p99', value: quantile(times, 0.99), unit: 'ms' },
  ];
}

/**
 * Times round trips from a page to a stopped service worker: to that of Civic Lens, which matches the page and sets the
 * badge, and to that of the empty extension.
 */
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
    { what: 'page → badge, background asleep, median', value: median, unit: 'ms' },
    { what: '  the empty extension', value: baseline, unit: 'ms' },
    measured('page → badge, more than the empty extension, median', median - baseline, '', isReference),
  ];
}

/** Number of hosts in a list that is much longer than usual. */
const MANY_HOSTS = 60_000;

/** Times how long a content script takes to read the parts of the host list that concern a page. */
async function readingHosts(reader: Reader): Promise<Measured[]> {
  const hosts = Array.from({ length: MANY_HOSTS }, (_, n) => `outlet-${n}.example`);
  await reader.ask(
    (api, list) => api.storage.local.set(list).then(() => true),
    hostList(hosts) as Record<string, string>,
  );
  const page = await reader.visit(reader.sample.page('a plain article').address);
  // The parts for the page's own host and for three other hosts, as if the page named them.
  const parts = [...hosts.slice(0, 3), new URL(page.url()).hostname].map((host) => hostPlace(host)[0]);
  const times = await inOurWorld(
    page,
    new URL(reader.address('/')).host,
    async (keys: string[]) => {
      const { storage } = (globalThis as unknown as { chrome: ContentApi }).chrome;
      const each: number[] = [];
      for (let n = 0; n < 50; n++) {
        const start = performance.now();
        await storage.local.get(keys);
        each.push(performance.now() - start);
      }
      return each;
    },
    parts,
  );
  return [measured('list of hosts read in a page, median', quantile(times, 0.5))];
}

/** Number of cards that an index lists twice, in two months. The sync must choose one card of each pair. */
const DOUBLED = 40_000;

async function syncingDoubled(reader: Reader, sample: Sample): Promise<Measured[]> {
  sample.publishSite(doubledIndex(SAMPLE_PUBLICATION, DOUBLED));
  const page = await reader.open(NEUTRAL);
  await page.evaluate(inPage);
  await bench(page, (b) => b.clear());
  await bench(page, (b, publication) => b.fetchAll(publication));
  const value = await bench(page, (b, publication) => b.sync(publication));
  await page.close();
  return [measured('first sync of 40,000 cards that are listed in two months', value)];
}

/** The part of the extension API that a content script uses. */
interface ContentApi {
  readonly runtime: { readonly id: string; sendMessage(message: unknown): Promise<unknown> };
  readonly storage: { readonly local: { get(keys: readonly string[]): Promise<unknown> } };
}

/** Runs a function in the page, in the isolated world of an extension's content scripts. */
async function inOurWorld<Argument, Result>(
  page: Page,
  extensionId: string,
  work: (argument: Argument) => Promise<Result>,
  argument: Argument,
): Promise<Result> {
  for (const realm of page.extensionRealms()) {
    const id = await realm.evaluate(
      () => (globalThis as unknown as { chrome: ContentApi }).chrome.runtime.id,
    );
    if (id === extensionId) return (await realm.evaluate(work as never, argument as never)) as Result;
  }
  throw new Error('no content script of the extension runs in the page');
}

/**
 * Times a message from a content script until the service worker has answered (ms).
 *
 * @param extensionId the id of Civic Lens, or undefined to send the message to the empty extension
 */
async function roundTrip(page: Page, extensionId: string | undefined, address: string): Promise<number> {
  for (const realm of page.extensionRealms()) {
    const time = (await realm.evaluate(
      async (ours, wanted) => {
        const { runtime } = (globalThis as unknown as { chrome: ContentApi }).chrome;
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
