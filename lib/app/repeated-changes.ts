import { browser } from '../browser/browser.ts';
import { report } from '../browser/listener-errors.ts';

/**
 * Makes each change once, although a page sends it again if it gets no answer. Keeps the results of the last changes in
 * `storage.session`, because the browser may end the background between the change and its answer.
 */

/** The result of a change. `refused`: the device has no room for the change. */
export type Changed = { readonly result: unknown } | { readonly refused: 'full' };

/** A change that is stored. */
interface Finished {
  /** Id of its message. */
  readonly id: string;
  readonly result?: unknown;
}

/** Key of the finished changes in `storage.session`, the oldest first. */
const FINISHED = 'finishedChanges';
/** Number of changes whose results are kept. */
const MAX_KEPT = 10;
/** Larger results are not kept (UTF-16 code units of JSON). */
const MAX_LENGTH = 50_000;

/** The changes that are being made, by the ids of their messages. */
const running = new Map<string, Promise<Changed>>();
/** Resolves when the last result is stored. A second write at the same time would lose the first. */
let storing = Promise.resolve();

/**
 * Makes a change, unless it was made or is being made for a message with the same id. Then returns that change's
 * result.
 *
 * @param id of the message; without it, the change is always made
 */
export function onceForId(id: string | undefined, change: () => Promise<Changed>): Promise<Changed> {
  if (id === undefined) return change();
  const known = running.get(id) ?? unlessFinished(id, change).finally(() => running.delete(id));
  running.set(id, known);
  return known;
}

async function unlessFinished(id: string, change: () => Promise<Changed>): Promise<Changed> {
  const before = (await finishedChanges()).find((finished) => finished.id === id);
  if (before) return { result: before.result };
  const changed = await change();
  if ('result' in changed) {
    storing = storing.then(() => keep({ id, result: changed.result }));
    await storing;
  }
  return changed;
}

async function finishedChanges(): Promise<readonly Finished[]> {
  try {
    const { [FINISHED]: finished = [] } = await browser.storage.session.get(FINISHED);
    return finished as readonly Finished[];
  } catch (error) {
    report('read the last changes', error);
    return [];
  }
}

/** Never rejects: the change is stored, even if its result cannot be kept. */
async function keep(finished: Finished): Promise<void> {
  if (JSON.stringify(finished).length > MAX_LENGTH) return;
  try {
    const last = [...(await finishedChanges()), finished].slice(-MAX_KEPT);
    await browser.storage.session.set({ [FINISHED]: last });
  } catch (error) {
    report('keep the result of a change', error);
  }
}
