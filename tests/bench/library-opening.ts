import type { Page } from 'puppeteer-core';
import type { Reader } from '../e2e/harness/reader.ts';
import type { LibrarySize } from './library.ts';
import { inLibrary, openWatched, rowCounts, times, timesInBudget } from './library-page.ts';
import type { Painted } from './library-watch.ts';
import { type Measured, quantile } from './report.ts';

/** Number of times that the bench opens the library. */
const OPENINGS = 9;
/** A letter that the reader types as soon as the list is painted. */
const LETTER = 'e';

/** What the bench measures in one opening. `listShown` and `whole` are times since the navigation (ms). */
interface Opening {
  readonly listShown: number;
  /** When all records were read and drawn. */
  readonly whole: number;
  /**
   * The reader types a letter when the list is painted. Time from then until the results for the letter are painted
   * (ms).
   */
  readonly searchReady: number;
  /** Number of rows in the document when the list is painted. */
  readonly rows: number;
}

/** Times the library from its navigation until the list is painted, all records are read, and the search answers. */
export async function measureOpening(reader: Reader, neutral: Page, size: LibrarySize): Promise<Measured[]> {
  const found = await rowCounts(neutral, LETTER);
  const staticPage = await staticAddress(reader);
  const statics: number[] = [];
  const openings: Opening[] = [];
  for (let n = 0; n < OPENINGS; n++) {
    statics.push(await openStatic(reader, staticPage));
    openings.push(await openOnce(reader, size.saved, found));
  }
  const of = (name: keyof Opening): number[] => openings.map((one) => one[name]);
  return [
    ...times('a static page → painted', statics),
    ...timesInBudget('opened → list painted, median', of('listShown'), size),
    {
      what: '  more than the static page',
      value: quantile(of('listShown'), 0.5) - quantile(statics, 0.5),
      unit: 'ms',
    },
    inLibrary('rows in the document, at most', Math.max(...of('rows')), size),
    ...times('opened → all records read', of('whole')),
    ...timesInBudget(
      'list painted → a letter typed then has its results painted, median',
      of('searchReady'),
      size,
    ),
  ];
}

async function openOnce(reader: Reader, saved: number, found: readonly number[]): Promise<Opening> {
  const page = await openWatched(
    reader,
    `globalThis.opening = (async () => {
      const watch = libraryWatch;
      const whole = watch.until('counts');
      const list = await watch.until('list', ${saved});
      const rows = document.querySelectorAll('[data-analysis]').length;
      const results = await watch.type('${LETTER}', ${found.join(', ')});
      return [list.painted, (await whole).painted, results.painted, rows];
    })()`,
  );
  await page.goto(reader.address('/library.html'));
  const [list = Number.NaN, whole = Number.NaN, results = Number.NaN, rows = Number.NaN] =
    (await page.evaluate('opening')) as number[];
  await page.close();
  return { listShown: list, whole, searchReady: results - list, rows };
}

async function openStatic(reader: Reader, address: string): Promise<number> {
  const page = await openWatched(reader, `globalThis.opening = libraryWatch.until('static')`);
  await page.goto(address);
  const { painted } = (await page.evaluate('opening')) as Painted;
  await page.close();
  return painted;
}

async function staticAddress({ browser }: Reader): Promise<string> {
  const empty = [...(await browser.extensions()).values()].find(({ name }) => name === 'Empty');
  if (!empty) throw new Error('the empty extension is not installed');
  return `chrome-extension://${empty.id}/popup.html`;
}
