// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, eventually, openPage, press, settled } from './open-page.ts';
import { receiveIndex } from './publication.ts';
import { FERRY } from './sample-cards.ts';
import { readPage } from './shown.ts';

/**
 * The reader chooses words with a keyboard cursor. Tests that it does not start again by itself after it has ended, and
 * that its words stay selected.
 */

const PARAGRAPH = 'The talks resumed on Monday. Two crews waited. Nobody signed.';

const chosen = (): string => getSelection()?.toString() ?? '';

/** Presses keys on the focused element, and waits for the page after each. */
async function keys(...names: readonly string[]): Promise<void> {
  for (const key of names) {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    );
    await settled();
  }
}

beforeEach(async () => {
  await freshDevice();
  await receiveIndex({ texts: { ferry: PARAGRAPH } });
  await save('ferry');
  await openPage('/library.html#analysis=ferry');
  await press('button "Highlight with the keyboard"');
  await eventually(() => expect(chosen()).toBe(FERRY.summary));
});
afterEach(closePage);

it('once the cursor has ended, Escape in the comment does not start it again', async () => {
  await keys('ArrowDown', 'Enter');
  await press('button "Comment"');
  await eventually(() => expect(document.activeElement?.localName).toBe('textarea'));
  (await control('textbox "Note"')).focus();
  await settled();
  (await control('textbox "Comment"')).focus();
  await keys('Escape');
  expect(readPage(document).said).not.toContain('↑ ↓ sentence');
  expect(document.activeElement?.textContent).toBe(PARAGRAPH);
});

it('the cursor keeps its words selected if the browser removes the selection while the cursor is focused', async () => {
  document.getSelection()?.collapse(document.querySelector('.reading'), 0);
  document.dispatchEvent(new Event('selectionchange'));
  expect(chosen()).toBe(FERRY.summary);
});

it('a change of the card does not start the cursor again', async () => {
  await keys('Escape');
  (await control('textbox "Note"')).focus();
  const old = document.querySelector('.sections p');
  await db.saved.update('ferry', { 'card.summary': 'A corrected summary.' });
  await eventually(() => {
    const now = document.querySelector('.sections p');
    expect(now).not.toBe(old);
    expect(now).not.toBeNull();
  });
  await settled();
  expect(document.activeElement?.localName).toBe('textarea');
  expect(chosen()).toBe('');
});
