import { foldHost } from '../address/hosts.ts';
import { browser, type Tab } from '../browser/browser.ts';
import { inTurn, on, onExpectedFailure, start } from '../browser/guard.ts';
import { isAllSites, mayReadAllSites } from '../browser/permissions.ts';
import { changeSettings, type Settings } from '../browser/settings.ts';
import { onDatabaseMade } from '../db/database.ts';
import { isOfDatabase } from '../db/failures.ts';
import { ensureMarked } from '../db/index-mark.ts';
import { indexState, syncState } from '../db/index-state.ts';
import { announceNew, isDigestAlarm, listenToDigest } from '../follow/digest.ts';
import { addNewAnalysesToCommits } from '../follow/in-index-commit.ts';
import { deleteSeen } from '../follow/new-entries.ts';
import type { Card } from '../index/card.ts';
import { renewAfterUpdate } from '../library/after-update.ts';
import { takeCardsOfTexts } from '../library/cards-of-texts.ts';
import { completeSavedTexts, isSavedTextsAlarm } from '../library/complete-texts.ts';
import { fillFromSecondCopy } from '../library/fill-from-second-copy.ts';
import { forgetRemoved } from '../library/saved-analyses.ts';
import { forgetOldTombstones, markReplacedTexts, updateSecondCopy } from '../library/second-copy.ts';
import { detectWithdrawals } from '../library/withdrawals.ts';
import type { PageIdentity } from '../page/page-identity.ts';
import type { ReadPages } from '../publication/site/read-pages.ts';
import { backFill, changeReadPages, isBackFillAlarm } from '../sync/back-fill.ts';
import {
  ensureSyncAlarm,
  handleDatabaseFailure,
  isSyncAlarm,
  publishHosts,
  sync,
  syncSoon,
} from '../sync/sync.ts';
import { handlePage, keepAtHand } from '../tab/examine-page.ts';
import { createLinkMenu } from '../tab/look-up-link.ts';
import { detectInOpenTabs, reconcileDetection } from '../tab/page-scripts.ts';
import { refreshBadges } from '../tab/refresh-badges.ts';

/**
 * Sets how expected failures of the database (a full disk, a newer version) are handled: the first listener that meets
 * one records it for pages and for the next background, and plans another sync.
 */
export function expectDatabaseFailures(): void {
  onExpectedFailure((error) => {
    const isExpected = isOfDatabase(error);
    if (isExpected) start('note that the database failed', () => handleDatabaseFailure(error));
    return isExpected;
  });
}

/** Connects the features that change together with the index. To be called before anything is awaited. */
export function connectFeatures(): void {
  addNewAnalysesToCommits();
}

/** Runs whenever the background starts, which is before almost every event: only what must be right each time. */
export async function onBackgroundStart(): Promise<void> {
  onDatabaseMade(on('keep the second copy', keepSecondCopy));
  await Promise.all([
    inTurn({ 'register detection': reconcileDetection }),
    inTurn({ 'set the alarm for the next sync': ensureSyncAlarm }),
    inTurn({ 'keep the second copy': keepSecondCopy }),
    inTurn({ 'mark the index': () => ensureMarked(async () => (await indexState())?.generation) }),
  ]);
}

/**
 * Brings back from the second copy what the browser lost, and copies what has changed. A sync starts at once where
 * the index was lost too.
 */
async function keepSecondCopy(): Promise<void> {
  await renewAfterUpdate();
  if (await fillFromSecondCopy()) await syncSoon();
  await updateSecondCopy();
}

/** A page in a tab is judged. Its content script need not wait for what the popup shows first. */
export async function onPage(tab: Tab, identity: PageIdentity): Promise<void> {
  const record = await handlePage(tab, identity);
  if (record) start('keep a text at hand', () => keepAtHand(record));
}

/**
 * Alarms can vanish at a browser restart, and with them what quiet hours held back and pages that were still to be
 * read.
 */
export async function onBrowserStart(): Promise<void> {
  await inTurn({
    'announce new analyses': announceNew,
    'forget what was seen': deleteSeen,
    'forget old tombstones': () => forgetOldTombstones(),
    'read pages': readPagesAndDetect,
  });
}

/** After install and update. An update cuts the scripts in open tabs off, so they are looked at anew. */
export async function onInstalled({ reason }: { readonly reason: string }): Promise<void> {
  await inTurn({
    'open the welcome page': async () => {
      if (reason === 'install') await openWelcome();
    },
    'forget what was seen': deleteSeen,
    'create the link menu': createLinkMenu,
    'register detection': reconcileDetection,
    'look at open tabs': detectInOpenTabs,
    'fetch the index': async () => {
      // An update may have packed the index otherwise, and have given up the old one.
      if (reason === 'install' || !(await indexState())) await syncAndDetect();
    },
  });
}

