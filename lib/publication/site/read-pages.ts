/**
 * How pages are read: within the day's limit, without it, or only the newest ones because the reader stopped the rest.
 * One a second in any case.
 */
export type ReadPages = 'steady' | 'fast' | 'stopped';

const READ_PAGES: readonly ReadPages[] = ['steady', 'fast', 'stopped'];

/** The way of reading that a value names. Before there was a limit for each day it had other names. */
export function asReadPages(value: unknown): ReadPages {
  return READ_PAGES.find((name) => name === value) ?? 'steady';
}
