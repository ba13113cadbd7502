import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import type { Reader } from '../e2e/harness/reader.ts';
import { namesOf, press, type Surface, textOf, until } from '../e2e/harness/surface.ts';

/** What the reader was told is kept, and whether it is. */

export const words = (name: keyof typeof messages): string => messages[name].message;

/** What the popup said to a press of "Save" or "Follow", or instead of offering one. */
export type Told = 'done' | 'no room' | 'no room, not opened' | 'no room, list lost' | 'not written';

/** Presses "Save" in a popup, and returns what the reader is told, and of which analysis. */
export async function pressSave(popup: Surface): Promise<{ headline: string; told: Told }> {
  const closed = `${words('databaseFull')} ${words('closedIndexText')}`;
  const lost = `${words('noIndexText')} ${words('noIndexFailed').replace('$1', words('failure_storage_full'))}`;
  const offer = await until('the popup offers to save, or says why it cannot', async () => {
    const buttons = await namesOf(popup, 'button');
    if (buttons.includes('Save')) return 'save';
    // Saved by a press before, after which the popup closed by itself.
    if (buttons.includes('Saved')) return 'saved';
    const said = await textOf(popup);
    if (said.includes(closed)) return 'closed';
    if (said.includes(lost)) return 'lost';
    throw new Error(`it says "${said}"`);
  });
  const [headline = ''] = await namesOf(popup, 'heading');
  if (offer === 'saved') return { headline, told: 'done' };
  if (offer === 'closed') return { headline, told: 'no room, not opened' };
  // The browser has given the database up, and there is no room for the list.
  if (offer === 'lost') return { headline, told: 'no room, list lost' };
  await press(popup, 'button', 'Save');
  return { headline, told: await outcome(popup, 'Saved') };
}

/** Presses "Follow …", and returns what the reader is told. */
export async function pressFollow(popup: Surface, thing: string): Promise<Told> {
  await press(popup, 'button', `Follow ${thing}`);
  return outcome(popup, `Following ${thing}`);
}

function outcome(popup: Surface, done: string): Promise<Told> {
  return until<Told>('the popup tells the outcome', async () => {
    const said = await textOf(popup);
    if ((await namesOf(popup, 'button')).includes(done)) return 'done';
    if (said.includes(words('saveFailedFull'))) return 'no room';
    if (said.includes(words('saveFailed'))) return 'not written';
    throw new Error(`it says "${said}"`);
  });
}

/** What the extension itself says is saved, and followed: headlines and names. */
export async function keptIn(reader: Reader): Promise<{ saved: string[]; followed: string[] }> {
  const saved = await reader.query('savedAnalyses');
  const followed = await reader.query('followed');
  return { saved: saved.map(({ card }) => card.headline), followed: followed.map(({ name }) => name) };
}

/** Waits until the library says some words. */
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
