import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import type { Reader } from '../e2e/harness/reader.ts';
import { namesOf, press, type Surface, textOf, until } from '../e2e/harness/surface.ts';

/** What the extension says that it has stored, and what it has really stored. */

export const words = (name: keyof typeof messages): string => messages[name].message;

/** What the popup says after a press of "Save" or "Follow", or why it does not offer the button. */
export type Told = 'done' | 'no room' | 'no room, not opened' | 'no room, list lost' | 'not written';

/** Presses "Save" in a popup. Returns the headline of the analysis and what the popup says. */
export async function pressSave(popup: Surface): Promise<{ headline: string; told: Told }> {
  const closed = `${words('databaseFull')} ${words('closedIndexText')}`;
  const lost = `${words('noIndexText')} ${words('noIndexFailed').replace('$1', words('failure_storage_full'))}`;
  const offer = await until('the popup offers to save, or says why it cannot', async () => {
    const buttons = await namesOf(popup, 'button');
    if (buttons.includes('Save')) return 'save';
    // An earlier press has saved it, and the popup closed before it said so.
    if (buttons.includes('Saved')) return 'saved';
    const said = await textOf(popup);
    if (said.includes(closed)) return 'closed';
    if (said.includes(lost)) return 'lost';
    throw new Error(`it says "${said}"`);
  });
  const [headline = ''] = await namesOf(popup, 'heading');
  if (offer === 'saved') return { headline, told: 'done' };
  if (offer === 'closed') return { headline, told: 'no room, not opened' };
  // The browser has lost the database, and there is no room for a new list.
  if (offer === 'lost') return { headline, told: 'no room, list lost' };
  await press(popup, 'button', 'Save');
  return { headline, told: await outcome(popup, 'Saved') };
}

/** Presses "Follow …" and returns what the popup says. */
export async function pressFollow(popup: Surface, thing: string): Promise<Told> {
  await press(popup, 'button', `Follow ${thing}`);
  return outcome(popup, `Following ${thing}`);
}

function outcome(popup: Surface, done: string): Promise<Told> {
  return until<Told>('the popup says what happened', async () => {
    const said = await textOf(popup);
    if ((await namesOf(popup, 'button')).includes(done)) return 'done';
    if (said.includes(words('saveFailedFull'))) return 'no room';
    if (said.includes(words('saveFailed'))) return 'not written';
    throw new Error(`it says "${said}"`);
  });
}

/** Asks the extension for the headlines of saved analyses and the names of what the reader follows. */
export async function keptIn(reader: Reader): Promise<{ saved: string[]; followed: string[] }> {
  const saved = await reader.query('savedAnalyses');
  const followed = await reader.query('followed');
  return { saved: saved.map(({ card }) => card.headline), followed: followed.map(({ name }) => name) };
}

/** Opens the library and waits until it contains all these texts. */
export async function untilLibrarySays(reader: Reader, wanted: readonly string[]): Promise<void> {
  const page = await reader.open('/library.html');
  await until('the library says what came back', async () => {
    const said = await page.evaluate(() => document.body.innerText.replace(/\s+/g, ' '));
    const missing = wanted.filter((each) => !said.includes(each));
    if (missing.length > 0) throw new Error(`it does not say "${missing[0]}", but: ${said}`);
    return true;
  });
  await page.close();
}
