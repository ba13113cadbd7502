import { loadavg } from 'node:os';
import { GRANTED } from '../build.ts';
import { openReader, type Reader } from '../e2e/harness/reader.ts';
import { emptyExtension } from './empty-extension.ts';
import { buildSearchIndex } from './library-index.ts';
import { measureOpening } from './library-opening.ts';
import { openNeutral } from './library-page.ts';
import { measureReading } from './library-reading.ts';
import { measureScrolling } from './library-scrolling.ts';
import { measureTyping } from './library-typing.ts';
import { print } from './report.ts';

/** The usual number of saved analyses. A larger library has the budgets of a stress test. */
const USUAL_COUNT = 2000;

/** The number of saved analyses in a run, and the budgets of the run (ms). */
export interface LibrarySize {
  readonly saved: number;
  readonly listShown: number;
  readonly keystroke: number;
  /** Whether the budgets of the search index apply. They are for 10,000 saved analyses. */
  readonly hasIndexBudgets: boolean;
}

/**
 * Measures the library page as a reader uses it: the list, its scrolling, an open analysis, the search. The saved
 * analyses have 900 words each, in nine languages, and 500 highlights together.
 */
export async function measureLibrary(saved = USUAL_COUNT): Promise<void> {
  const size: LibrarySize =
    saved > USUAL_COUNT
      ? { saved, listShown: 250, keystroke: 30, hasIndexBudgets: saved === 10_000 }
      : { saved, listShown: 150, keystroke: 20, hasIndexBudgets: false };
  const title = `Library, ${saved.toLocaleString('en')} saved`;
  printLoad();
  const reader: Reader = await openReader('chromium', { variant: GRANTED, others: [emptyExtension()] });
  try {
    await reader.untilIndex();
    const neutral = await openNeutral(reader);
    await neutral.evaluate(`libraryBench.fill(${saved})`);
    print(`${title}: search index`, await buildSearchIndex(reader, neutral, size));
    print(`${title}: opening`, await measureOpening(reader, neutral, size));
    print(`${title}: scrolling`, await measureScrolling(reader, size));
    print(`${title}: reading`, await measureReading(reader, size));
    print(`${title}: searching`, await measureTyping(reader, neutral, size));
  } finally {
    await reader.close();
  }
  printLoad();
}

/** Other programs slow the page down. Compare only runs under a low load. */
function printLoad(): void {
  console.log(`\nLoad of this machine: ${loadavg()[0]?.toFixed(1)}`);
}
