/**
 * Tells the extension's pages that the database has changed. Pages that do not read the database themselves then send
 * their queries to the background again. A page in a private window of Firefox receives no message, because it is in
 * another storage partition (https://developer.mozilla.org/docs/Web/API/BroadcastChannel).
 */

const CHANNEL = 'database-changes';

let sender: BroadcastChannel | undefined;

/** Tells all pages that the content of the database has changed, or that the database can be used again. */
export function announceChange(): void {
  sender ??= new BroadcastChannel(CHANNEL);
  sender.postMessage(null);
}

/** The callbacks of this page. They share one channel. */
const callbacks = new Set<() => void>();
let receiver: BroadcastChannel | undefined;

/**
 * Calls `callback` each time a change of the database is announced.
 *
 * @returns a function that ends the calls
 */
export function onDatabaseChanged(callback: () => void): () => void {
  callbacks.add(callback);
  if (!receiver) {
    receiver = new BroadcastChannel(CHANNEL);
    receiver.onmessage = () => {
      for (const one of callbacks) one();
    };
  }
  return () => {
    callbacks.delete(callback);
    if (callbacks.size > 0) return;
    receiver?.close();
    receiver = undefined;
  };
}
