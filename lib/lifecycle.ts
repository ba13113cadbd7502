import { browser } from './browser.ts';
import { syncState } from './db/index-store.ts';
import { completeSavedTexts } from './db/library.ts';
import { mayReadAllSites } from './permissions.ts';
import { changeSettings, type Settings } from './settings.ts';
import { ensureSyncAlarm, isSyncAlarm, sync } from './sync/sync.ts';
import { detectInOpenTabs, reconcileDetection } from './tab/detection.ts';
import { createLinkMenu } from './tab/look-up-link.ts';
import { refreshBadges } from './tab/refresh-badges.ts';

/** Runs whenever the background starts, which is before almost every event: only what must be right each time. */
export async function onBackgroundStart(): Promise<void> {
  await Promise.all([reconcileDetection(), ensureSyncAlarm()]);
}

/** After install and update. An update cuts the scripts in open tabs off, so they are looked at anew. */
export async function onInstalled(reason: string): Promise<void> {
  if (reason === 'install') await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
  await createLinkMenu();
  await reconcileDetection();
  await detectInOpenTabs();
  if (reason === 'install') await syncAndDetect();
}

/** When the alarm for the next sync rings. */
export async function onAlarm(alarm: { name: string }): Promise<void> {
  if (isSyncAlarm(alarm)) await syncAndDetect();
}

/** Brings the index up to date; where cards changed, open pages are matched again without a reload. */
export async function syncAndDetect(): Promise<void> {
  if (await sync()) await detectInOpenTabs();
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

/** A setting has changed: only some of them concern pages. */
export async function onSettingsChange(changed: ReadonlySet<keyof Settings>): Promise<void> {
  if (changed.has('mode') || changed.has('sitesOff')) await onModeChanged();
}

/** Access to sites was granted. Who grants all of them, wherever, wants automatic mode. */
export async function onAccessGranted(): Promise<void> {
  if (await mayReadAllSites()) await changeSettings({ mode: 'automatic' });
  await onModeChanged();
  if ((await syncState()).failure?.reason === 'no-permission') await syncAndDetect();
}
