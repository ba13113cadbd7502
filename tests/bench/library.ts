import { loadavg } from 'node:os';
import { GRANTED } from '../build.ts';
import { openReader, type Reader } from '../e2e/harness/reader.ts';
import { STRESS, USUAL } from './budgets.ts';
import { emptyExtension } from './empty-extension.ts';
import { buildSearchIndex } from './library-index.ts';
import { measureOpening } from './library-opening.ts';
import { openNeutral } from './library-page.ts';
import { measureReading } from './library-reading.ts';
import { measureScrolling } from './library-scrolling.ts';
import { measureTyping } from './library-typing.ts';
import { print } from './report.ts';

/** The sizes of the library that have budgets. */
const SIZES: ReadonlyMap<number, string> = new Map([
  [2000, USUAL],
  [10_000, STRESS],
]);

/** The number of saved analyses in a run. */
export interface LibrarySize {
  readonly saved: number;
  /** The case of the budgets. Without a case, the figures are only for comparison. */
  readonly of?: string | undefined;
}

/** Measures libraries of several sizes, by default of all sizes that have budgets. */
export async function measureLibraries(sizes: readonly number[]): Promise<void> {
  for (const saved of sizes.length > 0 ? sizes : SIZES.keys())
    await measureLibrary({ saved, of: SIZES.get(saved) });
}

/**
 * Measures the library page as a reader uses it: the list, its scrolling, an open analysis, the search. The saved
 * analyses have 900 words each, in nine languages, and 500 highlights together.
 */
async function measureLibrary(size: LibrarySize): Promise<void> {
  const { saved } = size;
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
