import { WRAPPER_ADDRESS } from '../address/wrappers.ts';
import { browser } from '../browser/browser.ts';
import { mayReadPublication } from '../browser/permissions.ts';
import { PUBLICATION_ADDRESS, PUBLICATION_ORIGIN } from '../browser/publication-address.ts';
import { readSettings } from '../browser/settings.ts';
import { isDatabaseFailure, isProgrammingError } from '../db/failures.ts';
import { outletHosts } from '../db/index-queries.ts';
import type { IndexState, SyncFailure } from '../db/index-records.ts';
import { beginSync, changeSync, endSync, indexState, syncState } from '../db/index-state.ts';
import { siteState } from '../db/site-state.ts';
import { hostList, hostPlace } from '../page/host-list.ts';
import { applyKeepSiteTexts } from './back-fill.ts';
import { type IndexSync, syncCompanionIndex } from './companion-index.ts';
import { clearTrouble, recordTrouble } from './database-trouble.ts';
import { FetchFailure, failureOf } from './fetch-file.ts';
import { checkHeld, isEndedWork, runUnlessSyncing, withHostsLock, withIndexLock } from './index-lock.ts';
import { keepAwake } from './keep-awake.ts';
import { keepTexts } from './keep-texts.ts';
import { currentPause, MAX_PAUSE_MS } from './pause.ts';
import { CHECK_EVERY, nextCheck } from './schedule.ts';
import { syncSite } from './site-index.ts';

const ALARM = 'sync';
/** If the background is killed during a sync, the next sync starts this long after the killed sync began (ms). */
const GUARD_MS = 2 * 60_000;
/** Longest time until the next sync (ms), unless the publication asks to wait longer. */
const MAX_WAIT_MS = 1.25 * CHECK_EVERY;
/** After a pause that the publication asked for, the syncs of all readers are spread over this time (ms). */
const SPREAD = 60_000;
/** Time between two syncs while the database cannot be used (ms). */
const TRY_AGAIN = 60_000;

/**
 * Updates the index and the kept texts, and sets the alarm for the next sync. Does nothing while another sync is
 * running. A sync waits for the short writes of a back-fill, and ends early if the reader deletes everything.
 *
 * @returns whether cards may have changed
 */
export async function sync(get: typeof fetch = fetch): Promise<boolean> {
  try {
    const changed = await runUnlessSyncing(() =>
      withIndexLock((signal) => keepAwake(() => syncNow(signal, get))),
    );
    // If the alarm that guards the running sync has just fired, set it again.
    if (changed === undefined && !(await browser.alarms.get(ALARM)))
      await browser.alarms.create(ALARM, { when: Date.now() + GUARD_MS });
    return changed ?? false;
  } catch (error) {
    if (isEndedWork(error)) return false;
    if (!isDatabaseFailure(error)) throw error;
    await handleDatabaseFailure(error);
    return false;
  }
}

/**
 * Records the reason why the database cannot be used, and plans a sync within a minute. The record is outside the
 * database.
 */
export async function handleDatabaseFailure(error: unknown): Promise<void> {
  const now = Date.now();
  const planned = (await browser.alarms.get(ALARM))?.scheduledTime;
  // Several events may fail one after the other. A later failure must not delay the planned sync.
  const nextAt =
    planned !== undefined && planned > now ? Math.min(planned, now + TRY_AGAIN) : now + TRY_AGAIN;
  if (nextAt !== planned) await browser.alarms.create(ALARM, { when: nextAt });
  await recordTrouble(error, now, nextAt);
}

async function syncNow(signal: AbortSignal, get: typeof fetch): Promise<boolean> {
  const { failures } = await syncState();
  const runningSince = Date.now();
  await browser.alarms.create(ALARM, { when: runningSince + GUARD_MS });
  await beginSync(runningSince, signal);
  const { changed, failure, textsFailure, fellBack } = await syncAll(fetchWhileHeld(signal, get));
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
  // While the database could not be used, pages were compared with the second copy only. They must be matched again.
  return (await clearTrouble()) || changed;
}

/**
 * Returns the time at which the next sync is due (ms since the epoch). This time is after any pause that the
 * publication has requested.
 */
async function nextSync(failures: number, now: number): Promise<number> {
  const pause = await currentPause(now);
  const next = nextCheck(failures, now);
  return pause?.isAsked ? Math.max(next, Math.round(pause.until + SPREAD * Math.random())) : next;
}

/** Returns a `fetch` that throws `EndedWork` once *Delete everything* has taken the index lock. */
function fetchWhileHeld(signal: AbortSignal, get: typeof fetch): typeof fetch {
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
  let hasNewHost = false;
  let synced: Awaited<ReturnType<typeof syncIndex>> | undefined;
  const indexFailure = await failureIn(async () => {
    if (!(await mayReadPublication())) throw new FetchFailure('no-permission', PUBLICATION_ADDRESS);
    synced = await syncIndex(get);
  });
  if (!synced) {
    const { fellBack } = await syncState();
    return { changed: false, failure: indexFailure, textsFailure: undefined, fellBack };
  }
  // The index is on the device now. A failure of one of the two next steps must not prevent the other step, or hide the
  // new cards.
  const { changed, index, failure, fellBack } = synced;
  const hostsFailure = await failureIn(async () => {
    hasNewHost = await publishHosts();
  });
  const textsFailure = await failureIn(async () => {
    const { keepTexts: keep } = await readSettings();
    const error = index && (await keepTexts(index, keep, PUBLICATION_ORIGIN, get));
    if (error !== undefined) throw error;
  });
  // An earlier sync may have committed cards but failed to publish their hosts.
  return { changed: changed || hasNewHost, failure: failure ?? hostsFailure, textsFailure, fellBack };
}

