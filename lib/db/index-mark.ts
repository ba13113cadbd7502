import { browser } from '../browser/browser.ts';

/**
 * The generation of the index as it stands in `storage.session`, where pages read it without opening the database.
 * While the index changes there is none: what was found in an index that is not marked is not known to be true any
 * more.
 */

const MARK = 'index';
const LOCK = 'civic-lens-index-mark';

/**
 * Changes the index.
 *
 * @param change one transaction; gives the new generation
 */
export async function whileUnmarked(change: () => Promise<string>): Promise<void> {
  await navigator.locks.request(LOCK, async () => {
    const before = await markedGeneration();
    await browser.storage.session.remove(MARK);
    try {
      await mark(await change());
    } catch (error) {
      // The transaction came to nothing: the index is as it was.
      await mark(before);
      throw error;
    }
  });
}

/** Marks the index where it is not: the browser was started, or the background killed during a change. */
export async function ensureMarked(generation: () => Promise<string | undefined>): Promise<void> {
  if ((await markedGeneration()) !== undefined) return;
  await navigator.locks.request(LOCK, async () => mark(await generation()));
}

/** The generation of the index, where it is known. */
export async function markedGeneration(): Promise<string | undefined> {
  return (await browser.storage.session.get(MARK))[MARK] as string | undefined;
}

async function mark(generation: string | undefined): Promise<void> {
  if (generation !== undefined) await browser.storage.session.set({ [MARK]: generation });
}
