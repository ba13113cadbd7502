import type { PageToRemember } from '../../lib/db/remembered-page-records.ts';
import { ageAbsence } from '../e2e/harness/database.ts';
import type { Reader } from '../e2e/harness/reader.ts';
import type { ExtensionApi } from '../e2e/harness/stored.ts';
import { type Surface as Opened, stateOf, until } from '../e2e/harness/surface.ts';
import { anotherStory } from '../sample/outlets.ts';
import { publishUnusual } from './articles.ts';
import { change } from './library-surfaces.ts';

/** What the contact sheet does before it opens a surface, and what it presses in it. */

/** A saved analysis that the publication withdraws. */
export const WITHDRAWN = 'water-meter-bylaw';

/** An analysis that is new for the reader. */
const NEW_ANALYSIS = {
  id: 'canal-tolls',
  url: 'http://noligarchy.localhost:4170/analysis/canal-tolls',
  headline: 'Canal tolls rise by a third; who set them sits on both sides of the table',
  summary: 'The board that raised the tolls also buys the passage.',
  lens: 'global-power-plays',
  published: '2026-07-03',
  outlet: 'Northern Ledger – World',
  sources: ['http://quiet-gazette.localhost:4170/canal-tolls'],
  topics: ['shipping'],
};

/** Deletes everything while the publication cannot be reached. */
export async function loseIndex(reader: Reader): Promise<void> {
  reader.sample.answering = (_, response) => Boolean(response.destroy());
  await reader.ask((api) => api.runtime.sendMessage({ type: 'deleteEverything' }));
  await reader.sync();
}

