import type { Page } from 'puppeteer-core';
import type { Reader } from '../e2e/harness/reader.ts';
import { namesOf, pageSurface, press, type Surface, until } from '../e2e/harness/surface.ts';
import { type Killed, kill, printKind, random, untilSound, type Victim, wait } from './kill-moments.ts';
import { readStored, type Stored } from './state.ts';

/** Kills processes while the reader saves, removes, restores, follows and unfollows. */

const PAGE = 'a desktop host';
const ID = 'ferry-talks-merrow-strait';
const LENS = 'Global Power Plays';
/**
 * The name of an article, and the id of its analysis. The reader saves this analysis before the first kill. No action
 * changes it, so it must stay saved.
 */
const KEPT_PAGE = 'a plain article';
export const KEPT_ID = 'port-fee-holiday';
/** One in this many kills happens right after the popup has reported success. */
const RIGHT_AFTER = 5;

/** The part of the reader's data that an action changes. */
type Place = 'saved' | 'followed';

interface Action {
  readonly name: string;
  readonly changes: Place;
  /** Names of the buttons to press, in order. */
  readonly presses: readonly string[];
  /** Name of the button that then shows that the action is done. */
  readonly doneButton: string;
  /** Whether the action is possible in a state. */
  readonly from: (stored: Stored) => boolean;
  /** Whether the stored state shows that the action is done. */
  readonly isDone: (stored: Stored) => boolean;
}

const isSaved = ({ saved }: Stored): boolean => saved.includes(ID);
const isFollowed = ({ followed }: Stored): boolean => followed.some((key) => key === KEYS.lens);
const KEYS = { lens: 'lens:global-power-plays' };

const ACTIONS: readonly Action[] = [
  {
    name: 'save',
    changes: 'saved',
    presses: ['Save'],
    doneButton: 'Saved',
    from: (stored) => !isSaved(stored),
    isDone: isSaved,
  },
  {
    name: 'restore',
    changes: 'saved',
    presses: ['Undo'],
    doneButton: 'Saved',
    from: (stored) => stored.removed.includes(ID),
    isDone: isSaved,
  },
  {
    name: 'remove',
    changes: 'saved',
    presses: ['Saved', 'Remove'],
    doneButton: 'Save',
    from: isSaved,
    isDone: (stored) => !isSaved(stored) && stored.removed.includes(ID),
  },
  {
    name: 'follow',
    changes: 'followed',
    presses: [`Follow ${LENS}`],
    doneButton: `Following ${LENS}`,
    from: (stored) => !isFollowed(stored),
    isDone: isFollowed,
  },
  {
    name: 'unfollow',
    changes: 'followed',
    presses: [`Following ${LENS}`],
    doneButton: `Follow ${LENS}`,
    from: isFollowed,
    isDone: (stored) => !isFollowed(stored),
  },
];

/** Saves the analysis that must stay. */
export async function prepare(reader: Reader): Promise<void> {
  await reader.untilIndex();
  await reader.tabs();
  const popup = await openPopup(reader, KEPT_PAGE);
  await press(pageSurface(popup), 'button', 'Save');
  await untilButton(pageSurface(popup), 'Saved');
  await popup.close();
}

async function untilButton(surface: Surface, name: string): Promise<void> {
  await until(`there is a button "${name}"`, async () => (await namesOf(surface, 'button')).includes(name));
}

/** Opens an article, and its popup as a tab in the foreground. Unlike a real popup, a tab does not close by itself. */
async function openPopup(reader: Reader, pageName: string): Promise<Page> {
  const article = await reader.visit(reader.sample.page(pageName).address);
  const popup = await reader.open(`/popup.html?tab=${await reader.tabId(article)}`);
  await popup.bringToFront();
  await until('the popup shows the analysis', async () =>
    popup.evaluate(() => document.querySelector('[data-state="matched"]') !== null),
  );
  return popup;
}

/**
 * Runs actions of the reader, and kills the victim at random moments.
 * @returns the number of failures
 */
