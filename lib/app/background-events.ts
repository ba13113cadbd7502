import { hostOfKey } from '../address/url-keys.ts';
import { browser, type Tab } from '../browser/browser.ts';
import { assignLensHues } from '../browser/lens-hues.ts';
import {
  guardedListener,
  runSteps,
  setExpectedFailureHandler,
  startTask,
} from '../browser/listener-errors.ts';
import { isAllSites, mayReadAllSites } from '../browser/permissions.ts';
import { changeSettings, type Settings } from '../browser/settings.ts';
import { announceChanges, onDatabaseMade } from '../db/database.ts';
import { isDatabaseFailure } from '../db/failures.ts';
import { ensureGenerationMarked } from '../db/index-generation-mark.ts';
import { indexState, syncState } from '../db/index-state.ts';
import { addNewAnalysesToCommits } from '../follow/new-for-you-in-commit.ts';
import { deleteSeen } from '../follow/new-for-you-records.ts';
import { announceNew, isNotificationAlarm, listenToNotificationClicks } from '../follow/notification.ts';
import { forgetOldWaiting, markArrivedAsNew } from '../follow/waiting.ts';
import type { Card } from '../index/card.ts';
import { sourceKeys } from '../index/card-keys.ts';
import { alignCardsWithTexts } from '../library/align-cards-with-texts.ts';
import { detectCorrections } from '../library/corrections.ts';
import { fetchMissingTexts, isSavedTextsAlarm } from '../library/fetch-missing-texts.ts';
import { forgetRemoved } from '../library/removed-analyses.ts';
import { forgetOldTombstones, markReplacedTexts } from '../library/second-copy.ts';
import { detectWithdrawals } from '../library/withdrawals.ts';
import type { PageIdentity } from '../page/page-identity.ts';
import { isBackFillAlarm, moveReadPages, planBatch } from '../sync/back-fill.ts';
import { backFillBatches } from '../sync/back-fill-batches.ts';
import { ensureSyncAlarm, handleDatabaseFailure, isSyncAlarm, publishHosts, sync } from '../sync/sync.ts';
import { applyAnswersToTabs } from '../tab/apply-story-answers.ts';
import { createContextMenus } from '../tab/context-menus.ts';
import { showDefaultButton } from '../tab/default-button.ts';
import { copyTextForPanel, handlePage } from '../tab/examine-page.ts';
import { detectInOpenTabs, reconcileDetection } from '../tab/page-scripts.ts';
import { refreshBadges } from '../tab/refresh-badges.ts';
import { forgetOldAnswers } from '../tab/story-answers.ts';
import { makeBackup } from '../transfer/backups.ts';
import { saveArrived } from '../transfer/save-arrived.ts';
import { finishLastChange, keepSecondCopy } from './keep-second-copy.ts';

/**
 * Sets how listeners handle an expected failure of the database, such as a full disk, or a database of a newer version
 * of Civic Lens. They record the failure for pages and for the next start of the background, and plan a sync.
 */
export function expectDatabaseFailures(): void {
  setExpectedFailureHandler((error) => {
    const isExpected = isDatabaseFailure(error);
    if (isExpected) startTask('record a failure of the database', () => handleDatabaseFailure(error));
    return isExpected;
  });
}

/**
 * Makes each index commit add new analyses to "New for you", and starts to inform pages about changes of the database.
 * Call it before any `await`.
 */
export function connectFeatures(): void {
  addNewAnalysesToCommits();
  announceChanges();
}

/**
 * Runs at each start of the background. Almost every event starts the background, so this function does only what is
 * always needed.
 */
export async function onBackgroundStart(): Promise<void> {
  onDatabaseMade(guardedListener('keep the second copy', keepSecondCopy));
  await Promise.all([
    runSteps({ 'register detection': reconcileDetection }),
    runSteps({ 'set the alarm for the next sync': ensureSyncAlarm }),
    runSteps({ 'finish the last change': finishLastChange }),
    runSteps({
      'mark the index': () => ensureGenerationMarked(async () => (await indexState())?.generation),
    }),
    runSteps({ 'show the button': showDefaultButton }),
  ]);
}

