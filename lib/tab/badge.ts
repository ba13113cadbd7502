import { browser, isTabGoneError } from '../browser/browser.ts';
import { countedText, text } from '../browser/interface-texts.ts';
import { db } from '../db/database.ts';
import { isDatabaseFailure } from '../db/failures.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { keptSavedAnalyses } from '../library/second-copy-answers.ts';
import { BADGE_COLOURS } from './badge-colours.ts';
import { type Button, iconFile, plainButtons, plainButtonWith } from './default-button.ts';
import type { TabRecord } from './tab-record.ts';
import { tabStillShows } from './tab-still-shows.ts';

/** The state of the toolbar button in one tab. */
export interface Badge extends Button {
  /** Number of analyses; empty if there is none. */
  readonly text: string;
}

/**
 * Returns the badge of a tab; `undefined` if there is neither a sure nor an uncertain match. The tab then shows the
 * default button.
 *
 * @param saved the saved analyses among the matches. Maps the id to whether the reader has read the saved analysis.
 */
export function badgeFor(
  record: Pick<TabRecord, 'sure' | 'uncertain'>,
  saved: ReadonlyMap<string, boolean>,
): Badge | undefined {
  const number = record.sure.length;
  if (number === 0)
    return record.uncertain.length === 0
      ? undefined
      : { text: '', icon: 'nothing', title: text('iconUncertain') };
  const kept = record.sure.filter(({ id }) => saved.has(id));
  const read = kept.some(({ id }) => saved.get(id));
  const state = kept.length === 0 ? [] : [text(read ? 'badgeSavedRead' : 'badgeSaved')];
  return {
    text: String(number),
    icon: kept.length > 0 ? 'saved' : 'found',
    title: [countedText('badgeTitle', number), ...state].join(' · '),
  };
}

/**
 * Shows the badge of a tab, or the default button if the record has neither a sure nor an uncertain match. Does nothing
 * if the tab now shows another page.
 *
 * @returns whether the tab still showed the page of the record
 */
export async function showBadge(tabId: number, record: TabRecord): Promise<boolean> {
  const saved = await savedAmong(record.sure.map(({ id }) => id));
  const badge = badgeFor(record, new Map(saved.map(({ id, readAt }) => [id, readAt !== undefined])));
  // Check this last, because the reader may leave the page during any `await`.
  if (!(await tabStillShows(tabId, record))) return false;
  if (badge) await unlessTabIsGone(() => paint(tabId, badge));
  else await clearBadge(tabId);
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

/** Shows in a tab that Civic Lens is switched off for its site. */
export async function showSwitchedOff(tabId: number): Promise<void> {
  await unlessTabIsGone(() => paint(tabId, { text: '', ...plainButtons().off }));
}

/** Shows the default button in a tab. */
export async function clearBadge(tabId: number): Promise<void> {
  await clearIf(tabId, () => true);
}

/** Shows the default button in a tab, unless the button of the tab reports a match. */
export async function clearPlainButton(tabId: number): Promise<void> {
  await clearIf(tabId, (title) => plainButtonWith(title) !== undefined);
}

/**
 * Shows the default button in a tab if `isOld` returns `true` for the title of the tab's present button. Compares
 * titles, because browsers do not return the icon.
 */
async function clearIf(tabId: number, isOld: (title: string) => boolean): Promise<void> {
  await unlessTabIsGone(async () => {
    const [shown, common] = await Promise.all([
      browser.action.getTitle({ tabId }),
      browser.action.getTitle({}),
    ]);
    if (shown === common || !isOld(shown)) return;
    await paint(tabId, { text: '', ...(plainButtonWith(common) ?? plainButtons().notLooked) });
  });
}

/** Sets icon, title, colour and text of a tab's button. */
async function paint(tabId: number, { icon, title, text: number }: Badge): Promise<void> {
  await Promise.all([
    browser.action.setIcon({ tabId, ...iconFile(icon) }),
    browser.action.setTitle({ tabId, title }),
    browser.action.setBadgeBackgroundColor({
      tabId,
      color: BADGE_COLOURS[icon === 'saved' ? 'saved' : 'found'],
    }),
    // Set the number last, so that title and colour are already right when it appears.
    browser.action.setBadgeText({ tabId, text: number }),
  ]);
}

/** Ignores the error that the browser throws if the tab has closed or was only prerendered. */
async function unlessTabIsGone(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isTabGoneError(error)) throw error;
  }
}
