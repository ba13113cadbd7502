import type { Page } from 'puppeteer-core';
import type { Reader } from '../e2e/harness/reader.ts';
import type { LibrarySize } from './library.ts';
import { storedSizes, untilIndexed } from './library-index.ts';
import {
  inLibrary,
  openLibrary,
  paintedAfter,
  rowCounts,
  times,
  timesInBudget,
  watch,
} from './library-page.ts';
import type { Painted } from './library-watch.ts';
import { KB, type Measured, quantile } from './report.ts';

/** Words that the reader types letter by letter. They are frequent in the articles. */
const WORDS = ['government', 'ministerio', 'regierung', 'закон', 'قانون', 'सरकार', 'oversight'];
const SAVES = 9;
const SMALLEST_CHANGES = 25;

/** Times keystrokes in the search box until their results are painted, and saves until the list shows them. */
export async function measureTyping(reader: Reader, neutral: Page, size: LibrarySize): Promise<Measured[]> {
  const { saved } = size;
  const page = await openLibrary(reader, saved);
  const letters: number[] = [];
  const others: number[] = [];
  const marks: number[] = [];
  for (const word of WORDS) {
    await clear(page, saved);
    let last = saved;
    for (let length = 1; length <= word.length; length++) {
      const query = word.slice(0, length);
      const counts = await rowCounts(neutral, query);
      const [, all] = counts;
      const type = (): Promise<void> => page.keyboard.sendCharacter(query.slice(-1));
      // If the number of results stays the same, the bench cannot tell when the new results are painted.
      if (all === last || all === 0) await type();
      else if (length === 1) {
        const found = paintedAfter(page, `until('list', ${counts.join(', ')})`, type);
        letters.push(await found);
      } else others.push(await paintedAfter(page, `until('list', ${counts.join(', ')})`, type));
      await watch(page, `until('list', ${all})`);
      last = all;
    }
    await clear(page, saved);
    marks.push(
      await paintedAfter(page, `until('found')`, () => page.keyboard.sendCharacter(word.slice(0, 1))),
    );
  }
  const smallest: number[] = [];
  for (let n = 0; n < SMALLEST_CHANGES; n++) smallest.push(await watch<number>(page, 'smallestChange()'));
  const saves = await measureSaves(page, neutral, size);
  await page.close();
  return [
    ...timesInBudget('a first letter → list painted, median', letters, size),
    { what: '  its words marked in the rows, median', value: quantile(marks, 0.5), unit: 'ms' },
    ...timesInBudget('a further letter → list painted, median', others, size),
    { what: '  99 of 100', value: quantile(others, 0.99), unit: 'ms' },
    ...times('the smallest change of the page → painted', smallest),
    ...saves,
  ];
}

/** Empties the search box, and waits until the whole list is back. */
async function clear(page: Page, saved: number): Promise<void> {
  await page.focus('input[type=search]');
  await page.keyboard.press('Escape');
  await page.focus('input[type=search]');
  await watch(page, `until('list', ${saved})`);
}

/** Saves analyses in another page while the search box contains their word. Times each save until the list shows it. */
async function measureSaves(page: Page, neutral: Page, size: LibrarySize): Promise<Measured[]> {
  const { saved } = size;
  await clear(page, saved);
  const shown: number[] = [];
  const heard: number[] = [];
  const committed: number[] = [];
  const written: number[] = [];
  await page.keyboard.type('zqxsaved');
  await watch(page, `until('list', ${(await rowCounts(neutral, 'zqxsaved'))[1]})`);
  for (let n = 0; n < SAVES; n++) {
    const before = await storedSizes(neutral);
    await page.evaluate(
      `globalThis.painted = libraryWatch.until('row', 'analysis-${saved + n}');
       globalThis.heard = libraryWatch.heard(); undefined`,
    );
    const save = (await neutral.evaluate(`libraryBench.save(${saved + n}, 'zqxsaved')`)) as {
      readonly begun: number;
      readonly committed: number;
    };
    const { painted } = (await page.evaluate('painted')) as Painted;
    const origin = Number(await page.evaluate('performance.timeOrigin'));
    shown.push(origin + painted - save.committed);
    heard.push(origin + Number(await page.evaluate('heard')) - save.committed);
    committed.push(save.committed - save.begun);
    await untilIndexed(neutral);
    const after = await storedSizes(neutral);
    const fresh = [...after].filter(([name]) => name === 'list' || !before.has(name));
    written.push(fresh.reduce((sum, [, bytes]) => sum + bytes, 0));
  }
  return [
    ...timesInBudget('one save committed → list with it painted, median', shown, size),
    { what: '  until the page hears of it, median', value: quantile(heard, 0.5), unit: 'ms' },
    { what: '  the save itself, median', value: quantile(committed, 0.5), unit: 'ms' },
    inLibrary('one save, written to the index, median', quantile(written, 0.5) / KB, size),
    { what: '  most, with a merge', value: Math.max(...written) / KB, unit: 'kB' },
  ];
}
