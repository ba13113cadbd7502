import { gapsOf } from '../db/index-queries.ts';
import type { IndexState } from '../db/index-records.ts';
import { syncState } from '../db/index-state.ts';
import { isCompleteFor } from '../index/index-completeness.ts';
import { type Stale, staleness } from './schedule.ts';

/**
 * What it means that the index has no analysis of a page. Only `none` means that the publication has no analysis
 * either.
 */
export type NoneFound =
  | { readonly state: 'none' }
  /** The last successful sync was too long ago, or a day or more before the page was published (`staleness`). */
  | (Stale & { readonly state: 'stale' })
  /**
   * The index is incomplete. `backTo` (`YYYY-MM-DD`) is the day from which on it has every analysis; absent if there is
   * no such day.
   */
  | { readonly state: 'partial'; readonly backTo?: string };

/**
 * Returns what it means that an index has no analysis of a page, or of any of several pages.
 *
 * @param published when the pages were published (ms since the epoch). `newest` is the latest known time. `oldest` is
 *   the earliest time; absent if the time of any page is unknown.
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
