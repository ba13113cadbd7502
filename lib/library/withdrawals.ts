import { db } from '../db/database.ts';
import { cardsById, lookUpCards, monthsWithSkipped } from '../db/index-queries.ts';
import type { IndexState } from '../db/index-records.ts';
import { indexState, syncState } from '../db/index-state.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { goneSitePages } from '../db/site-state.ts';
import { isCompleteFor } from '../index/index-completeness.ts';
import { analysisAt } from '../index/match.ts';
import { pageKey } from '../publication/site/page-key.ts';
import { changeWithoutJournal } from './change-saved.ts';
import { withoutWithdrawal } from './saved-analyses.ts';

/**
 * Minimum time between the two checks that must agree (ms). A single check may see a temporary mistake of the
 * publication.
 */
const CONFIRMED_AFTER = 24 * 3_600_000;

/**
 * Marks the saved analyses that the publication has withdrawn, and removes the marks of analyses that the publication
 * lists again. An analysis counts as withdrawn if two checks at least a day apart find neither its id nor its address
 * in the index. A check does not count if the index may lack analyses of the day on which the analysis was published,
 * unless the page of the analysis is certainly gone. A check does not count either if the month of the analysis has
 * unreadable cards, because one of them may be its card.
 *
 * @param checkedAt when the index was last confirmed (ms since the epoch); read from the database if not given
 */
export async function detectWithdrawals(checkedAt?: number): Promise<void> {
  const index = await indexState();
  const at = checkedAt ?? (await syncState()).checkedAt;
  if (at === undefined || !index || index.cardCount === 0) return;
  const saved = await db.saved.toArray();
  const listed = await cardsById(saved.map(({ id }) => id));
  const unreadable = await monthsWithSkipped(index);
  // Usually all analyses are listed, so find out which pages are gone only when an analysis is not listed.
  let gone: ReadonlySet<string> | undefined;
  const isGone = async (url: string): Promise<boolean> => {
    gone ??= await goneSitePages();
    return gone.has(pageKey(url));
  };
  for (const record of saved) {
    const { id, card } = record;
    const isListed = listed.has(id) || (await analysisAt(card.url, lookUpCards)) !== undefined;
    const day = card.published.slice(0, 10);
    if (!isListed && unreadable.some(({ from, to }) => from <= day && day <= to)) continue;
    if (!isListed && !hasAllOf(day, index) && !(await isGone(card.url))) continue;
    const next = isListed ? ifListed : (record: SavedAnalysis) => ifUnlisted(record, at);
    if (next(record)) await changeWithoutJournal(id, next);
  }
}

/** Whether the index has every analysis that was published on a day. */
function hasAllOf(day: string, { origin, ...gaps }: IndexState): boolean {
  // The dates in feeds and sitemaps may have another time zone than the published day. `isCompleteFor` allows for that.
  if (origin === 'site') return isCompleteFor(gaps, Date.parse(day));
  return !gaps.incomplete || (gaps.knownBackTo !== undefined && day >= gaps.knownBackTo);
}

/** Returns the record after a check that found the analysis; `undefined` if nothing changes. */
function ifListed(saved: SavedAnalysis): SavedAnalysis | undefined {
  const isMarked = saved.unlistedSince !== undefined || saved.withdrawnAt !== undefined;
  return isMarked ? withoutWithdrawal(saved) : undefined;
}

/** Returns the record after a check that did not find the analysis; `undefined` if nothing changes. */
function ifUnlisted(saved: SavedAnalysis, at: number): SavedAnalysis | undefined {
  const { unlistedSince: since, ...record } = saved;
  if (saved.withdrawnAt !== undefined) return undefined;
  // A time in the future comes from a wrong clock, so begin the period again.
  if (since === undefined || since > at) return { ...record, unlistedSince: at };
  return at - since < CONFIRMED_AFTER ? undefined : { ...record, withdrawnAt: since };
}

/** Whether the publication has withdrawn a saved analysis, and the extension has not reported that yet. */
export function isUnreportedWithdrawal({ withdrawnAt, withdrawalToldAt }: SavedAnalysis): boolean {
  return withdrawnAt !== undefined && withdrawalToldAt === undefined;
}

/** Records that the extension has reported these withdrawn analyses to the reader. */
export async function markWithdrawalsReported(ids: readonly string[], now = Date.now()): Promise<void> {
  for (const id of ids) await changeWithoutJournal(id, (saved) => ({ ...saved, withdrawalToldAt: now }));
}
