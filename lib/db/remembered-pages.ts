import { db } from './database.ts';
import type { StoryAnswer } from './remembered-page-records.ts';

/** Time for which waiting pages and story answers are kept (ms). */
export const KEPT_FOR_MS = 90 * 24 * 3_600_000;

/** Whether a record from the time `at` (ms since the epoch) has expired. A time in the future has not expired. */
export function isExpired(at: number, now: number): boolean {
  return now - at >= KEPT_FOR_MS;
}

/**
 * Returns the reader's unexpired answers about a page.
 *
 * @param page URL key of its address; `undefined` gives no answers
 */
export async function answersOf(page: string | undefined, now = Date.now()): Promise<StoryAnswer[]> {
  return page === undefined ? [] : answersAbout([page], now);
}

/** Returns the reader's unexpired answers about several pages. */
export async function answersAbout(pages: readonly string[], now = Date.now()): Promise<StoryAnswer[]> {
  const answers = await db.answers.where('page').anyOf(pages).toArray();
  return answers.filter(({ answeredAt }) => !isExpired(answeredAt, now));
}
