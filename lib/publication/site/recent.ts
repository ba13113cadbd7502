/** Whether a time lies within a span before now. One in the future was written by a wrong clock: it is unknown. */
export function isRecent(time: number | undefined, now: number, span: number): boolean {
  return time !== undefined && time <= now && now - time < span;
}

/** Looking for a feed or a sitemap asks for a dozen files: where there is none, not more often than this (ms). */
export const SEEK_EVERY = 24 * 3_600_000;
