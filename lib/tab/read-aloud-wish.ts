import { browser } from '../browser/browser.ts';

/** Key of the wish in `storage.session`. */
export const WISH = 'read-aloud';

/** The wish of a reader who has pressed the button in the popup to hear an analysis. */
export interface Wish {
  /** Id of the analysis. */
  readonly analysis: string;
  /** When the button was pressed (ms since the epoch). */
  readonly at: number;
}

/**
 * Passes the wish to hear an analysis to the side panel. The popup does not read aloud itself, because it closes at the
 * next click outside.
 */
export function wishToHear(analysis: string, now = Date.now()): Promise<void> {
  return browser.storage.session.set({ [WISH]: { analysis, at: now } satisfies Wish });
}
