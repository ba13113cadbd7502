import type { AnalysisText } from '../analysis/analysis.ts';
import { browser } from '../browser/browser.ts';

/**
 * Stores the texts that were fetched because the reader opened an analysis. If a page that the reader visits has
 * exactly one analysis, and the text of this analysis is on the device, a copy of the text is stored here, too
 * (`copyTextForPanel`). An analysis that the reader has not saved must leave no trace on the disk. So these texts are
 * in `storage.session`, which is in memory only and is cleared when the browser closes.
 */

/** A text, and the version to which the text belongs (see `cardVersion`). */
export interface FetchedText {
  readonly version: string;
  readonly text: AnalysisText;
}

/**
 * An entry in the list of kept texts. The oldest text is first. A text and the list are written together, under a lock,
 * because several texts may be fetched at the same time.
 */
interface Listed {
  /** `id` of the card. */
  readonly id: string;
  /** Maximum memory that the text and its key may take (bytes); see `bytesOf`. */
  readonly bytes: number;
}

const LIST = 'texts';
const PREFIX = 'text:';
const LOCK = 'civic-lens-fetched-texts';
/**
 * `storage.session` holds 10 MB (https://developer.chrome.com/docs/extensions/reference/api/storage). 2 MB are left for
 * the other records there, such as those of tabs.
 */
const MAX_BYTES = 8_000_000;

/**
 * Number of times that all texts were deleted. A variable is enough, because fetches and deletions happen only in the
 * background. When the background ends, its fetches end too.
 */
let deletions = 0;

/** Returns how often all texts were deleted. Call it before fetching or reading a text that may be kept later. */
export function deletionsSoFar(): number {
  return deletions;
}

/** Returns the fetched text of an analysis, if it is still kept. */
export async function fetchedText(id: string): Promise<FetchedText | undefined> {
  const stored = (await browser.storage.session.get(PREFIX + id))[PREFIX + id];
  return typeof stored === 'string' ? (JSON.parse(stored) as FetchedText) : undefined;
}

/**
 * Keeps a fetched text. If there is no room, removes the oldest texts.
 *
 * @param since result of `deletionsSoFar` before the fetch. If all texts were deleted since, the text is not kept.
 */
export async function keepFetchedText(
  id: string,
  { version, text }: FetchedText,
  since = deletions,
): Promise<void> {
  const json = JSON.stringify({ version, text });
  await navigator.locks.request(LOCK, async () => {
    if (since !== deletions) return;
    const stored = (await browser.storage.session.get(LIST))[LIST];
    const others = (Array.isArray(stored) ? (stored as Listed[]) : []).filter((listed) => listed.id !== id);
    const list = [...others, { id, bytes: bytesOf(json) }];
    // Other records may leave less room than expected. So halve the limit each time the browser refuses to write.
    for (let limit = MAX_BYTES; list.length > 0; limit /= 2) {
      const gone: Listed[] = [];
      while (sum(list) > limit) gone.push(...list.splice(0, 1));
      if (gone.length > 0) await browser.storage.session.remove(gone.map((listed) => PREFIX + listed.id));
      const kept = list.some((listed) => listed.id === id) ? { [PREFIX + id]: json } : {};
      try {
        await browser.storage.session.set({ ...kept, [LIST]: list });
        return;
      } catch (error) {
        if (!/quota/i.test(String(error))) throw error;
      }
    }
    await browser.storage.session.remove(LIST);
  });
}

/**
 * Deletes all texts under the lock, so that no text is stored meanwhile. A text whose fetch began before the deletion
 * is not kept afterwards.
 *
 * @param remove removes the texts from `storage.session`
 */
export async function forgetFetchedTexts(remove: () => Promise<void>): Promise<void> {
  await navigator.locks.request(LOCK, async () => {
    try {
      await remove();
    } finally {
      deletions++;
    }
  });
}

function sum(list: readonly Listed[]): number {
  return list.reduce((total, { bytes }) => total + bytes, 0);
}

/**
 * Returns the maximum memory that a text and its key may take (bytes). Some browsers count UTF-8 bytes, others count
 * one or two bytes for each character.
 */
function bytesOf(json: string): number {
  const wide = /[\u0100-\uffff]/.test(json) ? json.length * 2 : json.length;
  return Math.max(new TextEncoder().encode(json).length, wide) + 1000;
}