/**
 * Runs a step of a sync. Returns the reason if it fails.
 *
 * @throws {StaleCommit | EndedWork} if the sync must end
 */
async function failureIn(step: () => Promise<void>): Promise<SyncFailure | undefined> {
  try {
    await step();
    return undefined;
  } catch (error) {
    if (isEndedWork(error)) throw error;
    return failureOf(error, Date.now());
  }
}

/**
 * Updates the index from the companion index or, if the publication has none, from its feed and pages. If the companion
 * index cannot be read, and the present index comes from a companion index, this function throws instead of reading
 * feed and pages, because the failure may be temporary.
 */
async function syncIndex(get: typeof fetch): Promise<
  Omit<IndexSync, 'index'> & {
    readonly index: IndexState | undefined;
    readonly fellBack: SyncFailure | undefined;
  }
> {
  const before = await indexState();
  try {
    const synced = await syncCompanionIndex(PUBLICATION_ADDRESS, Date.now(), get);
    return { ...synced, fellBack: undefined };
  } catch (error) {
    if (before?.origin === 'companion' || !meansNoCompanionIndex(error)) throw error;
    const fellBack = failureOf(error, Date.now());
    return { ...(await syncSite(PUBLICATION_ADDRESS, Date.now(), get)), fellBack };
  }
}

/**
 * Whether an error means that the publication has no companion index that can be read, and not that the publication is
 * down.
 */
function meansNoCompanionIndex(error: unknown): boolean {
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
 * Writes the list of hosts on which a page may have an analysis, for the content scripts. Writes only the parts of the
 * list that changed.
 *
 * @returns whether the list has a host that it did not have before
 * @throws {DOMException} `QuotaExceededError` if the list cannot be written. Browsers report a full disk in different
 *   ways, so a failed write counts as a full disk
 */
export async function publishHosts(): Promise<boolean> {
  return withHostsLock(async () => {
    const hosts = await outletHosts();
    const list = { ...hostList(hosts), wrapping: WRAPPER_ADDRESS.source };
    const before = await browser.storage.local.get(Object.keys(list));
    const changed = Object.entries(list).filter(([part, hosts]) => before[part] !== hosts);
    if (changed.length > 0) await writeParts(Object.fromEntries(changed));
    return hosts.some((host) => {
      const [part, entry] = hostPlace(host);
      return !String(before[part] ?? '').includes(entry);
    });
  });
}

async function writeParts(parts: Readonly<Record<string, string>>): Promise<void> {
  try {
    await browser.storage.local.set(parts);
  } catch (error) {
    throw isProgrammingError(error) ? error : new DOMException(String(error), 'QuotaExceededError');
  }
}

/**
 * Fetches or deletes months of text, after the reader has changed how many months are kept. Waits for a running sync,
 * and ends early if the reader deletes everything.
 */
export async function applyKeepTexts(): Promise<void> {
  try {
    await withIndexLock(applyNow);
  } catch (error) {
    if (!isEndedWork(error)) throw error;
  }
}

async function applyNow(signal: AbortSignal): Promise<void> {
  const index = await indexState();
  if (!index) return;
  const { keepTexts: keep } = await readSettings();
  await applyKeepSiteTexts(keep, signal);
  const error = await keepTexts(index, keep, PUBLICATION_ORIGIN, fetchWhileHeld(signal, fetch));
  await changeSync(() => {
    checkHeld(signal);
    return { textsFailure: error === undefined ? undefined : failureOf(error, Date.now()) };
  });
}

/** Whether an alarm starts a sync. */
export function isSyncAlarm(alarm: { name: string }): boolean {
  return alarm.name === ALARM;
}

/**
 * Makes sure that a next sync is planned. Runs at every start of the background. Alarms may be lost when the browser
 * restarts (https://developer.chrome.com/docs/extensions/reference/api/alarms). An existing alarm is replaced only if
 * its time is too far in the future or the index is lost, because each replacement would delay the sync.
 */
export async function ensureSyncAlarm(): Promise<void> {
  const now = Date.now();
  const latest = now + ((await currentPause(now))?.isAsked ? MAX_PAUSE_MS + SPREAD : MAX_WAIT_MS);
  const alarm = await browser.alarms.get(ALARM);
  const { nextAt = 0, runningSince = 0, failures } = await syncState();
  // A plain site has no index until the first page has been read, so its index does not count as lost.
  const isLost = failures === 0 && runningSince === 0 && !(await indexState()) && !(await siteState());
  if (isLost) return syncSoon();
  if (alarm && alarm.scheduledTime <= latest) return;
  // Whether the clock was wrong when a time was stored: the next sync is planned later than any wait allows, or the
  // running sync began in the future.
  const isWrong = nextAt > latest || runningSince > now;
  if (alarm && !isWrong) return;
  await browser.alarms.create(ALARM, { when: Math.max(isWrong ? 0 : nextAt, now + 1000) });
}

/** Plans a sync as soon as possible. Call it if the index is lost: the existing alarm may be hours away. */
export async function syncSoon(): Promise<void> {
  await browser.alarms.create(ALARM, { when: Date.now() + 1000 });
}
