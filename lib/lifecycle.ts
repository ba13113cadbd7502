import { browser } from './browser.ts';
import { indexState, syncState } from './db/index-store.ts';
import { forgetRemoved, renewOldRecords } from './db/library.ts';
import type { ReadPages } from './db/site-pages.ts';
import { completeSavedTexts, isSavedTextsAlarm } from './library/complete-texts.ts';
import { noteWithdrawals } from './library/withdrawals.ts';
import { announceNew, isDigestAlarm, listenToDigest } from './notifications/digest.ts';
import { mayReadAllSites } from './permissions.ts';
import { changeSettings, type Settings } from './settings.ts';
import { backFill, changeReadPages, isBackFillAlarm } from './sync/back-fill.ts';
import { ensureSyncAlarm, isSyncAlarm, publishHosts, sync } from './sync/sync.ts';
import { detectInOpenTabs, reconcileDetection } from './tab/detection.ts';
import { createLinkMenu } from './tab/look-up-link.ts';
import { refreshBadges } from './tab/refresh-badges.ts';

/** Runs whenever the background starts, which is before almost every event: only what must be right each time. */
export async function onBackgroundStart(): Promise<void> {
  await Promise.all([reconcileDetection(), ensureSyncAlarm()]);
}

/** Alarms can vanish at a browser restart, and with them what quiet hours held back and pages that were still to be read. */
export async function onBrowserStart(): Promise<void> {
  await announceNew();
  await renewOldRecords();
  await readPagesAndDetect();
}

/** After install and update. An update cuts the scripts in open tabs off, so they are looked at anew. */
export async function onInstalled(reason: string): Promise<void> {
  if (reason === 'install') {
    // Installed by a policy there may be no window yet, and nobody to welcome. The rest is to be done all the same.
    await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') }).catch(console.warn);
  }
  await renewOldRecords();
  await createLinkMenu();
  await reconcileDetection();
  await detectInOpenTabs();
  // An update may have packed the index otherwise, and have given up the old one.
  if (reason === 'install' || !(await indexState())) await syncAndDetect();
}

/** When the alarm for the next sync rings, or the one at the end of quiet hours. */
export async function onAlarm(alarm: { name: string }): Promise<void> {
  if (isSyncAlarm(alarm)) await syncAndDetect();
  if (isBackFillAlarm(alarm)) await readPagesAndDetect();
  if (isDigestAlarm(alarm)) await announceNew();
  if (isSavedTextsAlarm(alarm)) await completeSavedTexts();
}

/** Brings the index up to date; where cards changed, open pages are matched again without a reload. One notification tells of what is new. */
export async function syncAndDetect(): Promise<void> {
  const changed = await sync();
  if (changed) await detectInOpenTabs();
  await announceNew();
  await keepLibrary(changed);
  // Reading the pages of a plain site takes its time; who asked for the sync need not wait for it.
  void readPagesAndDetect();
}

/** What a sync means for the library: what the publication withdrew, and texts that can be had now. */
async function keepLibrary(indexChanged: boolean): Promise<void> {
  if (indexChanged) await noteWithdrawals();
  await forgetRemoved();
  // One request a second: whoever asked for the sync need not wait for it.
  void completeSavedTexts();
}

/** Reads some more pages of a publication that has no companion index. */
async function readPagesAndDetect(): Promise<void> {
  if (!(await backFill())) return;
  await publishHosts();
  await detectInOpenTabs();
  await announceNew();
}

/** The reader wants older analyses from a publication that has no companion index, or no longer. */
export async function onReadPages(readPages: ReadPages): Promise<void> {
  await changeReadPages(readPages);
  void readPagesAndDetect();
}

/** The mode, or what the browser allows, has changed. */
export async function onModeChanged(): Promise<void> {
  await reconcileDetection();
  await refreshBadges();
  await detectInOpenTabs();
}

/** Something was saved, removed or put back. */
export async function onLibraryChanged(): Promise<void> {
  await refreshBadges();
  await completeSavedTexts();
}

/** A setting has changed: only some of them concern pages, or what quiet hours hold back. */
export async function onSettingsChange(changed: ReadonlySet<keyof Settings>): Promise<void> {
  if (changed.has('mode') || changed.has('sitesOff')) await onModeChanged();
  if (changed.has('notify') || changed.has('quietHours')) await announceNew();
}

/** Something was granted. Who grants all sites, wherever, wants automatic mode. */
export async function onAccessGranted({ origins = [] }: { origins?: string[] }): Promise<void> {
  listenToDigest();
  if (origins.length === 0) return;
  if (await mayReadAllSites()) await changeSettings({ mode: 'automatic' });
  await onModeChanged();
  if ((await syncState()).failure?.reason === 'no-permission') await syncAndDetect();
}
