import { browser } from '../browser/browser.ts';
import { db } from '../db/database.ts';
import { cardById } from '../db/index-store.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { write } from '../db/room.ts';
import { isOfSite } from '../sync/publication-file.ts';
import { textOf, versionOnDevice } from '../sync/texts.ts';
import { addText } from './saved-analyses.ts';

const ALARM = 'saved-texts';
const LOCK = 'civic-lens-saved-texts';
/** The lock of the single run that waits for `LOCK`. */
const NEXT = 'civic-lens-saved-texts-next';
/** Between two requests (ms). */
const PACE = 1000;
/** Requests at once. An alarm brings the next ones. */
const MOST_REQUESTS = 20;
/** When the next requests follow where this was not all (ms). */
const NEXT_BATCH = 60_000;
const HOUR = 3_600_000;
/** Waits after the first, second … failure in a row; the last one stays. */
const BACK_OFF = [HOUR, 6 * HOUR, 24 * HOUR, 72 * HOUR, 168 * HOUR];

interface Outside {
  readonly get?: typeof fetch;
  readonly pause?: (milliseconds: number) => Promise<void>;
  readonly now?: () => number;
  /** Whether the publication has just answered: texts that failed because it did not are then due. */
  readonly siteAnswers?: boolean;
}

/**
 * Adds the texts that saved analyses still lack: what is on the device at once, the rest one request a second. A
 * failure is remembered, and that text is tried again after an hour at first, after a week in the end. A failure of
 * the whole site does not count against the text, which is tried again once the site answers. Runs under a lock of
 * its own, never within a sync: whoever waits for a sync need not wait for this.
 *
 * While one run asks the publication, one more waits: it finds what was saved too late for the first. Any others
 * would find nothing more, and end at once.
 */
export async function completeSavedTexts(outside: Outside = {}): Promise<void> {
  const begun = await navigator.locks.request(NEXT, { ifAvailable: true }, async (lock) =>
    lock ? begin(outside) : undefined,
  );
  await begun?.run;
}

/** Waits until no other run works, and begins. */
async function begin(outside: Outside): Promise<{ readonly run: Promise<void> }> {
  const begun = Promise.withResolvers<void>();
  const run = navigator.locks.request(LOCK, () => {
    begun.resolve();
    return complete(outside);
  });
  run.catch(begun.reject);
  await begun.promise;
  return { run };
}

async function complete(outside: Outside): Promise<void> {
  const { get = fetch, pause = paused, now = Date.now, siteAnswers = false } = outside;
  const due = await dueAnalyses(now(), siteAnswers);
  for (const [n, saved] of due.entries()) {
    if (n === MOST_REQUESTS) {
      await browser.alarms.create(ALARM, { when: now() + NEXT_BATCH });
      return;
    }
    if (n > 0) await pause(PACE);
    // It may have been removed meanwhile: then the publication is not asked.
    if ((await db.saved.get(saved.id))?.textState !== 'pending') continue;
    const card = (await cardById(saved.id)) ?? saved.card;
    const result = await textOf(card, false, get);
    if (result.state === 'ready') {
      await addText(card, result);
      await write([db.textTries], () => db.textTries.delete(saved.id));
      continue;
    }
    const isSite = result.failure !== undefined && isOfSite(result.failure);
    await rememberFailure(saved.id, isSite, now());
    if (isSite) return;
  }
}

/**
 * Saved analyses whose text is to be asked for now, the last saved first. One whose request broke off comes last: it
 * must not keep the others waiting. Texts that are on the device meanwhile are added here.
 */
async function dueAnalyses(now: number, siteAnswers: boolean): Promise<SavedAnalysis[]> {
  const pending = await db.saved.filter(({ textState }) => textState === 'pending').toArray();
  const tries = new Map((await db.textTries.toArray()).map((entry) => [entry.id, entry]));
  const gone = [...tries.keys()].filter((id) => !pending.some((saved) => saved.id === id));
  if (gone.length > 0) await write([db.textTries], () => db.textTries.bulkDelete(gone));
  const due: SavedAnalysis[] = [];
  for (const saved of pending) {
    const card = (await cardById(saved.id)) ?? saved.card;
    const text = await versionOnDevice(card);
    const last = tries.get(saved.id);
    if (text) await addText(card, text);
    else if ((last?.nextAt ?? 0) <= now || (last?.isOfSite && siteAnswers)) due.push(saved);
  }
  const brokeOff = ({ id }: SavedAnalysis): number => (tries.get(id)?.isOfSite ? 1 : 0);
  return due.sort((a, b) => brokeOff(a) - brokeOff(b) || b.savedAt - a.savedAt);
}

/** Remembers a failed try, unless the analysis was deleted meanwhile, or has its text. */
async function rememberFailure(id: string, isSite: boolean, now: number): Promise<void> {
  await write([db.saved, db.textTries], async () => {
    if ((await db.saved.get(id))?.textState !== 'pending') return;
    const { failures = 0 } = (await db.textTries.get(id)) ?? {};
    const wait = BACK_OFF[Math.min(failures, BACK_OFF.length - 1)] ?? 0;
    await db.textTries.put(
      isSite
        ? { id, failures, nextAt: now + HOUR, isOfSite: true }
        : { id, failures: failures + 1, nextAt: now + wait },
    );
  });
}

/** Whether an alarm is the one for the next texts. */
export function isSavedTextsAlarm(alarm: { readonly name: string }): boolean {
  return alarm.name === ALARM;
}

function paused(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
