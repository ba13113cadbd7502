import { defineBackground } from 'wxt/utils/define-background';
import { browser } from '../lib/browser.ts';
import {
  onAccessGranted,
  onAlarm,
  onBackgroundStart,
  onBrowserStart,
  onInstalled,
  onLibraryChanged,
  onModeChanged,
  onReadPages,
  onSettingsChange,
  syncAndDetect,
} from '../lib/lifecycle.ts';
import { onMessages } from '../lib/messages.ts';
import { listenToDigest } from '../lib/notifications/digest.ts';
import { answer, queryNames } from '../lib/queries.ts';
import { onSettingsChanged } from '../lib/settings.ts';
import { applyKeepTexts } from '../lib/sync/sync.ts';
import { runCommand } from '../lib/tab/commands.ts';
import { lookUpLink } from '../lib/tab/look-up-link.ts';
import { notePage } from '../lib/tab/tab-view.ts';

/** All listeners stand here, registered before anything is awaited; whatever wakes the background finds its own. */
export default defineBackground(() => {
  browser.runtime.onInstalled.addListener(({ reason }) => void onInstalled(reason));
  browser.runtime.onStartup.addListener(() => void onBrowserStart());
  browser.alarms.onAlarm.addListener((alarm) => void onAlarm(alarm));
  browser.permissions.onAdded.addListener((added) => void onAccessGranted(added));
  browser.permissions.onRemoved.addListener(() => void onModeChanged());
  browser.commands?.onCommand.addListener((command, tab) => void runCommand(command, tab));
  browser.contextMenus?.onClicked.addListener((item) => void lookUpLink(item.menuItemId, item.linkUrl));
  listenToDigest();
  onSettingsChanged((changed) => void onSettingsChange(changed));
  onMessages(
    {
      page: notePage,
      sync: syncAndDetect,
      keepTexts: applyKeepTexts,
      libraryChanged: onLibraryChanged,
      readPages: onReadPages,
      query: answer,
    },
    queryNames,
  );
  void onBackgroundStart();
});
