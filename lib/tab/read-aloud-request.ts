import { browser } from '../browser/browser.ts';

/** Key of the request in `storage.session`. */
export const READ_ALOUD_REQUEST_KEY = 'read-aloud';

/** The request to read an analysis aloud, from a reader who has pressed the button for it in the popup. */
export interface ReadAloudRequest {
  /** Id of the analysis. */
  readonly analysis: string;
  /** When the button was pressed (ms since the epoch). */
  readonly at: number;
}

/**
 * Requests that the side panel reads an analysis aloud. The popup does not read aloud itself, because it closes at the
 * next click outside.
 */
export function requestReadAloud(analysis: string, now = Date.now()): Promise<void> {
  return browser.storage.session.set({
    [READ_ALOUD_REQUEST_KEY]: { analysis, at: now } satisfies ReadAloudRequest,
  });
}