/**
 * Handles a page that its content script has described. Does not wait until the text of the page's analysis is copied
 * for popup and panel.
 */
export async function onPage(tab: Tab, identity: PageIdentity): Promise<void> {
  const record = await handlePage(tab, identity);
  if (record) startTask('copy a text for the first view', () => copyTextForPanel(record));
}

/**
 * Runs when the browser starts. Announces new analyses and reads pages without waiting for the alarms for these tasks,
 * because a restart may delete alarms (https://developer.chrome.com/docs/extensions/reference/api/alarms).
 */
export async function onBrowserStart(): Promise<void> {
  await runSteps({
    'announce new analyses': announceNew,
    'delete seen entries': deleteSeen,
    'delete old tombstones': () => forgetOldTombstones(),
    'read pages': readPagesAndDetect,
  });
}

/** Runs after an install or an update. An update disconnects the scripts in open tabs, so new scripts are injected. */
export async function onInstalled({ reason }: { readonly reason: string }): Promise<void> {
  await runSteps({
    'open the welcome page': async () => {
      if (reason === 'install') await openWelcome();
    },
    'move a setting': moveReadPages,
    'delete seen entries': deleteSeen,
    'create the context menus': createContextMenus,
    'register detection': reconcileDetection,
    'check open tabs': detectInOpenTabs,
    'fetch the index': async () => {
      // An update that packs cards in another form has deleted the index.
      if (reason === 'install' || !(await indexState())) await syncAndDetect();
    },
  });
}

async function openWelcome(): Promise<void> {
  try {
    await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
  } catch (error) {
    // If an administrator's policy installs the extension, there may be no open window yet.
    if (!/no current window|no window/i.test(String(error))) throw error;
  }
}

/** Runs when an alarm fires: for a sync, for reading more pages, for the end of quiet hours, or for missing texts. */
export async function onAlarm(alarm: { name: string }): Promise<void> {
  if (isSyncAlarm(alarm)) await syncAndDetect();
  if (isBackFillAlarm(alarm)) await runSteps({ 'read pages': readPagesAndDetect });
  if (isNotificationAlarm(alarm)) await runSteps({ 'announce new analyses': announceNew });
  if (isSavedTextsAlarm(alarm)) await runSteps({ 'fetch missing texts': () => fetchMissingTexts() });
}

/**
 * Runs a sync. If cards changed, matches open pages again without a reload. One notification announces the analyses
 * that are new for the reader.
 */
export async function syncAndDetect(): Promise<void> {
  let changed = false;
  await runSteps({
    sync: async () => {
      changed = await sync();
    },
    'show the button': showButtons,
    'check open tabs': async () => {
      if (changed) await detectInOpenTabs();
    },
    'give new lenses a hue': giveLensesHues,
    'mark arrived analyses as new': () => markArrivedAsNew(),
    'save arrived analyses of imported files': saveArrivedAnalyses,
    'announce new analyses': announceNew,
    // Run the following steps even if nothing changed: the background may have been killed after an earlier change.
    'detect withdrawals': () => detectWithdrawals(),
    'detect corrections': () => detectCorrections(),
    'align saved cards with their texts': alignCardsWithTexts,
    'mark replaced texts': markReplacedTexts,
    'delete analyses removed long ago': () => forgetRemoved(),
    'forget pages remembered long ago': forgetOldPages,
    'keep the second copy': keepSecondCopy,
  });
  // At one request a second, this may take long, so the page that requested the sync does not wait for it.
  startTask('fetch missing texts', async () => {
    await fetchMissingTexts({ siteAnswers: (await syncState()).failure === undefined });
  });
  startTask('make a backup', () => makeBackup());
  // The page that requested the sync also does not wait until the pages of a plain site are read.
  startTask('read pages', readPagesAndDetect);
}

/**
 * Saves the analyses that have arrived for pages of imported files. If it has saved any, updates the badges of open
 * pages.
 */
async function saveArrivedAnalyses(): Promise<void> {
  if (await saveArrived()) await refreshBadges();
}

