/**
 * How the extension reads the pages of a plain site. It reads at most one page a second in each case.
 *
 * - `steady`: within the daily limit
 * - `fast`: without that limit
 * - `stopped`: only the newest pages, because the reader has stopped reading the others
 */
export type ReadPages = 'steady' | 'fast' | 'stopped';

const READ_PAGES: readonly ReadPages[] = ['steady', 'fast', 'stopped'];

/** Reads a stored value. Other values become `steady`, for example names that earlier versions stored. */
export function asReadPages(value: unknown): ReadPages {
  return READ_PAGES.find((name) => name === value) ?? 'steady';
}
