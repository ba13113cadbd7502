/** The whole protocol between the content script and the pages on one side and the background on the other. */
import type { Runtime } from 'webextension-polyfill';
import { askByMessage, browser, type Tab } from '../browser/browser.ts';
import { answered, isReported, on, orReport, ReportedError } from '../browser/guard.ts';
import { parsePageIdentity } from '../page/check-identity.ts';
import type { PageIdentity } from '../page/page-identity.ts';
import { asReadPages, type ReadPages } from '../publication/site/read-pages.ts';
import type { Answers, Queries } from './queries.ts';

/** What the content script says. */
export interface FromContentScript {
  /**
   * This page, or the one before it in the same document, may have an analysis; the background matches it and sets
   * the badge. Nothing is answered.
   */
  page: { readonly type: 'page'; readonly identity: PageIdentity };
}

/** What the extension's own pages say. */
export interface FromPages {
  /** Bring the index up to date now; answered when that is done. */
  sync: { readonly type: 'sync' };
  /** The reader changed how many months of text are kept; answered when they are there or gone. */
  keepTexts: { readonly type: 'keepTexts' };
  /**
   * Something was saved, removed or put back: badges follow and missing texts are fetched, even when the page that
   * says so closes.
   */
  libraryChanged: { readonly type: 'libraryChanged' };
  /**
   * The reader wants the pages of a publication without companion index to be read faster, as usual, or only the
   * newest.
   */
  readPages: { readonly type: 'readPages'; readonly pages: ReadPages };
  /** The reader deletes everything; answered when that is done. Closing the page does not interrupt it. */
  deleteEverything: { readonly type: 'deleteEverything' };
  /** What a page would ask the database itself, if it were not in a private window of Firefox. */
  query: { readonly type: 'query'; readonly name: keyof Queries; readonly args: readonly unknown[] };
}

export type Message = FromContentScript[keyof FromContentScript] | FromPages[keyof FromPages];

/** What the background does with each message. A missing handler is a type error. */
export interface Handlers {
  page(tab: Tab, identity: PageIdentity): Promise<void>;
  sync(): Promise<unknown>;
  keepTexts(): Promise<unknown>;
  libraryChanged(): Promise<unknown>;
  readPages(pages: ReadPages): Promise<unknown>;
  deleteEverything(): Promise<unknown>;
  query(name: keyof Queries, args: readonly unknown[]): Promise<unknown>;
}

/** Sends a message from a page of the extension. */
export function send(message: FromPages[Exclude<keyof FromPages, 'query'>]): Promise<unknown> {
  return ask(message);
}

/**
 * Sends a query to the background and returns its answer. The browser may end the background before it has answered,
 * and starts it for the next message: a query changes nothing, so it is sent once more.
 */
export async function askBackground<Name extends keyof Queries>(
  name: Name,
  args: Parameters<Queries[Name]>,
): Promise<Answers[Name]> {
  const message = { type: 'query', name, args } as const;
  const answer = await ask(message).catch((error: unknown) => {
    if (isReported(error)) throw error;
    return ask(message);
  });
  return answer as Answers[Name];
}

/** @throws {ReportedError} where the background failed, which has reported why */
async function ask(message: FromPages[keyof FromPages]): Promise<unknown> {
  try {
    return await askByMessage(message);
  } catch (error) {
    throw isReported(error) ? new ReportedError(error) : error;
  }
}

/**
 * Listens for messages. What does not come from this extension, has no known type, or is a page's message from
 * anything but the top frame of a tab, is ignored.
 */
export function onMessages(handlers: Handlers, queryNames: readonly string[]): void {
  browser.runtime.onMessage.addListener((raw: unknown, sender: Runtime.MessageSender) => {
    if (sender.id !== browser.runtime.id || typeof raw !== 'object' || raw === null) return undefined;
    const message = raw as Message;
    if (message.type === 'page') {
      const identity = orReport('message page', () => parsePageIdentity(message.identity));
      if (!sender.tab || sender.frameId !== 0 || !identity) return undefined;
      return on('message page', handlers.page)(sender.tab, identity);
    }
    // Content scripts live beside hostile pages: everything else is for the extension's own pages.
    if (!sender.url?.startsWith(browser.runtime.getURL(''))) return undefined;
    switch (message.type) {
      case 'query':
        if (!queryNames.includes(message.name)) return undefined;
        return answered(`query ${message.name}`, () => handlers.query(message.name, message.args));
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
