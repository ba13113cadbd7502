/** One line of the results. */
export interface Measured {
  /** Name of the measured value. Two spaces at the start mark a detail of the previous line. */
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The highest allowed value, in the same unit. A line without a budget is only for comparison. */
  readonly budget?: number;
  /** The lowest allowed value, for example of frames a second. */
  readonly atLeast?: number;
}

/** Number of bytes in a kB. */
export const KB = 1000;

/** Lines that miss their budget, in the order in which they were printed. */
export const overBudget: string[] = [];

/**
 * Prints lines as a table. Marks those that miss their budget, and adds them to `overBudget`. `NaN` misses every
 * budget.
 */
export function print(title: string, lines: readonly Measured[]): void {
  console.log(`\n${title}`);
  for (const { what, value, unit, budget, atLeast } of lines) {
    const limit = budget ?? atLeast;
    const isKept = limit === undefined || (atLeast === undefined ? value <= limit : value >= limit);
    if (!isKept) overBudget.push(`${title}: ${what.trim()}, ${format(value)} of ${limit} ${unit}`);
    const mark = limit === undefined ? ' ' : isKept ? '✓' : '✗';
    const words =
      limit === undefined ? '' : `  (${atLeast === undefined ? 'budget' : 'at least'} ${limit} ${unit})`;
    console.log(`${mark} ${what.padEnd(64)} ${format(value).padStart(10)} ${unit}${words}`);
  }
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