/** Publishes a correction of an analysis whose text is on the device, while requests for texts fail. Then syncs. */
export async function correctWithoutText({ sample, sync }: Reader): Promise<void> {
  sample.publish({ corrected: { 'port-fee-holiday': { updated: '2026-07-08' } } });
  sample.answering = ({ path }, response) => {
    if (!/\/(?:analyses|texts)\//.test(path)) return false;
    response.writeHead(503).end();
    return true;
  };
  await sync();
}

/**
 * Withdraws a saved analysis. The extension reports this only if the analysis has been missing for a day, so this
 * function changes the stored time.
 */
export async function withdrawSaved(reader: Reader): Promise<void> {
  reader.sample.answering = undefined;
  reader.sample.publish({ withdrawn: [WITHDRAWN] });
  await reader.sync();
  await until('the absence is noted', async () => (await reader.saved(WITHDRAWN))?.unlistedSince);
  await ageAbsence(reader, WITHDRAWN, 1);
  await reader.sync();
}

/** Stores that a reader without a chosen mode has looked up two pages by click. The next look-up shows the reminder. */
export async function expectReminder(reader: Reader): Promise<void> {
  await reader.ask(async (api) => {
    await api.storage.local.remove('mode');
    await api.storage.local.set({ clickLookups: 2 });
  });
}

/** Follows a lens, publishes a new analysis with this lens, and syncs. */
export async function followLens(reader: Reader): Promise<void> {
  await change(reader, 'follow', { kind: 'lens', id: 'global-power-plays', name: 'Global Power Plays' });
  reader.sample.publish({ more: { '2026-07': [NEW_ANALYSIS] } });
  await reader.sync();
}

/** Makes the popup fail to read its view: rejects the popup's messages, and reloads the page in the tab. */
export async function failToRead(popup: Opened): Promise<void> {
  await popup.run((document) => {
    const page = globalThis as { readonly browser?: ExtensionApi; readonly chrome?: ExtensionApi };
    const api = page.browser ?? page.chrome;
    api.runtime.sendMessage = () => Promise.reject(new Error('no answer'));
    return api.tabs.reload(Number(new URLSearchParams(document.location.search).get('tab')));
  });
  await until('the view has failed', async () => (await stateOf(popup)) === 'unreadable');
}

/**
 * Loads the popup again without a tab in its address, while the article is in front. The extension then counts this as
 * a click on the toolbar button.
 */
export async function showReminder(popup: Opened): Promise<void> {
  await popup.run(async (document) => {
    const page = globalThis as { readonly browser?: ExtensionApi; readonly chrome?: ExtensionApi };
    const { tabs } = page.browser ?? page.chrome;
    await tabs.update(Number(new URLSearchParams(document.location.search).get('tab')), { active: true });
    setTimeout(() => document.location.replace('/popup.html'));
  });
  await untilThere('.light-up')(popup);
  await popup.run(async (document) => {
    const page = globalThis as { readonly browser?: ExtensionApi; readonly chrome?: ExtensionApi };
    const { tabs } = page.browser ?? page.chrome;
    await tabs.update((await tabs.getCurrent()).id, { active: true });
    // Without this class, the page would be at least as wide as a popup.
    document.documentElement.classList.add('is-tab');
  });
}

/** Saves an analysis and removes it again, which leaves a toast with Undo. */
export async function saveAndRemove(popup: Opened): Promise<void> {
  await pressing('.button.is-primary', '.button.is-saved')(popup);
  await pressing('.button.is-saved', '[role=menu]')(popup);
  await pressing('.menu-item:last-child', '.toast .link')(popup);
}

/**
 * Adds a page whose analysis the reader waits for. For two other pages, adds the reader's answer whether the page tells
 * the story of an analysis.
 */
export async function rememberPages(reader: Reader): Promise<void> {
  const page = (address: string): PageToRemember => ({
    address: `https://${address}`,
    keys: [{ key: address, by: 'address', offSite: false }],
    headlines: ['The bus company answers the city council'],
  });
  await change(reader, 'addWaitingPage', page('bus.example/story'));
  await change(reader, 'answerStory', page('bus.example/same'), 'ferry-talks-merrow-strait', true);
  await change(reader, 'answerStory', page('bus.example/other'), 'ferry-talks-merrow-strait', false);
}

/** Deletes everything, and replaces the publication by a plain site. The extension reads its pages one by one. */
export async function readFeed(reader: Reader): Promise<void> {
  publishUnusual(reader.sample);
  reader.sample.answering = undefined;
  reader.sample.publish({ form: 'site' });
  await reader.ask((api) => api.runtime.sendMessage({ type: 'deleteEverything' }));
  await reader.sync();
}

export async function tellAnotherStory({ sample }: Reader): Promise<void> {
  sample.replacedPages.set(
    sample.page('a forwarded address').redirect ?? '',
    anotherStory('harbour-courier'),
  );
}

/**
 * Returns a function that presses a button and waits for the element that the button opens. The function finds both by
 * CSS selectors, because the texts of the interface may be in an invented language.
 */
export function pressing(button: string, opened: string): (popup: Opened) => Promise<void> {
  return async (popup) => {
    await popup.press(button);
    await until(`there is "${opened}"`, () =>
      popup.run((document, selector) => document.querySelector(selector) !== null, opened),
    );
  };
}

/** Returns a function that waits for an element. */
export function untilThere(selector: string): (popup: Opened) => Promise<unknown> {
  return (popup) =>
    until(`there is "${selector}"`, () =>
      popup.run((document, wanted) => document.querySelector(wanted) !== null, selector),
    );
}

export function showReason(popup: Opened): Promise<void> {
  return pressing('.match-kind', '#match-reason button')(popup);
}

export async function showAppearance(popup: Opened): Promise<void> {
  await pressing('.panel-header [aria-haspopup]', '[role=menu]')(popup);
  await pressing('.menu-item:nth-last-child(2)', '.appearance-box')(popup);
}

export async function reportWrong(popup: Opened): Promise<void> {
  await showReason(popup);
  await popup.press('#match-reason .link, #match-reason .button');
  await untilLetter(popup);
}

export async function suggest(popup: Opened): Promise<void> {
  await popup.press('.state-foot .button:last-of-type');
  await untilLetter(popup);
}

async function untilLetter(popup: Opened): Promise<void> {
  await until('the letter is written', () =>
    popup.run((document) => document.querySelector('textarea')?.value),
  );
}

/** Opens a page that keeps the database busy: all requests of the extension wait until this page is closed. */
export async function keepDatabaseBusy(reader: Reader): Promise<void> {
  const page = await reader.open('/options.html');
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('civic-lens');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const { objectStoreNames } = opening.result;
          const work = opening.result.transaction(objectStoreNames, 'readwrite');
          // A transaction of IndexedDB stays open as long as it has requests.
          const again = (): void => {
            work.objectStore(objectStoreNames[0] as string).count().onsuccess = () => {
              resolve();
              again();
            };
          };
          again();
        };
      }),
  );
}

export async function switchOff(reader: Reader): Promise<void> {
  await reader.ask((api) => api.storage.local.set({ sitesOff: ['harbour-courier.localhost'] }));
}
