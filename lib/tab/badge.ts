import { browser, isTabGone } from '../browser/browser.ts';
import { count, text } from '../browser/interface-texts.ts';
import { db } from '../db/database.ts';
import { isDatabaseFailure } from '../db/failures.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { keptSavedAnalyses } from '../library/second-copy-answers.ts';
import type { TabRecord } from './tab-record.ts';
import { tabStillShows } from './tab-still-shows.ts';

/** The badge and the title of the toolbar button in a tab. */
export interface Badge {
  /** Number of analyses; empty if there is none. */
  readonly text: string;
  /** Says the same in words, in the interface language. */
  readonly title: string;
  /** Whether an analysis of the page is in the library. Sets the colour. */
  readonly saved: boolean;
}

/** Colours of the badge: `found` for analyses, `saved` if one is in the library. Contrast with white is over 4.5:1. */
const COLOURS = { found: '#8c1d18', saved: '#1b5e3b' };

/**
 * The badge of a tab.
 *
 * @param saved the saved analyses among the matches: from id to whether the reader has read it
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
 * Shows the badge of a tab, unless the tab now shows another page.
 *
 * @returns whether the tab still shows the page of the record
 */
export async function showBadge(tabId: number, record: TabRecord): Promise<boolean> {
  const saved = await savedAmong(record.sure.map(({ id }) => id));
  const badge = badgeFor(record, new Map(saved.map(({ id, readAt }) => [id, readAt !== undefined])));
  // Check this last, since the reader may leave the page while anything is awaited.
  if (!(await tabStillShows(tabId, record))) return false;
  await paint(tabId, badge);
  return true;
}

async function savedAmong(ids: readonly string[]): Promise<SavedAnalysis[]> {
  try {
    return (await db.saved.bulkGet([...ids])).filter((found) => found !== undefined);
  } catch (error) {
    if (!isDatabaseFailure(error)) throw error;
    return keptSavedAnalyses(ids);
  }
}

/** Removes the badge of a tab. */
export async function clearBadge(tabId: number): Promise<void> {
  await paint(tabId, { text: '', title: text('extensionName'), saved: false });
}

/** Sets title, colour and text of a tab's button. Does nothing if the tab has closed or was only prerendered. */
async function paint(tabId: number, badge: Badge): Promise<void> {
  try {
    await Promise.all([
      browser.action.setTitle({ tabId, title: badge.title }),
      browser.action.setBadgeBackgroundColor({ tabId, color: badge.saved ? COLOURS.saved : COLOURS.found }),
      // Last, so that title and colour are already right when the number appears.
      browser.action.setBadgeText({ tabId, text: badge.text }),
    ]);
  } catch (error) {
    if (!isTabGone(error)) throw error;
  }
}
