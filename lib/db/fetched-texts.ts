import type { AnalysisText } from '../analysis/analysis.ts';
import { browser } from '../browser.ts';

/**
 * Texts that were fetched because the reader opened them. What was read and not saved is nobody's to keep: they stand in
 * `storage.session`, which is never written to disk and ends with the browser.
 */

/** A fetched text. */
export interface FetchedText {
  /** `cardVersion` of the card that it belongs to. */
  readonly version: string;
  readonly text: AnalysisText;
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number;
}

const PREFIX = 'text:';
/** `storage.session` holds 10 MB, for other things too: beyond this many characters the oldest texts are dropped. */
const MOST_CHARACTERS = 2_000_000;

export async function fetchedText(id: string): Promise<FetchedText | undefined> {
  const key = PREFIX + id;
  return (await browser.storage.session.get(key))[key] as FetchedText | undefined;
}

/** Keeps a fetched text until the browser ends, or until newer ones need its room. */
export async function keepFetchedText(id: string, text: FetchedText): Promise<void> {
  await trim(MOST_CHARACTERS - JSON.stringify(text).length);
  try {
    await browser.storage.session.set({ [PREFIX + id]: text });
  } catch {
    // The room is needed by others. The text is shown all the same, and fetched again when it is opened again.
    await trim(0);
  }
}

/** Drops the oldest texts beyond a number of characters. */
async function trim(most: number): Promise<void> {
  const all = Object.entries(await browser.storage.session.get(null)).filter(([key]) =>
    key.startsWith(PREFIX),
  );
  const newestFirst = (all as [string, FetchedText][]).sort(([, a], [, b]) => b.fetchedAt - a.fetchedAt);
  let characters = 0;
  const gone = newestFirst.filter(([, text]) => {
    characters += JSON.stringify(text).length;
    return characters > most;
  });
  if (gone.length > 0) await browser.storage.session.remove(gone.map(([key]) => key));
}
