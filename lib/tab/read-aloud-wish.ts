import { browser } from '../browser/browser.ts';

/** Key of the wish in `storage.session`. */
export const WISH = 'read-aloud';

/** The reader's wish, pressed in the popup, to hear an analysis in the side panel. */
export interface Wish {
  /** Id of the analysis. */
  readonly analysis: string;
  /** When the button was pressed (ms since the epoch). */
  readonly at: number;
}

/**
 * Passes the wish to hear an analysis to the side panel. A popup cannot read aloud itself: it closes at the next
 * click beside it.
 */
export function wishToHear(analysis: string, now = Date.now()): Promise<void> {
  return browser.storage.session.set({ [WISH]: { analysis, at: now } satisfies Wish });
}
