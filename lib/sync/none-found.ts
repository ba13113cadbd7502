import { gapsOf } from '../db/index-queries.ts';
import type { IndexState } from '../db/index-records.ts';
import { syncState } from '../db/index-state.ts';
import { isCompleteFor } from '../index/index-completeness.ts';
import { type Stale, staleness } from './schedule.ts';

/** What it means that the index has no analysis of a page. Only `none` shows that there is none. */
export type NoneFound =
  | { readonly state: 'none' }
  /** The index is old, or older than the page. */
  | (Stale & { readonly state: 'stale' })
  /**
   * The index is incomplete. `backTo` is the day from which it is complete (`YYYY-MM-DD`); absent if there is no such
   * day.
   */
  | { readonly state: 'partial'; readonly backTo?: string };

/**
 * Returns what it means that an index has no analysis of a page, or of any of several pages.
 *
 * @param published when the pages were published (ms since the epoch). `newest`: the newest of those whose time is
 *   known; `oldest`: the oldest of all, absent if the time of any is unknown
 */
export async function noneFoundIn(
  index: IndexState,
  { newest, oldest }: { readonly newest?: number | undefined; readonly oldest?: number | undefined } = {},
): Promise<NoneFound> {
  const stale = staleness(await syncState(), Date.now(), newest);
  if (stale) return { state: 'stale', ...stale };
  const gaps = await gapsOf(index);
  if (isCompleteFor(gaps, oldest)) return { state: 'none' };
  return { state: 'partial', ...(gaps.knownBackTo === undefined ? {} : { backTo: gaps.knownBackTo }) };
}
