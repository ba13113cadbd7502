import { buildExtension, builtExtension, GRANTED } from '../build.ts';
import { measureContentScript } from './content-script.ts';
import { measureCorpus } from './corpus.ts';
import { measureCorrections } from './corrections.ts';
import { measureIndex } from './index-speed.ts';
import { measureLibrary } from './library.ts';
import { measurePopup } from './popup.ts';
import { type Measured, overBudget, print } from './report.ts';
import { measureSearch } from './search.ts';
import { contentsOf, scriptSizes } from './sizes.ts';
import { measureTransfer } from './transfer.ts';

/**
 * Measures speed, size and accuracy, and compares them with their budgets. Sizes, the search, the comparison of
 * versions and the corpus are measured in Node, everything else in real Chromium. One run measures everything, so that
 * the figures are comparable. `npm run bench -- 20000 200000` uses other sizes of the index; `-- sizes`, `-- popup` and
 * so on measure only one part; `-- library 10000` takes a larger library. Fails if a figure misses its budget.
 */

const words = process.argv.slice(2);
const numbers = words.map(Number).filter(Boolean);
const sizes = numbers.length > 0 ? numbers : [1000, 20_000, 100_000, 200_000];

/** Entrypoints whose contents are listed. */
const ENTRIES = [
  'background.ts',
  'site-parsers.ts',
  'search-worker.ts',
  'popup/main.tsx',
  'library/main.tsx',
  'detect.ts',
];

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  sizes: printSizes,
  corpus: measureCorpus,
  content: measureContentScript,
  index: measureIndexes,
  popup: async () => print('Popup', await measurePopup()),
  library: () => measureLibrary(words.includes('library') ? numbers[0] : undefined),
  search: measureSearch,
  transfer: async () => print('Export and import', await measureTransfer()),
  corrections: async () => print('Comparing two versions', await measureCorrections()),
};

await buildExtension(GRANTED, 'chromium');
const wanted = Object.keys(PARTS).filter((part) => words.includes(part));
for (const part of wanted.length > 0 ? wanted : Object.keys(PARTS)) await PARTS[part]?.();
for (const line of overBudget) console.log(`✗ ${line}`);
console.log(
  overBudget.length === 0 ? '\nEvery budget is kept.' : `\n${overBudget.length} budgets are exceeded.`,
);
process.exitCode = overBudget.length === 0 ? 0 : 1;

async function printSizes(): Promise<void> {
  print('Sizes, minified', scriptSizes(builtExtension(GRANTED, 'chromium')));
  for (const entry of ENTRIES) print(`Contents of ${entry}`, await contentsOf(`entrypoints/${entry}`));
}

async function measureIndexes(): Promise<void> {
  const measured: { cards: number; lines: readonly Measured[] }[] = [];
  for (const cards of sizes) measured.push({ cards, lines: await measureIndex(cards) });
  printGrowth(measured);
}

/**
 * Prints how many times larger each figure is for the largest index than for the smallest, beside the ratio of their
 * numbers of cards.
 */
function printGrowth(measured: readonly { cards: number; lines: readonly Measured[] }[]): void {
  const [smallest, largest] = [measured[0], measured.at(-1)];
  if (!smallest || !largest || smallest === largest) return;
  print(`Growth from ${smallest.cards.toLocaleString('en')} to ${largest.cards.toLocaleString('en')} cards`, [
    { what: 'cards', value: largest.cards / smallest.cards, unit: '×' },
    ...largest.lines.flatMap(({ what, value, unit }) => {
      const before = smallest.lines.find((line) => line.what === what)?.value;
      if (!before || unit === '×') return [];
      // Lookups must not depend on the size. The limit is a factor of 2, because clocks are coarse. Syncs may grow
      // linearly.
      const budget = what.startsWith('look-up of a page')
        ? 2
        : what.startsWith('first sync, processing')
          ? largest.cards / smallest.cards
          : undefined;
      return [{ what, value: value / before, unit: '×', ...(budget ? { budget } : {}) }];
    }),
  ]);
}