export async function killActions(killed: Killed, victim: Victim, kills: number): Promise<number> {
  const longest = await timeOfSave(killed);
  const failures: string[] = [];
  let reported = 0;
  let done = 0;
  for (let n = 1; n <= kills; n++) {
    const before = await untilSound(killed);
    const possible = ACTIONS.filter(({ from }) => from(before));
    const action = possible[Math.floor(random() * possible.length)];
    if (!action) throw new Error('No action is possible in this state.');
    const moment = n % RIGHT_AFTER === 0 ? undefined : random() * longest;
    const at = `${action.name}, killed ${moment === undefined ? 'right after' : `after ${Math.round(moment)} ms`}`;
    try {
      const wasReported = await killDuring(killed, action, victim, moment);
      const after = await untilSound(killed);
      if (wasReported) reported++;
      if (action.isDone(after)) done++;
      failures.push(...faultsAfter(before, after, action, wasReported).map((fault) => `${at}: ${fault}`));
    } catch (error) {
      failures.push(`${at}: ${error instanceof Error ? error.message : error}`);
    }
    for (const page of await killed.reader.browser.pages())
      if (/popup\.html|localhost/.test(await page.evaluate(() => location.href).catch(() => '')))
        await page.close().catch(() => undefined);
  }
  const outcome = `${done} done, ${reported} reported before the kill`;
  return printKind(
    `${killed.reader.name}, ${victim} while the reader changes the library`,
    kills,
    outcome,
    failures,
  );
}

/**
 * Saves an analysis or, if it is saved, removes it. Returns the time until the popup reports the result (ms), plus a
 * reserve of 30 %.
 */
async function timeOfSave({ reader }: Killed): Promise<number> {
  const popup = await openPopup(reader, PAGE);
  const surface = pageSurface(popup);
  const isThere = (await readStored(reader)).saved.includes(ID);
  const start = performance.now();
  for (const button of isThere ? ['Saved', 'Remove'] : ['Save']) await press(surface, 'button', button);
  await untilButton(surface, isThere ? 'Save' : 'Saved');
  const time = performance.now() - start;
  await popup.close();
  return 1.3 * time;
}

/**
 * Starts an action, and kills the victim at a moment during or shortly after the action.
 *
 * @param moment when to kill (ms after the start), or undefined to kill once the popup has reported success
 * @returns whether the popup reported success before the kill. If only the background is killed, a later report counts
 *   too
 */
async function killDuring(
  killed: Killed,
  action: Action,
  victim: Victim,
  moment: number | undefined,
): Promise<boolean> {
  const popup = await openPopup(killed.reader, PAGE);
  const surface = pageSurface(popup);
  await untilButton(surface, action.presses[0] ?? '');
  let isReported = false;
  let isOver = false;
  const look = async (): Promise<boolean> => {
    isReported ||= !isOver && (await namesOf(surface, 'button')).includes(action.doneButton);
    return isOver || isReported;
  };
  const act = async (): Promise<void> => {
    for (const button of action.presses) await press(surface, 'button', button);
    // Look without a pause, so that a kill can follow right after the report.
    await until(`the popup reports "${action.name}"`, look, undefined, 0);
  };
  // The next lines await the result. Until then, an error must not end the process.
  const acting = act().then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const untilReported = async (): Promise<void> => {
    const failed = await acting;
    if (failed) throw failed.error;
  };
  await (moment === undefined ? untilReported() : wait(moment));
  const wasReported = isReported;
  isOver = victim !== 'background';
  await kill(killed, victim, popup);
  // If only the background was killed, the popup is still open. Wait until it reports success.
  if (victim === 'background') await untilReported();
  return wasReported || (victim === 'background' && isReported);
}

function faultsAfter(before: Stored, after: Stored, action: Action, wasReported: boolean): string[] {
  const faults: string[] = [];
  if (wasReported && !action.isDone(after)) faults.push('the popup reported success, but the change is lost');
  if (!after.saved.includes(KEPT_ID)) faults.push(`${KEPT_ID} is lost`);
  const others = (stored: Stored): string =>
    `${stored.saved.filter((id) => id !== ID)} ${stored.followed.filter((key) => key !== KEYS.lens)}`;
  if (others(before) !== others(after))
    faults.push(`other things changed: ${others(before)} → ${others(after)}`);
  if (action.changes !== 'followed' && isFollowed(before) !== isFollowed(after))
    faults.push('a follow changed');
  if (action.changes !== 'saved' && isSaved(before) !== isSaved(after))
    faults.push('a saved analysis changed');
  if (action.name === 'remove' && !isSaved(after) && !after.removed.includes(ID))
    faults.push('neither saved nor restorable');
  return faults;
}
