import { browser, type Tab } from '../browser/browser.ts';
import { hashOfPlace } from './library-address.ts';

export const SEARCH_MENU_ITEM = 'search-library';
const STORED = 'selectionToSearch';
/** The hash of the library's address that makes the library read the query with `takeSelection`. */
export const SELECTION_HASH = '#selection';

/** Longest part of a selected text that is searched for (UTF-16 code units). */
const MAX_SELECTION = 200;
/** Scripts that write several words without spaces between them. */
const WITHOUT_SPACES = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar'];
const ONE_WORD = new RegExp(
  `^(?:(?![${WITHOUT_SPACES.map((script) => `\\p{Script=${script}}`).join('')}])[\\p{L}\\p{M}\\p{N}])+$`,
  'u',
);

/**
 * Returns the query for a selected text: one word, or a phrase in quotation marks. Does not use the code of
 * `lib/search/query/`, which reads queries, because it is too large for the background.
 */
export function selectionQuery(selection: string): string {
  const words = firstWords(selection.trim().replace(/\s+/g, ' ')).toWellFormed();
  return ONE_WORD.test(words) ? words : `"${words.replace(/["\\]/g, '\\$&')}"`;
}

/** Returns the whole words at the beginning of a text: a phrase that ends in a part of a word would find nothing. */
function firstWords(text: string): string {
  if (text.length <= MAX_SELECTION) return text;
  // The segmenter needs some text after the limit to determine where the word at the limit begins.
  const near = text.slice(0, 2 * MAX_SELECTION);
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  const end = segmenter.segment(near).containing(MAX_SELECTION)?.index ?? 0;
  return text.slice(0, end || MAX_SELECTION).trim();
}

/** The properties of a click in the context menu that `searchSelection` uses. */
interface MenuClick {
  readonly menuItemId: string | number;
  readonly selectionText?: string;
}

/**
 * Searches the library for selected text, in a new tab. Text from a private window must not be part of the address,
 * because the browser would store the address in its history. For such text, the library page reads the query from
 * `storage.session`, and deletes it there.
 */
export async function searchSelection({ menuItemId, selectionText }: MenuClick, tab?: Tab): Promise<void> {
  if (menuItemId !== SEARCH_MENU_ITEM || !selectionText?.trim()) return;
  const q = selectionQuery(selectionText);
  const isPrivate = tab?.incognito ?? false;
  if (isPrivate) await browser.storage.session.set({ [STORED]: q });
  await browser.tabs.create({
    url: browser.runtime.getURL(`/library.html${isPrivate ? SELECTION_HASH : hashOfPlace({ q })}`),
    ...(isPrivate && tab?.windowId !== undefined ? { windowId: tab.windowId } : {}),
  });
}

/** Returns the query for the text that the reader last selected in a private window. It can be read only once. */
export async function takeSelection(): Promise<string | undefined> {
  const { [STORED]: q } = await browser.storage.session.get(STORED);
  await browser.storage.session.remove(STORED);
  return typeof q === 'string' ? q : undefined;
}
