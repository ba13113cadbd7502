import type { BudgetName } from './budgets.ts';
import { measureIndex } from './index-speed.ts';
import { type Measured, measured, print } from './report.ts';

/** Numbers of cards. The first and the last show how the times grow. */
const SIZES = [1000, 20_000, 100_000, 200_000];

/** Measures indexes of several sizes, and how the times grow from the smallest to the largest. */
export async function measureIndexes(sizes: readonly number[]): Promise<void> {
  const all: { cards: number; lines: readonly Measured[] }[] = [];
  for (const cards of sizes.length > 0 ? sizes : SIZES) all.push({ cards, lines: await measureIndex(cards) });
  const [smallest, largest] = [all[0], all.at(-1)];
  if (!smallest || !largest || smallest === largest) return;
  const growth = (what: string): number => lineValue(largest.lines, what) / lineValue(smallest.lines, what);
  const cards = largest.cards / smallest.cards;
  const isReference = sizes.length === 0;
  print(`Growth from ${smallest.cards.toLocaleString('en')} to ${largest.cards.toLocaleString('en')} cards`, [
    { what: 'cards', value: cards, unit: '×' },
    measured('lookup, growth', growth(LOOKUP), '', isReference),
    measured('first sync, growth divided by that of the cards', growth(SYNC) / cards, '', isReference),
    // Skip details of other lines. They begin with a space, and their names are not unique.
    ...largest.lines.flatMap(({ what, unit }): Measured[] =>
      unit === '×' || what === LOOKUP || what.startsWith(' ') || Number.isNaN(growth(what))
        ? []
        : [{ what: `  ${what}`, value: growth(what), unit: '×' }],
    ),
  ]);
}

const LOOKUP: BudgetName = 'lookup of a page, awake, median';
const SYNC: BudgetName = 'first sync, processing, median';

/** Returns the value of a line, `NaN` if there is no such line. */
function lineValue(lines: readonly Measured[], what: string): number {
  return lines.find((line) => line.what === what)?.value ?? Number.NaN;
}
