import type { Page } from 'puppeteer-core';
import type { Reader } from '../e2e/harness/reader.ts';
import { until } from '../e2e/harness/surface.ts';
import type { BudgetName } from './budgets.ts';
import { bundled } from './bundle.ts';
import { NEUTRAL } from './index-speed.ts';
import type { LibrarySize } from './library.ts';
import type { Painted } from './library-watch.ts';
import { type Measured, measured, quantile } from './report.ts';

/** Opens a page that runs no code of the extension, with the functions that fill the library. */
export async function openNeutral(reader: Reader): Promise<Page> {
  const page = await reader.open(NEUTRAL);
  await page.evaluate(await bundled('tests/bench/library-in-page.ts', 'libraryInPage'));
  return page;
}

const watching = bundled('tests/bench/library-watch.ts', 'libraryWatchScript');

/**
 * Opens a new page in which `library-watch.ts` runs before the page's own code.
 *
 * @param first more code to run before the page's own code
 */
export async function openWatched(reader: Reader, first = ''): Promise<Page> {
  const page = await reader.browser.newPage();
  await page.evaluateOnNewDocument(`${await watching};${first}`);
  return page;
}

/** Opens the library, and returns when its list is painted, its records are read and its search worker runs. */
export async function openLibrary(reader: Reader, saved: number): Promise<Page> {
  const page = await openWatched(reader);
  await page.goto(reader.address('/library.html'));
  await watch(page, `until('list', ${saved})`);
  await watch(page, `until('counts')`);
  await until('the search worker runs', async () => page.workers().length > 0);
  return page;
}

/** Largest number of results in the first part of an answer. The list shows this part at once. */
const FIRST_HITS = 100;

/** Returns the numbers of rows that the list may have after a query: the rows of the first part, and all rows. */
export async function rowCounts(
  neutral: Page,
  query: string,
): Promise<readonly [first: number, all: number]> {
  const all = Number(await neutral.evaluate(`libraryBench.total(${JSON.stringify(query)})`));
  return [Math.min(FIRST_HITS, all), all];
}

/** Runs a call of a function of `library-watch.ts` in a page, and returns its result. */
export async function watch<Result = Painted>(page: Page, call: string): Promise<Result> {
  return (await page.evaluate(`libraryWatch.${call}`)) as Result;
}

/**
 * Runs an action of the reader, and waits until its effect is painted. Returns the time from the input to the paint
 * (ms).
 */
export async function paintedAfter(page: Page, call: string, act: () => Promise<unknown>): Promise<number> {
  // The watch must run before the reader acts.
  await page.evaluate(`globalThis.painted = libraryWatch.${call}; undefined`);
  await act();
  const { input, painted } = (await page.evaluate('painted')) as Painted;
  return painted - input;
}

/** Returns a line with the median of several times, and lines with the first, the shortest and the longest time. */
export function times(what: string, values: readonly number[]): Measured[] {
  const value = quantile(values, 0.5);
  return [{ what: `${what}, median`, value, unit: 'ms' }, ...details(values)];
}

/** Returns the same lines as `times`. The first line has a budget. */
export function timesInBudget(name: BudgetName, values: readonly number[], size: LibrarySize): Measured[] {
  return [inLibrary(name, quantile(values, 0.5), size), ...details(values)];
}

/** Returns the line of a value. The line has a budget if the size of the library has budgets. */
export function inLibrary(name: BudgetName, value: number, { of }: LibrarySize): Measured {
  return measured(name, value, of, of !== undefined);
}

function details(values: readonly number[]): Measured[] {
  return [
    { what: `  the first time of ${values.length}`, value: values[0] ?? Number.NaN, unit: 'ms' },
    { what: '  fastest', value: Math.min(...values), unit: 'ms' },
    { what: '  slowest', value: Math.max(...values), unit: 'ms' },
  ];
}
