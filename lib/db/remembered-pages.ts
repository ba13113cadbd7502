import { db } from './database.ts';
import type { StoryAnswer } from './records.ts';

/** How long a page that waits for an analysis, and an answer about a page, are kept (ms). */
export const KEPT_FOR = 90 * 24 * 3_600_000;

/** Whether the time to keep a record is over. A time in the future is unknown: the clock was wrong. */
export function isOver(at: number, now: number): boolean {
  return now - at >= KEPT_FOR;
}

/** The reader's answers about a page. */
export async function answersOf(page: string | undefined, now = Date.now()): Promise<StoryAnswer[]> {
  return page === undefined ? [] : answersAbout([page], now);
}

/** The reader's answers about some pages. */
export async function answersAbout(pages: readonly string[], now = Date.now()): Promise<StoryAnswer[]> {
  const answers = await db.answers.where('page').anyOf(pages).toArray();
  return answers.filter(({ answeredAt }) => !isOver(answeredAt, now));
}
