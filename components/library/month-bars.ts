/** The largest number of bars in the picture. */
const MAX_BARS = 24;

/** A bar: one or several months, and the number of analyses published in them. */
export interface Bar {
  /** `from` and `to`: start of the first and of the last month (ms since the epoch, in UTC). */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * Counts analyses by month. If there are too many months for the picture, each bar covers several of them. Months
 * without an analysis count as 0.
 *
 * @param days published dates (`YYYY-MM-DD…`), in any order
 */
export function monthBars(days: readonly string[]): Bar[] {
  const months = days.map(monthOf).filter((month) => Number.isFinite(month));
  if (months.length === 0) return [];
  const first = months.reduce((a, b) => Math.min(a, b));
  const last = months.reduce((a, b) => Math.max(a, b));
  const together = Math.ceil((last - first + 1) / MAX_BARS);
  const counts = new Array<number>(Math.ceil((last - first + 1) / together)).fill(0);
  for (const month of months) {
    const bar = Math.floor((month - first) / together);
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  return counts.map((count, n) => {
    const from = first + n * together;
    return { from: timeOfMonth(from), to: timeOfMonth(Math.min(last, from + together - 1)), count };
  });
}

/** Returns the number of months between the start of the year 0 and the month of a day. */
function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

function timeOfMonth(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12);
}
