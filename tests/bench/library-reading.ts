import type { Page } from 'puppeteer-core';
import type { Reader } from '../e2e/harness/reader.ts';
import { article } from './articles.ts';
import type { LibrarySize } from './library.ts';
import { MARKED, MARKS } from './library-facts.ts';
import { memory } from './library-index.ts';
import { openLibrary, openWatched, paintedAfter, timesInBudget, watch } from './library-page.ts';
import type { Painted } from './library-watch.ts';
import { type Measured, quantile } from './report.ts';

/** Number of times that the bench opens the analysis with many highlights. */
const OPENINGS = 8;

/** Times how long an analysis and its highlights take to be painted after a click on its row. */
export async function measureReading(reader: Reader, size: LibrarySize): Promise<Measured[]> {
  const page = await openLibrary(reader, size.saved);
  const marked: number[] = [];
  const plain: number[] = [];
  for (let n = 0; n < OPENINGS; n++) {
    // These rows are at the top of the list, so no click scrolls it.
    plain.push(await openText(page, n % MARKED));
    marked.push(await openText(page, MARKED, MARKS));
  }
  const used = await memory(page, size);
  await page.close();
  const reloads: number[] = [];
  for (let n = 0; n < OPENINGS; n++) reloads.push(await openAddress(reader, n % MARKED));
  return [
    ...timesInBudget('a click on a row → text painted, median', plain, size),
    ...timesInBudget('a click on a row → text with 50 highlights painted, median', marked, size),
    { what: 'opened at an analysis → text painted, median', value: quantile(reloads, 0.5), unit: 'ms' },
    ...used,
  ];
}

/** Clicks a row. Returns the time until its text and, if `marks` is given, this many highlights are painted (ms). */
async function openText(page: Page, number: number, marks?: number): Promise<number> {
  const { id, headline } = article(number).card;
  const call =
    marks === undefined
      ? `until('text', ${JSON.stringify(headline)})`
      : `until('marks', ${JSON.stringify(headline)}, ${marks})`;
  return paintedAfter(page, call, () => page.click(`.library-list [data-analysis="${id}"] .row-headline`));
}

/**
 * Opens the library at an analysis, as notifications and other pages do. Returns the time from the navigation until the
 * text is painted (ms).
 */
async function openAddress(reader: Reader, number: number): Promise<number> {
  const { id, headline } = article(number).card;
  const page = await openWatched(
    reader,
    `globalThis.opening = libraryWatch.until('text', ${JSON.stringify(headline)})`,
  );
  await page.goto(reader.address(`/library.html#analysis=${id}`));
  const { painted } = (await page.evaluate('opening')) as Painted;
  await watch(page, `until('counts')`);
  await page.close();
  return painted;
}
