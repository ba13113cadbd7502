import type { Page } from 'puppeteer-core';
import type { Reader } from '../e2e/harness/reader.ts';
import { until } from '../e2e/harness/surface.ts';
import { analyses } from '../sample/content.ts';

/** A view, dialog or state of the library page. */
export interface LibraryPicture {
  /** Address of the view: the part after `library.html`. */
  readonly hash: string;
  /** Words of the publication or of the reader that the view shows once it is complete. */
  readonly words?: string;
  /** Changes the extension's data before the page opens. */
  readonly prepare?: (reader: Reader) => Promise<unknown>;
  /** Keys to press (separated by spaces), or the selector of an element to click, once the view is complete. */
  readonly press?: string;
  /** The selector of an element that appears after the keys or the click, or once the view is complete. */
  readonly until?: string;
}

const FERRY = 'ferry-talks-merrow-strait';
const SECOND = 'water-meter-bylaw';
const NOTE = 'Ask again on July 14';
const SENTENCE = 'An annex lets any one of the six hold a ship for up to nine hours.';

/**
 * The views of the library, in an order that matters: pictures change data that later pictures show. From "library,
 * corrected" on, the publication has corrected an analysis.
 */
export const LIBRARY: Readonly<Record<string, LibraryPicture>> = {
  'library, highlights': { hash: '#view=highlights', words: NOTE, prepare: writeOwnWords },
  'library, note and highlight': {
    hash: `#analysis=${FERRY}`,
    words: 'Who chose the Isles?',
    prepare: writeOwnWords,
  },
  'library, label': { hash: '#label=water', words: 'ferry', prepare: writeOwnWords },
  'library, lens': { hash: '#lens=street-level' },
  'library, search': { hash: '#q=ferry', words: 'ferry' },
  'library, nothing found': { hash: '#q=zzzzzzzz' },
  'library, new for you': { hash: '#view=new' },
  'library, removed': { hash: '#view=removed', words: 'talks', prepare: removeFerry },
  'library, changes': { hash: '#view=removed', words: 'talks', prepare: makeChanges },
  'library, archive': { hash: '#view=archive', words: 'ferry', prepare: archiveFerry },
  'library, selection': { hash: '#view=all', words: 'ferry', press: 'j x', until: '.row-selection-bar' },
  'library, selection of saved and other analyses': {
    hash: '#lens=global-power-plays',
    words: 'ferry',
    press: 'j x j x j x',
    until: '.row-selection-bar',
  },
  'library, labels': { hash: '#view=all', words: 'ferry', press: 'j l', until: 'dialog[open]' },
  'library, keys': { hash: '#view=all', words: 'ferry', press: '?', until: 'dialog[open]' },
  'library, search hint': {
    hash: '#view=all',
    words: 'ferry',
    press: '/',
    until: '.search-hint:not([hidden])',
  },
  'library, export': {
    hash: '#view=all',
    words: 'ferry',
    press: '.transfer-button',
    until: 'dialog[open]',
  },
  'library, import': {
    hash: '#view=all',
    words: 'ferry',
    press: '.transfer-button ~ .transfer-button',
    until: 'dialog[open]',
  },
  'library, corrected': {
    hash: `#analysis=${FERRY}`,
    words: 'annex',
    prepare: correctFerry,
    until: '.correction-line',
  },
  'library, what changed': {
    hash: `#analysis=${FERRY}`,
    words: 'annex',
    press: '.correction-actions button',
    until: 'ins',
  },
  'library, corrections': { hash: '#view=corrections', words: 'talks' },
  // A toast with Undo does not close by itself, so the picture shows it.
  'library, toast': { hash: '#view=all', words: 'ferry', press: 'j j j a', until: '.toast .link' },
  'library, toast while reading': {
    hash: '#view=all&analysis=no-lens',
    words: 'What happened',
    press: 'u',
    until: '.toast .link',
  },
};

/** Sends a change of the reader's records, as pages of the extension do. */
export const change = (reader: Reader, name: string, ...args: unknown[]): Promise<unknown> =>
  reader.ask(
    (api, changeName, values) => api.runtime.sendMessage({ type: 'change', name: changeName, args: values }),
    name,
    args,
  );

async function writeOwnWords(reader: Reader): Promise<void> {
  await change(reader, 'storeNote', FERRY, NOTE, '');
  await change(reader, 'addLabel', [FERRY, SECOND], 'water');
  await change(reader, 'addHighlight', FERRY, {
    id: 'sheet',
    section: 0,
    start: 0,
    endSection: 0,
    end: SENTENCE.length,
    version: 'earlier',
    exact: SENTENCE,
    prefix: '',
    suffix: '',
    comment: 'Who chose the Isles?',
    createdAt: Date.UTC(2026, 6, 3),
  });
}

async function removeFerry(reader: Reader): Promise<void> {
  await change(reader, 'removeSaved', FERRY);
}

/** Makes changes of several kinds that the reader can undo. */
async function makeChanges(reader: Reader): Promise<void> {
  await removeFerry(reader);
  await change(reader, 'addLabel', [SECOND], 'Harbour fees and pilots');
  await change(reader, 'renameLabel', 'Harbour fees and pilots', 'Harbours');
  await change(reader, 'storeNote', SECOND, NOTE, '');
  await change(reader, 'storeNote', SECOND, '', NOTE);
  await change(reader, 'changeReadingState', [SECOND], 'mark-read');
  await change(reader, 'deleteLabel', 'Harbours');
}

async function archiveFerry(reader: Reader): Promise<void> {
  await change(reader, 'restoreRemoved', FERRY);
  await change(reader, 'changeReadingState', [FERRY], 'archive');
}

/** Publishes a correction of the ferry analysis, which the reader has saved, and syncs. */
async function correctFerry(reader: Reader): Promise<void> {
  const ferry = analyses.find(({ id }) => id === FERRY);
  const corrected = JSON.stringify(ferry?.sections).replace('nine hours', 'six hours');
  reader.sample.publish({
    corrected: { [FERRY]: { updated: '2026-07-05', sections: JSON.parse(corrected) } },
  });
  await reader.sync();
}

/** Presses the keys of a picture, or clicks its element. Then waits for the element that appears. */
export async function pressIn(page: Page, { press, until: selector }: LibraryPicture): Promise<void> {
  if (press?.includes('.')) {
    await until(`the page has "${press}"`, () => page.$(press));
    await page.click(press);
  } else {
    // The page listens to keys only after it has painted.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    for (const key of press?.split(' ') ?? []) await page.keyboard.press(key as 'j');
  }
  if (selector) await until(`the page has "${selector}"`, () => page.$(selector));
}
