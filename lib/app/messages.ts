/** All messages that the content script and the pages send to the background. */
import { sendToBackground, type Tab } from '../browser/browser.ts';
import { isReported, ReportedError } from '../browser/listener-errors.ts';
import type { PageIdentity } from '../page/page-identity.ts';
import type { ChangeFunctions, ChangeName, ChangeOutcome } from './change-in-background.ts';
import type { MessageId } from './change-once.ts';
import type { Queries, QueryAnswers } from './queries.ts';

/** Messages of the content script. It runs in web pages, so the background checks each value (`check-identity.ts`). */
export interface FromContentScript {
  /**
   * Sent if this page may have an analysis. Also sent if only the previous page in the same document may have an
   * analysis: its badge must be cleared. The background matches this page, and sets or clears the badge. It sends no
   * answer.
   */
  page: { readonly type: 'page'; readonly identity: PageIdentity };
}

/** Messages of the extension's own pages. */
export interface FromPages {
  /** The reader requests a sync. The background answers when the sync is done. */
  sync: { readonly type: 'sync' };
  /**
   * The reader changed for how many months the texts are kept. The background answers when it has fetched or deleted
   * texts.
   */
  keepTexts: { readonly type: 'keepTexts' };
  /**
   * A change of the reader's records. The background answers when the change is stored. If it receives several messages
   * with the same `id`, it makes the change only once (`change-once.ts`).
   */
  change: MessageId & {
    readonly type: 'change';
    readonly name: ChangeName;
    readonly args: readonly unknown[];
  };
  /** The library page has created a database in place of a lost one. The background fills it from the second copy. */
  libraryChanged: { readonly type: 'libraryChanged' };
  /** The reader deletes everything. The background answers when that is done, and continues if the page closes. */
  deleteEverything: { readonly type: 'deleteEverything' };
  /** A query that the page does not answer from its own database. */
  query: { readonly type: 'query'; readonly name: keyof Queries; readonly args: readonly unknown[] };
}

export type Message = FromContentScript[keyof FromContentScript] | FromPages[keyof FromPages];

/** The background's handler of each message. A missing handler is a type error. */
export interface Handlers {
  page(tab: Tab, identity: PageIdentity): Promise<void>;
  sync(): Promise<unknown>;
  keepTexts(): Promise<unknown>;
  change(name: ChangeName, args: readonly unknown[], message: MessageId): Promise<ChangeOutcome>;
  libraryChanged(): Promise<unknown>;
  deleteEverything(): Promise<unknown>;
  query(name: keyof Queries, args: readonly unknown[]): Promise<unknown>;
}

/**
 * Sends a message from a page of the extension. Resolves when the background has answered.
 *
 * @throws {ReportedError} if the background failed; it has already reported the error
 */
export function sendMessage(
  message: FromPages[Exclude<keyof FromPages, 'query' | 'change'>],
): Promise<unknown> {
  return ask(message);
}

/**
 * Sends a query to the background and returns its answer.
 *
 * @throws {ReportedError} if the background failed; it has already reported the error
 */
export async function askBackground<Name extends keyof Queries>(
  name: Name,
  args: Parameters<Queries[Name]>,
): Promise<QueryAnswers[Name]> {
  // Chrome sends messages as JSON, in which `undefined` becomes `null`
  // (https://developer.chrome.com/blog/structured-clone-messaging).
  return ((await askRepeatedly({ type: 'query', name, args })) ?? undefined) as QueryAnswers[Name];
}

/**
 * Sends a change to the background and returns its result.
 *
 * @throws {DeviceFullError} if the device has no room for it
 * @throws {ReportedError} if the background failed; it has already reported the error
 */
export async function requestChange<Name extends ChangeName>(
  name: Name,
  args: Parameters<ChangeFunctions[Name]>,
): Promise<Awaited<ReturnType<ChangeFunctions[Name]>>> {
  const changed = (await askRepeatedly({
    type: 'change',
    name,
    args,
    id: crypto.randomUUID(),
  })) as ChangeOutcome;
  if ('refused' in changed) throw new DeviceFullError();
  return changed.result as Awaited<ReturnType<ChangeFunctions[Name]>>;
}

/** Thrown if a change was refused because the device has no room for it. */
export class DeviceFullError extends Error {
  override readonly name = 'DeviceFullError';
}

/** Maximum number of attempts to get an answer. A busy browser may end the background several times in a row. */
const ATTEMPTS = 4;

/**
 * Sends a message until there is an answer, at most `ATTEMPTS` times. The browser may end the background before it
 * answers, and starts it again for the next message
 * (https://developer.chrome.com/docs/extensions/develop/concepts/service-workers/lifecycle). It does no harm if the
 * background receives the same query twice. A change keeps its id, so it is made only once.
 *
 * @throws {ReportedError} if the background failed; it has already reported the error
 * @throws the error of the browser if the last attempt gets no answer
 */
async function askRepeatedly(message: FromPages['query' | 'change']): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask(message.type === 'change' && attempt > 1 ? { ...message, isRepeated: true } : message);
    } catch (error) {
      if (isReported(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** @throws {ReportedError} if the background failed; it has already reported the error */
async function ask(message: FromPages[keyof FromPages]): Promise<unknown> {
  try {
    return await sendToBackground(message);
  } catch (error) {
    throw isReported(error) ? new ReportedError(error) : error;
  }
}
