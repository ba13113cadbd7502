import { browser } from '../browser/browser.ts';
import { READ_ALOUD_REQUEST_KEY, type ReadAloudRequest } from './read-aloud-request.ts';

/** A request is ignored if no panel takes it within this time (ms). */
const MAX_AGE_MS = 20_000;

/** Returns the id of the analysis that the reader wants to hear; `undefined` if there is no request. */
export async function requestedAnalysis(): Promise<string | undefined> {
  return (await readRequest())?.analysis;
}

async function readRequest(): Promise<ReadAloudRequest | undefined> {
  return (await browser.storage.session.get(READ_ALOUD_REQUEST_KEY))[READ_ALOUD_REQUEST_KEY] as
    | ReadAloudRequest
    | undefined;
}

/**
 * Deletes the request to read this analysis aloud, so that only one panel fulfils it. Returns whether there was such a
 * request that is not too old.
 */
export async function takeReadAloudRequest(analysis: string, now = Date.now()): Promise<boolean> {
  const request = await readRequest();
  if (request?.analysis !== analysis) return false;
  await browser.storage.session.remove(READ_ALOUD_REQUEST_KEY);
  return now - request.at < MAX_AGE_MS;
}

/** Calls `callback` for each new request. Returns a function that removes the listener. */
export function onReadAloudRequest(callback: () => void): () => void {
  const listener = (changes: Record<string, { newValue?: unknown }>, area: string): void => {
    if (area === 'session' && changes[READ_ALOUD_REQUEST_KEY]?.newValue) callback();
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
