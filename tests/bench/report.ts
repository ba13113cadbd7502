import { BUDGETS, type Budget, type BudgetName, type Part } from './budgets.ts';

/** One line of the results. */
export interface Measured {
  /** Name of the measured value. Two spaces at the start mark a detail of the previous line. */
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The budget that the value must keep. A line without a budget is only for comparison. */
  readonly budget?: { readonly name: BudgetName; readonly of: string };
}

/** Number of bytes in a kB. */
export const KB = 1000;

/** The result of one measurement that has a budget. */
export interface Outcome {
  readonly budget: BudgetName;
  /** The case of the budget; empty if it has only one. */
  readonly of: string;
  readonly isKept: boolean;
  /** The title and name of the line, the value and the limit, for the list of broken budgets. */
  readonly words: string;
}

/** The results of this run, in the order in which they were printed. */
export const outcomes: Outcome[] = [];

/**
 * Returns the line of a value that has a budget.
 *
 * @param of the case of the budget, if it has several
 * @param isReference whether the measurement has the size for which the budget is meant. If not, the line has no budget
 *   and is only for comparison
 */
export function measured(name: BudgetName, value: number, of = '', isReference = true): Measured {
  const line = { what: of ? `${name} (${of})` : name, value, unit: budgetOf(name).unit };
  if (!isReference) return line;
  limitOf(name, of);
  return { ...line, budget: { name, of } };
}

/**
 * Prints lines as a table, and marks each line that has a budget as kept or broken. `NaN` breaks every budget. Adds the
 * outcomes to `outcomes`.
 */
export function print(title: string, lines: readonly Measured[]): void {
  console.log(`\n${title}`);
  for (const { what, value, unit, budget } of lines) {
    const shown = `${what.padEnd(88)} ${format(value).padStart(10)} ${unit}`;
    if (!budget) {
      console.log(`  ${shown}`);
      continue;
    }
    const limit = limitOf(budget.name, budget.of);
    const { isMinimum } = budgetOf(budget.name);
    const isKept = isMinimum ? value >= limit : value <= limit;
    const words = `${isMinimum ? 'at least' : 'budget'} ${format(limit)} ${unit}`.trimEnd();
    outcomes.push({
      budget: budget.name,
      of: budget.of,
      isKept,
      words: `${title}: ${what.trim()}, ${format(value)} ${unit} (${words})`.replace('  ', ' '),
    });
    console.log(`${isKept ? '✓' : '✗'} ${shown}  (${words})`);
  }
}

/**
 * Returns the last lines of the bench: each broken budget, each budget that was not measured, and a line that counts
 * them. A budget counts once for each of its cases, and is broken if one of its measurements breaks it.
 *
 * @param parts the parts that were asked for. Only their budgets count
 */
export function summary(
  parts: readonly Part[],
  of: readonly Outcome[],
): { lines: string[]; isKept: boolean } {
  const all = [...BUDGETS].flatMap(([name, { part, limits }]) =>
    parts.includes(part) ? [...limits.keys()].map((one) => ({ name, of: one, part })) : [],
  );
  const broken = of.filter(({ isKept }) => !isKept);
  const isOf = (one: (typeof all)[number]) => (outcome: Outcome) =>
    outcome.budget === one.name && outcome.of === one.of;
  const missing = all.filter((one) => !of.some(isOf(one)));
  const over = all.filter((one) => broken.some(isOf(one))).length;
  const asserted = all.length - missing.length;
  return {
    lines: [
      ...broken.map(({ words }) => `✗ ${words}`),
      ...missing.map(
        ({ name, of: one, part }) => `✗ not measured: ${name}${one && ` (${one})`}, in "${part}"`,
      ),
      `${asserted} of ${all.length} budgets asserted: ${asserted - over} kept, ${over} broken; ` +
        `${missing.length} not measured.`,
    ],
    isKept: over === 0 && missing.length === 0,
  };
}

function budgetOf(name: BudgetName): Budget {
  const budget = BUDGETS.get(name);
  if (!budget) throw new Error(`There is no budget "${name}".`);
  return budget;
}

function limitOf(name: BudgetName, of: string): number {
  const limit = budgetOf(name).limits.get(of);
  if (limit === undefined) throw new Error(`The budget "${name}" has no case "${of}".`);
  return limit;
}

function format(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
}

/**
 * Returns a quantile: 0.5 is the median, 0.99 the 99th percentile. Between two values, returns the larger one. Without
 * values, returns `NaN`.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
