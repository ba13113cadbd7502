/** One measured line: what, how much, and the budget that it is held against. */
export interface Measured {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** At most this much, in the same unit; none where there is only something to compare. */
  readonly budget?: number;
}

/** Bytes in a kB. */
export const KB = 1000;

/** Lines whose budget was not kept, in the order in which they were printed. */
export const missed: string[] = [];

/** Prints lines as a table, with a mark where a budget is not kept. A value that could not be measured keeps none. */
export function print(title: string, lines: readonly Measured[]): void {
  console.log(`\n${title}`);
  for (const { what, value, unit, budget } of lines) {
    const isKept = budget === undefined || value <= budget;
    if (!isKept) missed.push(`${title}: ${what.trim()}, ${format(value)} of ${budget} ${unit}`);
    const mark = budget === undefined ? ' ' : isKept ? '✓' : '✗';
    const limit = budget === undefined ? '' : `  (budget ${budget} ${unit})`;
    console.log(`${mark} ${what.padEnd(64)} ${format(value).padStart(10)} ${unit}${limit}`);
  }
}

function format(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
}

/** A quantile by nearest rank: 0.5 is the median, 0.99 the 99th percentile. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
