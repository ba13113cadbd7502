import { type Card, timeOf } from '../index/card.ts';
import { filterTest, type SegmentDirectory } from '../index/segment.ts';
import type { CardPlace } from '../index/superseded.ts';
import type { CardFilter } from '../index/tags.ts';

/** An analysis older than this beside the newest one was added late: it fills the archive and is no news (ms). */
const NEWS_FOR = 30 * 24 * 3_600_000;

/**
 * Where the cards stand that came with a renewal of the index and belong to something followed, segment by segment. A
 * card is known by the hash of its id: one in twenty thousand renewals of a large index passes over a new card whose
 * hash agrees with an old one's.
 *
 * @param before directories of the index that was replaced
 * @param after directories of the one that replaced it, newest first
 */
export function arrivals(
  before: readonly SegmentDirectory[],
  after: readonly SegmentDirectory[],
  followed: readonly CardFilter[],
): CardPlace[] {
  const old = new Set(before.map(({ sha256 }) => sha256));
  const candidates = after
    .filter(({ sha256 }) => !old.has(sha256))
    .flatMap((segment) => {
      const tests = followed.map((filter) => filterTest(segment, filter));
      return [...segment.ids].flatMap((hash, position) =>
        tests.some((belongs) => belongs(position)) ? [{ hash, sha256: segment.sha256, position }] : [],
      );
    });
  if (candidates.length === 0) return [];
  const fresh = new Set(candidates.map(({ hash }) => hash));
  for (const { ids } of before) for (const hash of ids) fresh.delete(hash);
  return candidates.flatMap(({ hash, ...place }) => (fresh.has(hash) ? [place] : []));
}

/**
 * From when on an analysis that arrives is news. The reader's clock alone would not do: what the publication brings
 * after a long pause is new all the same, so the newest analysis says what time it is there, unless it is dated in
 * the future.
 *
 * @param newest the newest card of the new index
 * @param lastOfIncomplete the newest card of the index before, where that lacked whole segments
 * @returns milliseconds since the epoch
 */
export function newsSince(
  newest: Pick<Card, 'published'>,
  lastOfIncomplete: Pick<Card, 'published'> | undefined,
  now: number,
): number {
  const window = Math.min(timeOf(newest.published), now) - NEWS_FOR;
  return lastOfIncomplete ? Math.max(window, timeOf(lastOfIncomplete.published)) : window;
}
