import { browser, isTabGone } from '../browser/browser.ts';
import { count, text } from '../browser/interface-texts.ts';
import { db } from '../db/database.ts';
import { isOfDatabase } from '../db/failures.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { keptSavedAnalyses } from '../library/kept-library.ts';
import { stillShows } from './still-shows.ts';
import type { TabRecord } from './tab-record.ts';

/** What the toolbar button shows for a tab, and says in words. */
export interface Badge {
  /** Number of analyses; empty where there is none. */
  readonly text: string;
  readonly title: string;
  /** Whether an analysis of the page is in the library. */
  readonly saved: boolean;
}

/** Colours of the badge (with white text, contrast 4.5:1 and more): an analysis exists; it is in the library. */
const COLOURS = { found: '#8c1d18', saved: '#1b5e3b' };

/**
 * @param saved for each saved analysis among the matches whether it was read
 */
export function badgeFor(record: TabRecord, saved: ReadonlyMap<string, boolean>): Badge {
  const number = record.sure.length;
  if (number === 0) return { text: '', title: text('extensionName'), saved: false };
  const kept = record.sure.filter(({ id }) => saved.has(id));
  const read = kept.some(({ id }) => saved.get(id));
  const state = kept.length === 0 ? [] : [text(read ? 'badgeSavedRead' : 'badgeSaved')];
  return {
    text: String(number),
    title: [count('badgeTitle', number), ...state].join(' · '),
    saved: kept.length > 0,
  };
}

/**
 * Shows the badge of a tab, unless the reader has gone on meanwhile.
 *
 * @returns whether the tab still shows the page of the record
 */
export async function showBadge(tabId: number, record: TabRecord): Promise<boolean> {
  const saved = await savedAmong(record.sure.map(({ id }) => id));
  const badge = badgeFor(record, new Map(saved.map(({ id, readAt }) => [id, readAt !== undefined])));
  // Asked last: what comes between the question and the badge is time in which the reader goes on.
  if (!(await stillShows(tabId, record))) return false;
  await paint(tabId, badge);
  return true;
}

async function savedAmong(ids: readonly string[]): Promise<SavedAnalysis[]> {
  try {
    return (await db.saved.bulkGet([...ids])).filter((found) => found !== undefined);
  } catch (error) {
    if (!isOfDatabase(error)) throw error;
    return keptSavedAnalyses(ids);
  }
}

/** Takes the badge of a tab away. */
export async function clearBadge(tabId: number): Promise<void> {
  await paint(tabId, { text: '', title: text('extensionName'), saved: false });
}

/** A tab that closed meanwhile, or was only prerendered, has no badge. */
async function paint(tabId: number, badge: Badge): Promise<void> {
  try {
    await Promise.all([
      browser.action.setTitle({ tabId, title: badge.title }),
      browser.action.setBadgeBackgroundColor({ tabId, color: badge.saved ? COLOURS.saved : COLOURS.found }),
      // Last, so that who sees the number finds its words and colour there.
      browser.action.setBadgeText({ tabId, text: badge.text }),
    ]);
  } catch (error) {
    if (!isTabGone(error)) throw error;
  }
}
