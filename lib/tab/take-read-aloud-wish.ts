import { browser } from '../browser/browser.ts';
import { WISH, type Wish } from './read-aloud-wish.ts';

/** A wish is ignored if no panel takes it within this time (ms). */
const MAX_AGE_MS = 20_000;

/** Returns the id of the analysis that the reader wants to hear; `undefined` if there is no wish. */
export async function wishedAnalysis(): Promise<string | undefined> {
  return (await readWish())?.analysis;
}

async function readWish(): Promise<Wish | undefined> {
  return (await browser.storage.session.get(WISH))[WISH] as Wish | undefined;
}

/** Deletes the wish to hear this analysis. Returns whether there was one that is not too old. */
export async function takeWishToHear(analysis: string, now = Date.now()): Promise<boolean> {
  const wish = await readWish();
  if (wish?.analysis !== analysis) return false;
  await browser.storage.session.remove(WISH);
  return now - wish.at < MAX_AGE_MS;
}

/** Calls `callback` for each new wish. Returns a function that removes the listener. */
export function onWishToHear(callback: () => void): () => void {
  const listener = (changes: Record<string, { newValue?: unknown }>, area: string): void => {
    if (area === 'session' && changes[WISH]?.newValue) callback();
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
