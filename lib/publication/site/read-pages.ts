/**
 * How the extension reads pages of a plain site, always at most one a second: within the daily limit (`steady`),
 * without it (`fast`), or only the newest pages because the reader stopped the rest (`stopped`).
 */
export type ReadPages = 'steady' | 'fast' | 'stopped';

const READ_PAGES: readonly ReadPages[] = ['steady', 'fast', 'stopped'];

/** Reads a stored value. Versions before the daily limit stored other names; these become `steady`. */
export function asReadPages(value: unknown): ReadPages {
  return READ_PAGES.find((name) => name === value) ?? 'steady';
}
