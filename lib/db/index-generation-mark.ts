import { browser } from '../browser/browser.ts';

/**
 * Keeps the generation of the index (`IndexState`) in `storage.session`, where pages read it without opening the
 * database. This stored value is the mark. A page reuses an earlier result only if the mark still equals the generation
 * of that result. There is no mark while the index changes.
 */

const MARK = 'index';
const LOCK = 'civic-lens-index-mark';

/**
 * Removes the mark, changes the index, and marks the new generation.
 *
 * @param change changes the index in one transaction, and returns the new generation
 * @throws the error of `change`, after the former generation has been marked again
 */
export async function replaceMarkedGeneration(change: () => Promise<string>): Promise<void> {
  await navigator.locks.request(LOCK, async () => {
    const before = await markedGeneration();
    await browser.storage.session.remove(MARK);
    let after: string;
    try {
      after = await change();
    } catch (error) {
      // The transaction failed, so the index is unchanged.
      await mark(before);
      throw error;
    }
    await mark(after);
  });
}

/**
 * Sets the mark if it is missing. It is missing after the browser starts, and after the background was killed while it
 * changed the index.
 *
 * @param generation reads the generation of the index from the database; returns `undefined` if there is no index
 */
export async function ensureGenerationMarked(generation: () => Promise<string | undefined>): Promise<void> {
  if ((await markedGeneration()) !== undefined) return;
  await navigator.locks.request(LOCK, async () => mark(await generation()));
}

/**
 * Returns the generation of the index; `undefined` if there is no mark, because the index is changing, the browser has
 * just started, or there is no index.
 */
export async function markedGeneration(): Promise<string | undefined> {
  return (await browser.storage.session.get(MARK))[MARK] as string | undefined;
}

async function mark(generation: string | undefined): Promise<void> {
  if (generation !== undefined) await browser.storage.session.set({ [MARK]: generation });
}
