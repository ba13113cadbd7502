import { defineBackground } from 'wxt/utils/define-background';
import { answerInBackground, queryNames } from '../lib/app/answer-in-background.ts';
import {
  connectFeatures,
  expectDatabaseFailures,
  onAccessGranted,
  onAlarm,
  onBackgroundStart,
  onBrowserStart,
  onInstalled,
  onLibraryChanged,
  onModeChanged,
  onPage,
  onSettingsChange,
  syncAndDetect,
} from '../lib/app/background-events.ts';
import { CHANGE_NAMES, changeInBackground } from '../lib/app/change-in-background.ts';
import { runCommand } from '../lib/app/commands.ts';
import { deleteEverything } from '../lib/app/delete-everything.ts';
import { onMessages } from '../lib/app/listen-to-messages.ts';
import { browser } from '../lib/browser/browser.ts';
import { guardedListener, startTask } from '../lib/browser/listener-errors.ts';
import { onSettingsChanged } from '../lib/browser/settings.ts';
import { listenToNotificationClicks } from '../lib/follow/notification.ts';
import { prepareSiteParsers } from '../lib/sync/load-site-parsers.ts';
import { applyKeepTexts } from '../lib/sync/sync.ts';
import { lookUpLink } from '../lib/tab/look-up-link.ts';
import { searchSelection } from '../lib/tab/search-selection.ts';

/**
 * Registers all listeners before the first `await`. The event that starts the background can arrive immediately, and is
 * lost if its listener is not registered yet. See
 * https://developer.chrome.com/docs/extensions/develop/concepts/service-workers/events
 */
export default defineBackground(() => {
  prepareSiteParsers();
  expectDatabaseFailures();
  connectFeatures();
  browser.runtime.onInstalled.addListener(guardedListener('installed', onInstalled));
  browser.runtime.onStartup.addListener(guardedListener('browser start', onBrowserStart));
  browser.alarms.onAlarm.addListener(guardedListener('alarm', onAlarm));
  browser.permissions.onAdded.addListener(guardedListener('access granted', onAccessGranted));
  browser.permissions.onRemoved.addListener(guardedListener('access removed', onModeChanged));
  browser.commands?.onCommand.addListener(guardedListener('command', runCommand));
  browser.contextMenus?.onClicked.addListener(guardedListener('link menu', lookUpLink));
  browser.contextMenus?.onClicked.addListener(guardedListener('search menu', searchSelection));
  listenToNotificationClicks();
  onSettingsChanged(guardedListener('settings', onSettingsChange));
  onMessages(
    {
      page: onPage,
      sync: syncAndDetect,
      keepTexts: applyKeepTexts,
      change: changeInBackground,
      libraryChanged: onLibraryChanged,
      deleteEverything,
      query: answerInBackground,
    },
    { queries: queryNames, changes: CHANGE_NAMES },
  );
  startTask('background start', onBackgroundStart);
});
