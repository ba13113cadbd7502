import { buildExtension, builtExtension, GRANTED } from '../build.ts';
import { closeLeftBrowsers } from '../e2e/harness/started-browsers.ts';
import { PARTS, type Part } from './budgets.ts';
import { measureContentScript } from './content-script.ts';
import { measureCorpus } from './corpus.ts';
import { measureCorrections } from './corrections.ts';
import { measureIndexes } from './index-growth.ts';
import { measureLibraries } from './library.ts';
import { measurePopups } from './popup.ts';
import { outcomes, print, summary } from './report.ts';
import { measureSearch } from './search.ts';
import { printSizes } from './sizes.ts';
import { measureTransfer } from './transfer.ts';
import { measureUpgrade } from './upgrade.ts';
import { measureVisits } from './visits.ts';

/**
 * Measures speed, size and accuracy, and compares them with the budgets in `budgets.ts`. Sizes, the search, the
 * comparison of versions and the corpus are measured in Node, everything else in real Chromium. One run measures
 * everything, so that the figures are comparable. `npm run bench -- popup sizes` measures only these parts. `-- index
 * 1000 5000` measures indexes of these sizes, and `-- library 500` a library of this size. In these two cases, the
 * budgets that are meant for the usual sizes count as not measured.
 *
 * Fails if a budget of these parts is broken or not measured, or if a part fails.
 */

const words = process.argv.slice(2);
const numbers = words.map(Number).filter(Boolean);

/** Returns the sizes in the command, if the command names this part. Otherwise returns no sizes. */
const sizesFor = (part: Part): readonly number[] => (words.includes(part) ? numbers : []);

const MEASURE: Readonly<Record<Part, () => Promise<void>>> = {
  sizes: () => printSizes(builtExtension(GRANTED, 'chromium')),
  corpus: measureCorpus,
  content: measureContentScript,
  visits: measureVisits,
  index: () => measureIndexes(sizesFor('index')),
  popup: measurePopups,
  library: () => measureLibraries(sizesFor('library')),
  upgrade: measureUpgrade,
  search: measureSearch,
  transfer: async () => print('Export and import', await measureTransfer()),
  corrections: async () => print('Comparing two versions', await measureCorrections()),
};

const unknown = words.filter((word) => !PARTS.includes(word as Part) && !Number(word));
if (unknown.length > 0)
  throw new Error(`The bench has no part "${unknown.join(' ')}". It has ${PARTS.join(', ')}.`);
const chosen = PARTS.filter((part) => words.includes(part));
const parts = chosen.length > 0 ? chosen : PARTS;

await buildExtension(GRANTED, 'chromium');
const failures: string[] = [];
for (const part of parts) {
  await MEASURE[part]().catch((error: unknown) => {
    console.error(`\nThe part "${part}" failed:`, error);
    failures.push(`✗ The part "${part}" failed: ${error instanceof Error ? error.message : error}`);
  });
  // An idle browser would slow down the next part, and would keep this process alive.
  await closeLeftBrowsers();
}
const { lines, isKept } = summary(parts, outcomes);
console.log(`\n${[...failures, ...lines].join('\n')}`);
process.exitCode = isKept && failures.length === 0 ? 0 : 1;