async function openWelcome(): Promise<void> {
  try {
    await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
  } catch (error) {
    // Installed by a policy there may be no window yet, and nobody to welcome.
    if (!/no current window|no window/i.test(String(error))) throw error;
  }
}

/** When the alarm for the next sync rings, or the one at the end of quiet hours. */
export async function onAlarm(alarm: { name: string }): Promise<void> {
  if (isSyncAlarm(alarm)) await syncAndDetect();
  if (isBackFillAlarm(alarm)) await inTurn({ 'read pages': readPagesAndDetect });
  if (isDigestAlarm(alarm)) await inTurn({ 'announce new analyses': announceNew });
  if (isSavedTextsAlarm(alarm)) await inTurn({ 'complete saved texts': () => completeSavedTexts() });
}

/**
 * Brings the index up to date; where cards changed, open pages are matched again without a reload. One notification
 * tells of what is new.
 */
export async function syncAndDetect(): Promise<void> {
  let changed = false;
  await inTurn({
    sync: async () => {
      changed = await sync();
    },
    'look at open tabs': async () => {
      if (changed) await detectInOpenTabs();
    },
    'announce new analyses': announceNew,
    // Also where nothing changed: the background may have been killed after the change.
    'note what was withdrawn': () => detectWithdrawals(),
    'take the cards of newer texts': takeCardsOfTexts,
    'note texts that were replaced': markReplacedTexts,
    'forget what was removed long ago': () => forgetRemoved(),
    'keep the second copy': keepSecondCopy,
  });
  // One request a second: whoever asked for the sync need not wait for it.
  start('complete saved texts', async () => {
    await completeSavedTexts({ siteAnswers: (await syncState()).failure === undefined });
  });
  // Reading the pages of a plain site takes its time; who asked for the sync need not wait for it.
  start('read pages', readPagesAndDetect);
}

/** Reads some more pages of a publication that has no companion index. */
async function readPagesAndDetect(): Promise<void> {
  const hosts = new Set<string>();
  const onCard = ({ sources }: Card): void => {
    for (const { url } of sources) hosts.add(foldHost(new URL(url).hostname));
  };
  if (!(await backFill({ onCard }))) return;
  await inTurn({
    'publish hosts': publishHosts,
    'look at open tabs': () => detectInOpenTabs(hosts),
    'announce new analyses': announceNew,
    'take the cards of newer texts': takeCardsOfTexts,
    'note texts that were replaced': markReplacedTexts,
    'keep the second copy': keepSecondCopy,
  });
}

/** The reader wants older analyses from a publication that has no companion index, or no longer. */
export async function onReadPages(readPages: ReadPages): Promise<void> {
  await changeReadPages(readPages);
  start('read pages', readPagesAndDetect);
}

/** The mode, or what the browser allows, has changed. */
export async function onModeChanged(): Promise<void> {
  await inTurn({
    'register detection': reconcileDetection,
    'refresh badges': refreshBadges,
    'look at open tabs': detectInOpenTabs,
  });
}

/** Something was saved, removed or put back. */
export async function onLibraryChanged(): Promise<void> {
  await inTurn({
    'keep the second copy': keepSecondCopy,
    'refresh badges': refreshBadges,
    'complete saved texts': () => completeSavedTexts(),
  });
}

/** A setting has changed: only some of them concern pages, or what quiet hours hold back. */
export async function onSettingsChange(changed: ReadonlySet<keyof Settings>): Promise<void> {
  if (changed.has('mode') || changed.has('sitesOff')) await onModeChanged();
  if (changed.has('notify') || changed.has('quietHours'))
    await inTurn({ 'announce new analyses': announceNew });
}

/**
 * Something was granted. A reader who grants all sites, here or in the browser's own settings, wants automatic mode.
 */
export async function onAccessGranted({ origins = [] }: { origins?: string[] }): Promise<void> {
  listenToDigest();
  if (origins.length === 0) return;
  await inTurn({
    'switch to automatic mode': async () => {
      if (isAllSites(origins) && (await mayReadAllSites())) await changeSettings({ mode: 'automatic' });
    },
    'apply the mode': onModeChanged,
    'fetch the index': async () => {
      if ((await syncState()).failure?.reason === 'no-permission') await syncAndDetect();
    },
  });
}
