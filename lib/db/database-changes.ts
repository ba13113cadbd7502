/**
 * Tells the extension's pages that the database has changed. Pages that do not read the database themselves then ask
 * the background again. A page in a private window of Firefox hears nothing, because it is a separate partition
 * (https://developer.mozilla.org/docs/Web/API/BroadcastChannel).
 */

const CHANNEL = 'database-changes';

let sender: BroadcastChannel | undefined;

/** Tells all pages that the database, or whether it can be used, has changed. */
export function announceChange(): void {
  sender ??= new BroadcastChannel(CHANNEL);
  sender.postMessage(null);
}

/** The callbacks of this page. One channel is enough for all of them. */
const callbacks = new Set<() => void>();
let receiver: BroadcastChannel | undefined;

/**
 * Calls back after each change of the database in the background.
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
