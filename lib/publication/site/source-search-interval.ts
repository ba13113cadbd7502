/** Whether `time` is at most `span` before `now` (all in ms). A time in the future comes from a wrong clock: false. */
export function isRecent(time: number | undefined, now: number, span: number): boolean {
  return time !== undefined && time <= now && now - time < span;
}

/** Time between two searches for a feed or sitemap on a site that has none (ms): a search requests a dozen files. */
export const SOURCE_SEARCH_EVERY = 24 * 3_600_000;
