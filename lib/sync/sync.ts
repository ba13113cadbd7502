import { browser } from '../browser.ts';
import type { SyncFailure } from '../db/database.ts';
import { indexState, noteSync, outletHosts, syncState } from '../db/index-store.ts';
import { completeSavedTexts } from '../db/library.ts';
import { mayReadPublication } from '../permissions.ts';
import { PUBLICATION, PUBLICATION_ORIGIN } from '../publication.ts';
import { changeSettings, readSettings } from '../settings.ts';
import { syncCompanionIndex } from './companion-index.ts';
import { FetchFailure, failureOf } from './fetch-file.ts';
import { keepTexts } from './keep-texts.ts';
import { nextCheck } from './schedule.ts';

const ALARM = 'sync';
/** Should the worker be killed in the middle of a sync, this much later it is tried again (ms). */
const GUARD = 2 * 60_000;

/**
 * Brings index, kept texts and the texts of saved analyses up to date, and sets the alarm for the next time. Two at once
 * are kept apart by a lock: the second one does nothing.
 *
 * @returns whether cards may have changed
 */
export async function sync(get: typeof fetch = fetch): Promise<boolean> {
  return navigator.locks.request('civic-lens-sync', { ifAvailable: true }, async (lock) => {
    if (!lock) return false;
    const { failures } = await syncState();
    await browser.alarms.create(ALARM, { when: Date.now() + GUARD });
    await noteSync({ runningSince: Date.now() });
    const { changed, failure, textsFailure } = await syncAll(get);
    const now = Date.now();
    const failuresInARow = failure ? failures + 1 : 0;
    const nextAt = nextCheck(failuresInARow, now);
    await browser.alarms.create(ALARM, { when: nextAt });
    await noteSync({
      runningSince: undefined,
      failures: failuresInARow,
      failure,
      textsFailure,
      nextAt,
      ...(failure ? {} : { checkedAt: now }),
    });
    return changed;
  });
}

async function syncAll(
  get: typeof fetch,
): Promise<{ changed: boolean; failure: SyncFailure | undefined; textsFailure: SyncFailure | undefined }> {
  try {
    if (!(await mayReadPublication())) throw new FetchFailure('no-permission', PUBLICATION);
    const { changed, index, failure } = await syncCompanionIndex(PUBLICATION, Date.now(), get);
    await changeSettings({ hosts: `\n${(await outletHosts()).join('\n')}\n` });
    const { keepTexts: keep } = await readSettings();
    const error = await keepTexts(index, keep, PUBLICATION_ORIGIN, get);
    await completeSavedTexts(get);
    return { changed, failure, textsFailure: error === undefined ? undefined : failureOf(error, Date.now()) };
  } catch (error) {
    return { changed: false, failure: failureOf(error, Date.now()), textsFailure: undefined };
  }
}

/** Fetches or drops months of text after the reader changed how many are kept. */
export async function applyKeepTexts(): Promise<void> {
  const index = await indexState();
  if (!index) return;
  const error = await keepTexts(index, (await readSettings()).keepTexts, PUBLICATION_ORIGIN);
  await noteSync({ textsFailure: error === undefined ? undefined : failureOf(error, Date.now()) });
}

/** Whether an alarm is the one for the next sync. */
export function isSyncAlarm(alarm: { name: string }): boolean {
  return alarm.name === ALARM;
}

/**
 * Makes sure that the next sync will come: alarms can vanish at a browser restart, and creating one that stands resets its
 * clock. Runs at every start of the background.
 */
export async function ensureSyncAlarm(): Promise<void> {
  if (await browser.alarms.get(ALARM)) return;
  const { nextAt } = await syncState();
  await browser.alarms.create(ALARM, { when: Math.max(nextAt ?? 0, Date.now() + 1000) });
}
