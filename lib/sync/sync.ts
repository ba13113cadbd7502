import { WRAPPING } from '../address/wrappers.ts';
import { browser } from '../browser/browser.ts';
import { on } from '../browser/guard.ts';
import { mayReadPublication } from '../browser/permissions.ts';
import { PUBLICATION, PUBLICATION_ORIGIN } from '../browser/publication.ts';
import { readSettings } from '../browser/settings.ts';
import { isOfDatabase } from '../db/failures.ts';
import type { IndexState, SyncFailure } from '../db/index-records.ts';
import { beginSync, changeSync, endSync, indexState, syncState } from '../db/index-state.ts';
import { outletHosts } from '../db/index-store.ts';
import { siteState } from '../db/site-pages.ts';
import { hostList } from '../page/host-list.ts';
import { applyKeepSiteTexts } from './back-fill.ts';
import { type IndexSync, syncCompanionIndex } from './companion-index.ts';
import { FetchFailure, failureOf } from './fetch-file.ts';
import { checkHeld, ifNoSync, isEnded, withHostsLock, withIndexLock } from './index-lock.ts';
import { keepTexts } from './keep-texts.ts';
import { LONGEST_PAUSE, pauseNow } from './pause.ts';
import { CHECK_EVERY, nextCheck } from './schedule.ts';
import { syncSite } from './site-index.ts';
import { clearTrouble, recordTrouble } from './trouble.ts';

const ALARM = 'sync';
/** Should the worker be killed in the middle of a sync, this much later it is tried again (ms). */
const GUARD = 2 * 60_000;
/** No sync is planned further ahead (ms), but where the publication asks to wait. */
const LONGEST_WAIT = 1.25 * CHECK_EVERY;
/** After a pause that the publication asked for, readers come back within this time (ms). */
const SPREAD = 60_000;
/** While the database cannot be written to, the next try is this much later (ms). It costs a probe. */
const TRY_AGAIN = 60_000;

/**
 * Brings index and kept texts up to date, and sets the alarm for the next time. While a
 * sync is running, a second one does nothing. A sync waits for the few writes of a back-fill, and ends early where the
 * reader deletes everything.
 *
 * @returns whether cards may have changed
 */
export async function sync(get: typeof fetch = fetch): Promise<boolean> {
  try {
    const changed = await ifNoSync(() => withIndexLock((signal) => keptAwake(() => syncNow(signal, get))));
    // The alarm that guards the running sync may be the one that has just rung.
    if (changed === undefined && !(await browser.alarms.get(ALARM)))
      await browser.alarms.create(ALARM, { when: Date.now() + GUARD });
    return changed ?? false;
  } catch (error) {
    if (isEnded(error)) return false;
    if (!isOfDatabase(error)) throw error;
    await handleDatabaseFailure(error);
    return false;
  }
}

/** Says outside of the database why it cannot be used now, and lets a sync try again in a minute. */
export async function handleDatabaseFailure(error: unknown): Promise<void> {
  const now = Date.now();
  const planned = (await browser.alarms.get(ALARM))?.scheduledTime;
  // One event after the other may fail: none puts the next try off.
  const nextAt =
    planned !== undefined && planned > now ? Math.min(planned, now + TRY_AGAIN) : now + TRY_AGAIN;
  if (nextAt !== planned) await browser.alarms.create(ALARM, { when: nextAt });
  await recordTrouble(error, now, nextAt);
}

async function syncNow(signal: AbortSignal, get: typeof fetch): Promise<boolean> {
  const { failures } = await syncState();
  const runningSince = Date.now();
  await browser.alarms.create(ALARM, { when: runningSince + GUARD });
  await beginSync(runningSince, signal);
  const { changed, failure, textsFailure, fellBack } = await syncAll(whileHeld(signal, get));
  checkHeld(signal);
  const now = Date.now();
  const failuresInARow = failure ? failures + 1 : 0;
  const nextAt = await nextSync(failuresInARow, now);
  await browser.alarms.create(ALARM, { when: nextAt });
  await endSync(runningSince, {
    failures: failuresInARow,
    failure,
    textsFailure,
    fellBack,
    nextAt,
    ...(failure ? {} : { checkedAt: now }),
  });
  // Pages that were opened meanwhile were compared with the second copy alone.
  return (await clearTrouble()) || changed;
}

/**
 * Does some work without falling asleep: a background that only waits for the network is ended after half a minute,
 * unless it calls the browser now and then
 * (https://developer.chrome.com/docs/extensions/develop/concepts/service-workers/lifecycle).
 */
async function keptAwake<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(
    on('stay awake', () => browser.runtime.getPlatformInfo()),
    20_000,
  );
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** When the next sync is due: not while the publication asks to wait. Readers do not come back all at once. */
async function nextSync(failures: number, now: number): Promise<number> {
  const pause = await pauseNow(now);
  const next = nextCheck(failures, now);
  return pause?.isAsked ? Math.max(next, Math.round(pause.until + SPREAD * Math.random())) : next;
}

/** Fetches until the lock is taken away. */
function whileHeld(signal: AbortSignal, get: typeof fetch): typeof fetch {
  return async (address, init) => {
    checkHeld(signal);
    return get(address, init);
  };
}

