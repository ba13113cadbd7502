import { browser } from '../browser/browser.ts';

/**
 * The place where the reader stopped in a saved analysis. `storage.session` holds it until the browser closes, so that
 * the popup, the side panel and the library continue at the same place. The place is the same for every window width
 * and text size.
 */
export interface ReadingPlace {
  /** Number of the section, from 0. */
  readonly section: number;
  /** The share of the section that is scrolled out above the window, 0 to 1. */
  readonly share: number;
}

const PREFIX = 'readingPlace:';

/** Reads the place; `undefined` if the reader has not begun, or the value is damaged. */
export async function readReadingPlace(id: string): Promise<ReadingPlace | undefined> {
  const stored: unknown = (await browser.storage.session.get(PREFIX + id))[PREFIX + id];
  return isPlace(stored) ? stored : undefined;
}

function isPlace(value: unknown): value is ReadingPlace {
  if (typeof value !== 'object' || value === null) return false;
  const { section, share } = value as Partial<ReadingPlace>;
  return Number.isInteger(section) && typeof share === 'number' && share >= 0 && share <= 1;
}

/** Stores the place. `undefined` means the beginning of the analysis. */
export async function storeReadingPlace(id: string, place: ReadingPlace | undefined): Promise<void> {
  if (place) await browser.storage.session.set({ [PREFIX + id]: place });
  else await browser.storage.session.remove(PREFIX + id);
}
