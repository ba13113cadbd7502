import type { AnalysisText } from '../analysis/analysis.ts';
import { browser } from '../browser/browser.ts';

/**
 * Texts that were fetched because the reader opened them. What was read and not saved is nobody's: they stand in
 * `storage.session`, in memory only, and are gone when the browser closes.
 */

/** A text with the version of the card that it belongs to. */
export interface FetchedText {
  readonly version: string;
  readonly text: AnalysisText;
}

/**
 * A text that is kept, the oldest first. The list and the texts change in one write, under a lock: several tabs may
 * fetch at once.
 */
interface Listed {
  readonly id: string;
  /** Memory that it takes, at most. */
  readonly bytes: number;
}

const LIST = 'texts';
const PREFIX = 'text:';
const LOCK = 'civic-lens-fetched-texts';
/** `storage.session` holds 10 MB in both browsers (10,485,760 bytes); two are left to what is known of tabs. */
const MOST_BYTES = 8_000_000;

/**
 * How often all texts were deleted. Only the background fetches texts and deletes everything, and a fetch ends with it:
 * a fetch that began before a deletion finds its count here.
 */
let deletions = 0;

/** To be asked before a text is fetched or read that may be kept later. */
export function deletionsSoFar(): number {
  return deletions;
}

/** The fetched text of an analysis, if it is still kept. */
export async function fetchedText(id: string): Promise<FetchedText | undefined> {
  const stored = (await browser.storage.session.get(PREFIX + id))[PREFIX + id];
  return typeof stored === 'string' ? (JSON.parse(stored) as FetchedText) : undefined;
}

/**
 * Keeps a fetched text, in the place of the oldest ones where there is no room.
 *
 * @param since `deletionsSoFar` before the text was fetched: if everything was deleted meanwhile, it is not kept
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
    // What else stands there may leave less room than expected: each refusal halves what is kept.
    for (let limit = MOST_BYTES; list.length > 0; limit /= 2) {
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

/** Deletes all texts while none is being kept. A text whose fetch has begun is not kept afterwards. */
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
 * Chrome counts strings in UTF-8, Firefox by one or two bytes a character: the most of both, with the key and some
 * more.
 */
function bytesOf(json: string): number {
  const wide = /[\u0100-\uffff]/.test(json) ? json.length * 2 : json.length;
  return Math.max(new TextEncoder().encode(json).length, wide) + 1000;
}
