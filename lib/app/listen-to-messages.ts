import type { Runtime } from 'webextension-polyfill';
import { browser } from '../browser/browser.ts';
import { runForMessage, runOrReport } from '../browser/listener-errors.ts';
import { parsePageIdentity } from '../page/check-identity.ts';
import type { Handlers, Message } from './messages.ts';

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
      const identity = runOrReport('message page', () => parsePageIdentity(message.identity));
      const { tab, frameId } = sender;
      if (!tab || frameId !== 0 || !identity) return undefined;
      // If the handler fails, the message is rejected, and the content script sends it again.
      return runForMessage('message page', () => handlers.page(tab, identity));
    }
    // Content scripts run beside hostile pages, so all other messages must come from pages of the extension.
    if (!sender.url?.startsWith(browser.runtime.getURL(''))) return undefined;
    switch (message.type) {
      case 'query':
        if (!known.queries.includes(message.name)) return undefined;
        return runForMessage(`query ${message.name}`, () =>
          handlers.query(message.name, given(message.args)),
        );
      case 'change':
        if (!known.changes.includes(message.name)) return undefined;
        return runForMessage(`change ${message.name}`, () =>
          handlers.change(message.name, given(message.args), message),
        );
      case 'sync':
      case 'keepTexts':
      case 'libraryChanged':
      case 'deleteEverything':
        return runForMessage(`message ${message.type}`, handlers[message.type]);
      default:
        return undefined;
    }
  });
}

/**
 * Returns the arguments as the page passed them. Chrome sends messages as JSON, in which `undefined` becomes `null`
 * (https://developer.chrome.com/blog/structured-clone-messaging). This function changes `null` back to `undefined`.
 */
function given(args: readonly unknown[]): readonly unknown[] {
  return args.map((argument) => argument ?? undefined);
}
