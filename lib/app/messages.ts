/** All messages that the content script and the pages send to the background. */
import type { Runtime } from 'webextension-polyfill';
import { askByMessage, browser, type Tab } from '../browser/browser.ts';
import { answered, isReported, on, orReport, ReportedError } from '../browser/listener-errors.ts';
import { parsePageIdentity } from '../page/check-identity.ts';
import type { PageIdentity } from '../page/page-identity.ts';
import { asReadPages, type ReadPages } from '../publication/site/read-pages.ts';
import type { Changed, ChangeName, Changes } from './change-in-background.ts';
import type { Answers, Queries } from './queries.ts';

/** Messages of the content script. */
export interface FromContentScript {
  /**
   * This page, or the previous page in the same document, may have an analysis. The background matches this page, and
   * sets or clears the badge. It sends no answer.
   */
  page: { readonly type: 'page'; readonly identity: PageIdentity };
}

/** Messages of the extension's own pages. */
export interface FromPages {
  /** The reader requests a sync. The background answers when it is done. */
  sync: { readonly type: 'sync' };
  /** The reader changed how many months of text are kept. The background answers when texts are fetched or deleted. */
  keepTexts: { readonly type: 'keepTexts' };
  /** A change of the reader's records. The background answers when it is stored. */
  change: { readonly type: 'change'; readonly name: ChangeName; readonly args: readonly unknown[] };
  /** The library page has created a database in place of a lost one. The background fills it from the second copy. */
  libraryChanged: { readonly type: 'libraryChanged' };
  /** The reader changed how the pages of a publication without companion index are read. */
  readPages: { readonly type: 'readPages'; readonly pages: ReadPages };
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
  change(name: ChangeName, args: readonly unknown[]): Promise<Changed>;
  libraryChanged(): Promise<unknown>;
  readPages(pages: ReadPages): Promise<unknown>;
  deleteEverything(): Promise<unknown>;
  query(name: keyof Queries, args: readonly unknown[]): Promise<unknown>;
}

/** Sends a message from a page of the extension. */
export function send(message: FromPages[Exclude<keyof FromPages, 'query' | 'change'>]): Promise<unknown> {
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
): Promise<Answers[Name]> {
  // Chrome sends `undefined` as `null`.
  return ((await askTwice({ type: 'query', name, args })) ?? undefined) as Answers[Name];
}

/**
 * Sends a change to the background and returns its result.
 *
 * @throws {OutOfRoom} if the device has no room for it
 * @throws {ReportedError} if the background failed; it has already reported the error
 */
export async function askToChange<Name extends ChangeName>(
  name: Name,
  args: Parameters<Changes[Name]>,
): Promise<Awaited<ReturnType<Changes[Name]>>> {
  const changed = (await askTwice({ type: 'change', name, args })) as Changed;
  if ('refused' in changed) throw new OutOfRoom();
  return changed.result as Awaited<ReturnType<Changes[Name]>>;
}

/** A change was refused because the device has no room for it. */
export class OutOfRoom extends Error {
  override readonly name = 'OutOfRoom';
}

/**
 * Sends a message, and sends it again if there is no answer. The browser may end the background before it answers, and
 * starts it again for the next message. Queries and changes can be repeated.
 */
async function askTwice(message: FromPages['query' | 'change']): Promise<unknown> {
  try {
    return await ask(message);
  } catch (error) {
    if (isReported(error)) throw error;
    return ask(message);
  }
}

/** @throws {ReportedError} if the background failed; it has already reported the error */
async function ask(message: FromPages[keyof FromPages]): Promise<unknown> {
  try {
    return await askByMessage(message);
  } catch (error) {
    throw isReported(error) ? new ReportedError(error) : error;
  }
}

/**
 * Listens for messages. Accepts `page` only from the top frame of a tab, and all other messages only from pages of this
 * extension. Ignores messages of other extensions, messages of unknown types, and unknown queries and changes.
 */
export function onMessages(
  handlers: Handlers,
  known: { readonly queries: readonly string[]; readonly changes: readonly string[] },
): void {
  browser.runtime.onMessage.addListener((raw: unknown, sender: Runtime.MessageSender) => {
    if (sender.id !== browser.runtime.id || typeof raw !== 'object' || raw === null) return undefined;
    const message = raw as Message;
    if (message.type === 'page') {
      const identity = orReport('message page', () => parsePageIdentity(message.identity));
      if (!sender.tab || sender.frameId !== 0 || !identity) return undefined;
      return on('message page', handlers.page)(sender.tab, identity);
    }
    // Content scripts run beside hostile pages, so all other messages must come from pages of the extension.
    if (!sender.url?.startsWith(browser.runtime.getURL(''))) return undefined;
    switch (message.type) {
      case 'query':
        if (!known.queries.includes(message.name)) return undefined;
        return answered(`query ${message.name}`, () => handlers.query(message.name, given(message.args)));
      case 'change':
        if (!known.changes.includes(message.name)) return undefined;
        return answered(`change ${message.name}`, () => handlers.change(message.name, given(message.args)));
      case 'readPages':
        return answered('message readPages', () => handlers.readPages(asReadPages(message.pages)));
      case 'sync':
      case 'keepTexts':
      case 'libraryChanged':
      case 'deleteEverything':
        return answered(`message ${message.type}`, handlers[message.type]);
      default:
        return undefined;
    }
  });
}

/** The arguments as the page passed them. Chrome sends `undefined` as `null`, so `null` becomes `undefined` again. */
function given(args: readonly unknown[]): readonly unknown[] {
  return args.map((argument) => argument ?? undefined);
}
