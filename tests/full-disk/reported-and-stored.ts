import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import type { Reader } from '../e2e/harness/reader.ts';
import { namesOf, press, type Surface, textOf, until } from '../e2e/harness/surface.ts';

/** Compares what the extension reports as stored with what it has really stored. */

export const words = (name: keyof typeof messages): string => messages[name].message;

/** The popup's message after the reader presses "Save" or "Follow", or its reason for not offering the button. */
export type Outcome = 'done' | 'no room' | 'no room, not opened' | 'no room, list lost' | 'not written';

/** Presses "Save" in a popup. Returns the headline of the analysis and what the popup says. */
export async function pressSave(popup: Surface): Promise<{ headline: string; outcome: Outcome }> {
  const closed = `${words('databaseFull')} ${words('closedIndexText')}`;
  const lost = `${words('noIndexText')} ${words('noIndexFailed').replace('$1', words('failure_storage_full'))}`;
  const offer = await until('the popup offers to save, or says why it cannot', async () => {
    const buttons = await namesOf(popup, 'button');
    if (buttons.includes('Save')) return 'save';
    // An earlier press has saved the analysis, but the popup closed before it said so.
    if (buttons.includes('Saved')) return 'saved';
    const shown = await textOf(popup);
    if (shown.includes(closed)) return 'closed';
    if (shown.includes(lost)) return 'lost';
    throw new Error(`the popup says "${shown}"`);
  });
  const [headline = ''] = await namesOf(popup, 'heading');
  if (offer === 'saved') return { headline, outcome: 'done' };
  if (offer === 'closed') return { headline, outcome: 'no room, not opened' };
  // The browser has lost the database, and there is no room for a new index.
  if (offer === 'lost') return { headline, outcome: 'no room, list lost' };
  await press(popup, 'button', 'Save');
  return { headline, outcome: await outcomeOf(popup, 'Saved') };
}

/** Presses "Follow …" and returns what the popup says. */
export async function pressFollow(popup: Surface, thing: string): Promise<Outcome> {
  await press(popup, 'button', `Follow ${thing}`);
  return outcomeOf(popup, `Following ${thing}`);
}

function outcomeOf(popup: Surface, done: string): Promise<Outcome> {
  return until<Outcome>('the popup says what happened', async () => {
    const shown = await textOf(popup);
    if ((await namesOf(popup, 'button')).includes(done)) return 'done';
    if (shown.includes(words('saveFailedFull'))) return 'no room';
    if (shown.includes(words('saveFailed'))) return 'not written';
    throw new Error(`the popup says "${shown}"`);
  });
}

/**
 * Returns the headlines of the saved analyses and the names of what the reader follows, as the extension reports them.
 */
export async function keptIn(reader: Reader): Promise<{ saved: string[]; followed: string[] }> {
  const saved = await reader.query('savedAnalyses');
  const followed = await reader.query('followed');
  return { saved: saved.map(({ card }) => card.headline), followed: followed.map(({ name }) => name) };
}

/** Opens the library and waits until it contains all these texts. */
export async function untilLibrarySays(reader: Reader, wanted: readonly string[]): Promise<void> {
  const page = await reader.open('/library.html');
  await until('the library lists what was restored', async () => {
    const shown = await page.evaluate(() => document.body.innerText.replace(/\s+/g, ' '));
    const missing = wanted.filter((each) => !shown.includes(each));
    if (missing.length > 0) throw new Error(`the library does not say "${missing[0]}", but: ${shown}`);
    return true;
  });
  await page.close();
}
