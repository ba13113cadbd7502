import type { Page, WebWorker } from 'puppeteer-core';
import type { Reader } from '../e2e/harness/reader.ts';
import { until } from '../e2e/harness/surface.ts';
import { STRESS } from './budgets.ts';
import { memoryOf } from './heap.ts';
import type { LibrarySize } from './library.ts';
import { openLibrary, watch } from './library-page.ts';
import { KB, type Measured, measured } from './report.ts';

/** The stored search index, as `libraryBench.index` returns it. */
interface StoredIndexState {
  readonly isComplete: boolean;
  readonly queued: number;
  /** Names of the segments. */
  readonly segments: readonly string[];
}

async function storedIndex(neutral: Page): Promise<StoredIndexState> {
  return (await neutral.evaluate('libraryBench.index()')) as StoredIndexState;
}

/** Returns the sizes of the segments and of their list, by name (bytes). */
export async function storedSizes(neutral: Page): Promise<ReadonlyMap<string, number>> {
  const sizes = (await neutral.evaluate('libraryBench.sizes()')) as Record<string, number>;
  return new Map(Object.entries(sizes));
}

/** Time limit for building a search index (ms). */
const BUILT_WITHIN_MS = 120_000;
/** After this many checks without a change, all segments count as merged. */
const QUIET_LOOKS = 20;

/** Waits until the search index is complete, and no segment changes any more. */
export async function untilIndexed(neutral: Page): Promise<void> {
  let last = '';
  let quiet = 0;
  await until(
    'the search index is complete and merged',
    async () => {
      const index = await storedIndex(neutral);
      const now = JSON.stringify(index);
      quiet = now === last ? quiet + 1 : 0;
      last = now;
      return index.isComplete && index.queued === 0 && quiet >= QUIET_LOOKS;
    },
    BUILT_WITHIN_MS,
  );
}

/** Measures how the library builds the search index when it is opened for the first time. */
export async function buildSearchIndex(
  reader: Reader,
  neutral: Page,
  { saved, of }: LibrarySize,
): Promise<Measured[]> {
  const start = performance.now();
  const page = await openLibrary(reader, saved);
  const look = async (): Promise<number | false> =>
    (await storedIndex(neutral)).isComplete && performance.now() - start;
  const complete = await until('the search index is complete', look, BUILT_WITHIN_MS);
  await untilIndexed(neutral);
  const sizes = await storedSizes(neutral);
  const longTasks = await watch<number[]>(page, 'longTasks');
  await page.close();
  const disk = [...sizes.values()].reduce((sum, one) => sum + one, 0);
  const isReference = of === STRESS;
  return [
    measured('search index built', complete / 1000, '', isReference),
    measured('search index built, longest task in the page', Math.max(0, ...longTasks), '', isReference),
    measured('search index on disk', disk / 1e6, '', isReference),
    { what: '  segments', value: sizes.size - 1, unit: '' },
  ];
}

/** Measures the memory of the page and of its search worker, after garbage collections in both. */
export async function memory(page: Page, { of }: LibrarySize): Promise<Measured[]> {
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  const ofPage = await memoryOf(session);
  await session.detach();
  const [worker] = page.workers();
  const ofWorker = worker && (await workerMemory(worker));
  return [
    { what: 'memory of the page', value: ofPage / KB / KB, unit: 'MB' },
    measured('search index in memory', (ofWorker ?? Number.NaN) / KB / KB, '', of === STRESS),
  ];
}

async function workerMemory({ client }: WebWorker): Promise<number> {
  await client.send('HeapProfiler.collectGarbage');
  return memoryOf(client);
}
