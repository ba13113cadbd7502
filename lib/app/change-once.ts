import { browser } from '../browser/browser.ts';
import { reportUnexpected } from '../browser/listener-errors.ts';

/**
 * Makes each change only once, even if a page sends its message again because no answer has arrived. Keeps the results
 * of the last changes in `storage.session`, because the browser may end the background between the change and its
 * answer.
 */

/** Identifies the message of a change. */
export interface MessageId {
  /** Unique id, which the page keeps when it sends the message again. Without it, the change is always made. */
  readonly id?: string;
  /** Whether the page sends the message again. */
  readonly isRepeated?: boolean;
}

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
/** Maximum length of a `Finished` record as JSON (UTF-16 code units). Longer records are not kept. */
const MAX_LENGTH = 50_000;

/** The changes that are being made, by the ids of their messages. */
const running = new Map<string, Promise<unknown>>();
/** Resolves when the last result is stored. Two writes at the same time would lose one of the two results. */
let storing = Promise.resolve();

/**
 * Makes a change and returns its result. If the change was already made, or is being made, for a message with the same
 * id, does not make it again, and returns the result of that change.
 *
 * @throws any error of the change
 */
export function onceForMessage(
  { id, isRepeated = false }: MessageId,
  change: () => Promise<unknown>,
): Promise<unknown> {
  if (id === undefined) return change();
  const known = running.get(id) ?? unlessFinished(id, isRepeated, change).finally(() => running.delete(id));
  running.set(id, known);
  return known;
}

async function unlessFinished(
  id: string,
  isRepeated: boolean,
  change: () => Promise<unknown>,
): Promise<unknown> {
  // Read only for a repeated message: the first message cannot have a result yet, and reading takes time.
  const before = isRepeated ? (await finishedChanges()).find((finished) => finished.id === id) : undefined;
  if (before) return before.result;
  const result = await change();
  storing = storing.then(() => keep({ id, result }));
  await storing;
  return result;
}

async function finishedChanges(): Promise<readonly Finished[]> {
  try {
    const { [FINISHED]: finished = [] } = await browser.storage.session.get(FINISHED);
    return finished as readonly Finished[];
  } catch (error) {
    reportUnexpected('read the last changes', error);
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
    reportUnexpected('keep the result of a change', error);
  }
}
