import { expect, vi } from 'vitest';
import { detectCorrections } from '../../../lib/library/corrections.ts';
import { save } from '../database.ts';
import { eventually } from '../open-page.ts';
import { comeOnline, receiveIndex } from '../publication.ts';
import { controlNamed, readPage } from '../shown.ts';
import { DAY, NOW } from '../times.ts';

/** Sets up a saved analysis that the publication corrects, and names the controls for corrections. */

export const OPEN = '/library.html#analysis=ferry';
export const LINE = 'Updated on 5 July.';
export const COMPARED = 'Updated on 5 July: one sentence changed.';
export const NEW_TEXT = 'The talks ended on Monday.';
export const TOOK = 'Your copy is now the text of 5 July. The one before is under “Earlier versions”.';

export const corrected = (fields: object = {}): Record<string, object> => ({
  ferry: { updated: '2026-07-05', ...fields },
});

/** Saves the ferry analysis. Three days later, makes this device detect that the publication has corrected it. */
export async function correct({ fields = {}, isSameText = false, offersTexts = true } = {}): Promise<void> {
  await receiveIndex();
  await save('ferry');
  vi.setSystemTime(NOW + 3 * DAY);
  await receiveIndex({
    changed: corrected(fields),
    texts: isSameText ? {} : { ferry: NEW_TEXT },
    offersTexts,
  });
  await detectCorrections(NOW + 3 * DAY);
}

export const shown = (selector: string): string =>
  [...document.querySelectorAll<HTMLElement>(selector)].map((one) => one.textContent.trim()).join(' | ');

/** Waits until the page shows these words. */
export const untilSaid = (words: string): Promise<unknown> =>
  eventually(() => expect(readPage(document).said).toContain(words));

export const untilGone = (words: string): Promise<unknown> =>
  eventually(() => expect(readPage(document).said).not.toContain(words));

export const hasControl = (name: string): boolean => controlNamed(document, name) !== undefined;

export const SEE = 'button "See what changed"';
export const TAKE = 'button "Take the new text"';
export const KEEP = 'button "Keep my copy"';
export const VERSIONS = 'button "Earlier versions"';
export const BACK = 'button "Back to your copy"';

/** Brings the device online, and syncs with the publication, which now delivers the corrected text. */
export const receiveAgain = (): Promise<void> => {
  comeOnline();
  return receiveIndex({ changed: corrected(), texts: { ferry: NEW_TEXT } });
};
