/**
 * How the extension reads the pages of a plain site: within the daily limit (`steady`), without that limit (`fast`), or
 * only the newest pages because the reader stopped the rest (`stopped`). It reads at most one page a second in each
 * case.
 */
export type ReadPages = 'steady' | 'fast' | 'stopped';

const READ_PAGES: readonly ReadPages[] = ['steady', 'fast', 'stopped'];

/**
 * Reads a stored value. Other values become `steady`, for example the names that versions before the daily limit
 * stored.
 */
export function asReadPages(value: unknown): ReadPages {
  return READ_PAGES.find((name) => name === value) ?? 'steady';
}
