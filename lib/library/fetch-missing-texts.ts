import { browser } from '../browser/browser.ts';
import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import { cardById } from '../db/index-queries.ts';
import type { SavedAnalysis, TextTry } from '../db/records.ts';
import { isSiteWide } from '../sync/publication-file.ts';
import { loadText, versionOnDevice } from '../sync/texts.ts';
import { wait } from '../sync/wait.ts';
import { addSavedText } from './saved-analyses.ts';

const ALARM = 'saved-texts';
const LOCK = 'civic-lens-saved-texts';
/** The run that waits for `LOCK` holds this lock, so that only one run can wait. */
const NEXT = 'civic-lens-saved-texts-next';
/** Minimum time between two requests, also of different runs (ms). */
const PACE_MS = 1000;
/** The key in `storage.session` of the time of the last request (ms since the epoch). */
const ASKED_AT = 'savedTextAskedAt';
/** Maximum number of requests in one run. If more texts are due, an alarm starts the next run. */
const MAX_REQUESTS = 20;
/** Time from one run to the next if texts are left (ms). */
const NEXT_BATCH = 60_000;
const HOUR = 3_600_000;
/** Time to wait after the first, second … failure in a row (ms). The last entry also applies to all later failures. */
const BACK_OFF = [HOUR, 6 * HOUR, 24 * HOUR, 72 * HOUR, 168 * HOUR];

/** The world outside this module, which tests replace. */
interface Outside {
  readonly get?: typeof fetch;
  readonly pause?: (milliseconds: number) => Promise<void>;
  readonly now?: () => number;
  /**
   * Whether the publication has just answered a request. If so, texts whose last request failed because of the whole
   * site are due now.
   */
  readonly siteAnswers?: boolean;
}

/**
 * Adds the texts that saved analyses lack. Texts on the device are added immediately; other texts are requested from
 * the publication, at most one a second. After a failure, the text is requested again after an hour. Each further
 * failure lengthens the wait, up to a week. A failure of the whole site does not lengthen the wait: the text is
 * requested again after an hour, or earlier if the site answers again.
 *
 * This function uses another lock than the sync, so that a sync does not have to wait for these texts. While one run
 * sends requests, one more run may wait. The waiting run adds the texts of analyses that were saved after the first run
 * began. Further calls return immediately, because the waiting run does their work.
 */
export async function fetchMissingTexts(outside: Outside = {}): Promise<void> {
  const begun = await navigator.locks.request(NEXT, { ifAvailable: true }, async (lock) =>
    lock ? begin(outside) : undefined,
  );
  await begun?.run;
}

/** Starts a run once no other run is active. Resolves when the run has started, not when it ends. */
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
  const { get = fetch, pause = wait, now = Date.now, siteAnswers = false } = outside;
  const due = await dueAnalyses(now(), siteAnswers);
  for (const [n, saved] of due.entries()) {
    if (n === MAX_REQUESTS) {
      await browser.alarms.create(ALARM, { when: now() + NEXT_BATCH });
      return;
    }
    await keepPace(pause, now);
    // Since the run began, the reader may have removed the analysis, or its text may have been added.
    if ((await db.saved.get(saved.id))?.textState !== 'pending') continue;
    const card = (await cardById(saved.id)) ?? saved.card;
    const result = await loadText(card, false, get);
    if (result.state === 'ready') {
      await addSavedText(card, result);
      await write([db.textTries], () => db.textTries.delete(saved.id));
      continue;
    }
    const isSite = result.failure !== undefined && isSiteWide(result.failure);
    await rememberFailure(saved.id, isSite, now());
    if (isSite) return;
  }
}

/**
 * Waits until one second has passed since the last request, even if an earlier run sent that request. Then records the
 * present time, for the next call.
 */
async function keepPace(pause: (milliseconds: number) => Promise<void>, now: () => number): Promise<void> {
  const { [ASKED_AT]: askedAt } = await browser.storage.session.get(ASKED_AT);
  // A time in the future comes from a wrong clock: wait a whole second then.
  const since = typeof askedAt === 'number' ? Math.max(0, now() - askedAt) : PACE_MS;
  if (since < PACE_MS) await pause(PACE_MS - since);
  await browser.storage.session.set({ [ASKED_AT]: now() });
}

/**
 * Returns the saved analyses whose text is to be requested now, the most recently saved first. Analyses whose last
 * request failed because of the whole site are at the end, so that they do not delay other texts. Also adds the texts
 * that are on the device by now, and deletes the recorded attempts of analyses that no longer lack a text.
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
    if (text) await addSavedText(card, text);
    else if (!last || isDue(last, now) || (last.isOfSite && siteAnswers)) due.push(saved);
  }
  const siteFailures = ({ id }: SavedAnalysis): number => (tries.get(id)?.isOfSite ? 1 : 0);
  return due.sort((a, b) => siteFailures(a) - siteFailures(b) || b.savedAt - a.savedAt);
}

/**
 * Whether a text may be requested again. `true` also for a time that is further in the future than the longest wait,
 * because such a time comes from a wrong clock.
 */
function isDue({ nextAt }: Pick<TextTry, 'nextAt'>, now: number): boolean {
  return nextAt <= now || nextAt - now > (BACK_OFF.at(-1) ?? HOUR);
}

/** Records a failed attempt, unless the reader has removed the analysis meanwhile or its text has been added. */
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

/** Whether an alarm is the alarm that starts the next run. */
export function isSavedTextsAlarm(alarm: { readonly name: string }): boolean {
  return alarm.name === ALARM;
}