/** Updates the default button. If it has changed, also updates the tabs that still show the old button. */
async function showButtons(): Promise<void> {
  if (await showDefaultButton()) await refreshBadges();
}

/** Deletes waiting pages and story answers that have expired (`isExpired` in `lib/db/remembered-pages.ts`). */
async function forgetOldPages(): Promise<void> {
  await forgetOldWaiting();
  await forgetOldAnswers();
  if (await applyAnswersToTabs()) await refreshBadges();
}

/** Assigns a hue to each lens that the publication has added. */
async function giveLensesHues(): Promise<void> {
  await assignLensHues((await indexState())?.lenses.map(({ id }) => id) ?? []);
}

/**
 * Reads pages of a publication without companion index. After each batch, matches open pages against the new analyses.
 */
async function readPagesAndDetect(): Promise<void> {
  const hosts = new Set<string>();
  const onCard = (card: Card): void => {
    for (const key of sourceKeys(card)) hosts.add(hostOfKey(key));
  };
  await backFillBatches(
    async () => {
      const newHosts = new Set(hosts);
      hosts.clear();
      await detectOnHosts(newHosts);
    },
    { onCard },
  );
}

/** Runs when the back-fill has added, changed or removed analyses of articles on these hosts. */
async function detectOnHosts(hosts: ReadonlySet<string>): Promise<void> {
  let hasNewHost = false;
  await runSteps({
    'publish hosts': async () => {
      hasNewHost = await publishHosts();
    },
    'show the button': showButtons,
    'give new lenses a hue': giveLensesHues,
    'check open tabs': () => detectInOpenTabs({ hosts, hasNewHost }),
    'mark arrived analyses as new': () => markArrivedAsNew(),
    'save arrived analyses of imported files': saveArrivedAnalyses,
    'announce new analyses': announceNew,
    'align saved cards with their texts': alignCardsWithTexts,
    'mark replaced texts': markReplacedTexts,
    'keep the second copy': keepSecondCopy,
  });
}

/** Runs when the mode, the permissions, or the sites for which Civic Lens is off have changed. */
export async function onModeChanged(): Promise<void> {
  await runSteps({
    'register detection': reconcileDetection,
    'show the button': showDefaultButton,
    'refresh badges': refreshBadges,
    'check open tabs': detectInOpenTabs,
  });
}

/** Runs when the reader has changed what is saved, followed, new or answered. */
export async function onLibraryChanged(): Promise<void> {
  await runSteps({
    'apply answers to tabs': applyAnswersToTabs,
    'refresh badges': refreshBadges,
    // Copy after refreshing the badges. If the background is killed before the copy, its next start repeats both steps.
    'keep the second copy': keepSecondCopy,
    'save arrived analyses of imported files': async () => (await saveArrived()) && finishLastChange(),
    'announce new analyses': announceNew,
    'fetch missing texts': () => fetchMissingTexts(),
  });
}

/**
 * Runs when settings have changed. Only some settings affect open pages, notifications, or the reading of a plain site.
 */
export async function onSettingsChange(changed: ReadonlySet<keyof Settings>): Promise<void> {
  if (changed.has('mode') || changed.has('sitesOff')) await onModeChanged();
  if (changed.has('notify') || changed.has('quietHours'))
    await runSteps({ 'announce new analyses': announceNew });
  if (changed.has('readPages')) {
    await runSteps({ 'plan to read pages': planBatch });
    startTask('read pages', readPagesAndDetect);
  }
}

/**
 * Runs when the reader has granted a permission. Access to all sites, granted in Civic Lens or in the settings of the
 * browser, switches automatic mode on.
 */
export async function onAccessGranted({ origins = [] }: { origins?: string[] }): Promise<void> {
  listenToNotificationClicks();
  if (origins.length === 0) return;
  await runSteps({
    'switch to automatic mode': async () => {
      if (isAllSites(origins) && (await mayReadAllSites())) await changeSettings({ mode: 'automatic' });
    },
    'apply the mode': onModeChanged,
    'fetch the index': async () => {
      if ((await syncState()).failure?.reason === 'no-permission') await syncAndDetect();
    },
  });
}
