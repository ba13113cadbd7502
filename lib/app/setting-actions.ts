import { startTask } from '../browser/listener-errors.ts';
import { askForPublication, giveBackAllSites, mayReadPublication } from '../browser/permissions.ts';
import type { QuietHours } from '../browser/quiet-hours.ts';
import {
  changeSettings,
  type KeepTexts,
  type LibrarySort,
  type Mode,
  type ReadPages,
  type Settings,
  type SpeechRate,
} from '../browser/settings.ts';
import { sendMessage } from './messages.ts';

/**
 * The functions with which pages change settings and permissions, start a sync, change how fast pages are read, or
 * delete everything. For changes of the reader's records, see `actions.ts`. The popup can show an analysis without
 * loading this file.
 */

/**
 * Changes the mode. *On click* also gives up the access to all sites, and may ask the reader for access to the
 * publication. Call it in a click handler.
 */
export async function changeMode(mode: Mode): Promise<void> {
  await changeSettings({ mode });
  if (mode !== 'on-click') return;
  await giveBackAllSites();
  startTask('ask for the publication', askForLostPublication);
}

/**
 * Asks the reader again for access to the publication if this access was lost: Chromium removes it together with the
 * access to all sites (`giveBackAllSites`).
 */
async function askForLostPublication(): Promise<void> {
  if (!(await mayReadPublication())) await askForPublication();
}

/** Changes how pages look. */
export function setAppearance(
  appearance: Partial<Pick<Settings, 'theme' | 'textSize' | 'measure'>>,
): Promise<unknown> {
  return changeSettings(appearance);
}

/** Changes the order of the library's list. */
export function setLibrarySort(librarySort: LibrarySort): Promise<unknown> {
  return changeSettings({ librarySort });
}

/** Switches the library's shortcuts of single letters on or off. */
export function setLetterKeys(letterKeys: boolean): Promise<unknown> {
  return changeSettings({ letterKeys });
}

export function setNotifications(notify: boolean): Promise<unknown> {
  return changeSettings({ notify });
}

/** Changes the speed of the voice that reads aloud. */
export function setSpeechRate(speechRate: SpeechRate): Promise<unknown> {
  return changeSettings({ speechRate });
}

/** Allows or forbids voices that get the text over the network. */
export function setOnlineVoices(onlineVoices: boolean): Promise<unknown> {
  return changeSettings({ onlineVoices });
}

export function setQuietHours(quietHours: QuietHours): Promise<unknown> {
  return changeSettings({ quietHours });
}

/** Changes for how many months the texts are kept on the device. Does not wait until texts are fetched or deleted. */
export async function setKeepTexts(keepTexts: KeepTexts): Promise<void> {
  await changeSettings({ keepTexts });
  startTask('keep texts', () => sendMessage({ type: 'keepTexts' }));
}

/** Starts a sync now. Resolves when the sync is done. */
export function checkNow(): Promise<unknown> {
  return sendMessage({ type: 'sync' });
}

/**
 * Changes how fast the pages of a publication without companion index are read. The change takes effect before the next
 * page is read, even while a sync is running.
 */
export function setReadPages(readPages: ReadPages): Promise<unknown> {
  return changeSettings({ readPages });
}

/**
 * Deletes everything that the extension has stored on the device, except a pause that the publication asked for. The
 * background does it, so that closing the page does not interrupt it. May then ask the reader for access to the
 * publication, so call it in a click handler.
 */
export async function deleteEverything(): Promise<void> {
  await sendMessage({ type: 'deleteEverything' });
  startTask('ask for the publication', askForLostPublication);
}

/** Counts a look-up by click. After some look-ups, the popup reminds the reader that there is an automatic mode. */
export { countClickLookup } from '../browser/count-click-lookups.ts';
/**
 * Functions that change permissions. The three that start with `askFor` make the browser show a permission prompt. Call
 * them in a click handler, before the first `await`: otherwise the browser refuses to show the prompt
 * (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/permissions/request).
 */
export {
  askForAllSites,
  askForNotifications,
  askForPublication,
  giveBackNotifications,
} from '../browser/permissions.ts';
/** Switches Civic Lens off, or on again, for a site. */
export { switchSite } from '../browser/switch-off-on-site.ts';