interface SyncResult {
  readonly changed: boolean;
  readonly failure: SyncFailure | undefined;
  readonly textsFailure: SyncFailure | undefined;
  readonly fellBack: SyncFailure | undefined;
}

async function syncAll(get: typeof fetch): Promise<SyncResult> {
  try {
    if (!(await mayReadPublication())) throw new FetchFailure('no-permission', PUBLICATION);
    const { changed, index, failure, fellBack } = await syncIndex(get);
    await publishHosts();
    const { keepTexts: keep } = await readSettings();
    const error = index && (await keepTexts(index, keep, PUBLICATION_ORIGIN, get));
    const textsFailure = error === undefined ? undefined : failureOf(error, Date.now());
    return { changed, failure, textsFailure, fellBack };
  } catch (error) {
    if (isEnded(error)) throw error;
    const { fellBack } = await syncState();
    return { changed: false, failure: failureOf(error, Date.now()), textsFailure: undefined, fellBack };
  }
}

/**
 * From the companion index; where the publication has none, from its feed and pages. An index that came from a
 * companion index is not thrown away for a feed because that could not be had this once.
 */
async function syncIndex(get: typeof fetch): Promise<
  Omit<IndexSync, 'index'> & {
    readonly index: IndexState | undefined;
    readonly fellBack: SyncFailure | undefined;
  }
> {
  const before = await indexState();
  try {
    const synced = await syncCompanionIndex(PUBLICATION, Date.now(), get);
    return { ...synced, fellBack: undefined };
  } catch (error) {
    if (before?.origin === 'companion' || !saysThereIsNone(error)) throw error;
    const fellBack = failureOf(error, Date.now());
    return { ...(await syncSite(PUBLICATION, Date.now(), get)), fellBack };
  }
}

/** Whether the answer means that the publication offers no index that we can read, and not that it is down. */
function saysThereIsNone(error: unknown): boolean {
  if (!(error instanceof FetchFailure)) return false;
  switch (error.reason) {
    case 'http':
      return error.status !== undefined && error.status >= 400 && error.status < 500 && error.status !== 429;
    case 'not-json':
    case 'not-an-index':
    case 'damaged':
    case 'empty':
    case 'unknown-version':
    case 'other-origin':
      return true;
    default:
      return false;
  }
}

/**
 * Hands the content scripts the hosts on which a page may have an analysis. Only parts of the list that changed are
 * written. The last to write them has read the newest index.
 */
export async function publishHosts(): Promise<void> {
  await withHostsLock(async () => {
    const list = { ...hostList(await outletHosts()), wrapping: WRAPPING.source };
    const before = await browser.storage.local.get(Object.keys(list));
    const changed = Object.entries(list).filter(([part, hosts]) => before[part] !== hosts);
    if (changed.length > 0) await browser.storage.local.set(Object.fromEntries(changed));
  });
}

/**
 * Fetches or drops months of text after the reader changed how many are kept. Waits for a sync that is running, and
 * ends early where the reader deletes everything.
 */
export async function applyKeepTexts(): Promise<void> {
  try {
    await withIndexLock(applyNow);
  } catch (error) {
    if (!isEnded(error)) throw error;
  }
}

async function applyNow(signal: AbortSignal): Promise<void> {
  const index = await indexState();
  if (!index) return;
  const { keepTexts: keep } = await readSettings();
  await applyKeepSiteTexts(keep, signal);
  const error = await keepTexts(index, keep, PUBLICATION_ORIGIN, whileHeld(signal, fetch));
  await changeSync(() => {
    checkHeld(signal);
    return { textsFailure: error === undefined ? undefined : failureOf(error, Date.now()) };
  });
}

/** Whether an alarm is the one for the next sync. */
export function isSyncAlarm(alarm: { name: string }): boolean {
  return alarm.name === ALARM;
}

/**
 * Makes sure that the next sync will come: alarms can vanish at a browser restart, and creating one that stands
 * resets its clock. Runs at every start of the background.
 */
export async function ensureSyncAlarm(): Promise<void> {
  const now = Date.now();
  const latest = now + ((await pauseNow(now))?.isAsked ? LONGEST_PAUSE + SPREAD : LONGEST_WAIT);
  const alarm = await browser.alarms.get(ALARM);
  const { nextAt = 0, runningSince = 0, failures } = await syncState();
  // A plain site of which no page could be read has no index either.
  const isLost = failures === 0 && runningSince === 0 && !(await indexState()) && !(await siteState());
  if (isLost) return syncSoon();
  if (alarm && alarm.scheduledTime <= latest) return;
  // The clock was wrong when that alarm was set.
  const isWrong = nextAt > latest || runningSince > now;
  if (alarm && !isWrong) return;
  await browser.alarms.create(ALARM, { when: Math.max(isWrong ? 0 : nextAt, now + 1000) });
}

/** Lets a sync start at once: the index is lost, and the alarm that stands is of the time before. */
export async function syncSoon(): Promise<void> {
  await browser.alarms.create(ALARM, { when: Date.now() + 1000 });
}
