// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../lib/db/database.ts';
import type { Highlight } from '../../lib/db/records.ts';
import { browser } from '../unit/fake-browser.ts';
import { visit } from './browser-and-tab.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, eventually, openPage, press, settled } from './open-page.ts';
import { ferryPage } from './panel/popup-page.ts';
import { receiveIndex } from './publication.ts';
import { FERRY } from './sample-cards.ts';
import { readPage } from './shown.ts';

/** Tests how the reader chooses words with the keyboard, and highlights them. */

const OPEN = '/library.html#analysis=ferry';
const START = 'button "Highlight with the keyboard"';

const [MONDAY, CREWS, LATER] = ['The talks resumed on Monday.', 'Two crews waited.', 'Nobody signed.'];

/** Presses a key on the focused element. */
function key(name: string, more: KeyboardEventInit = {}): void {
  const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more });
  (document.activeElement ?? document.body).dispatchEvent(event);
}

/** Presses keys one after the other, and waits for the page after each. `+ArrowDown` is ArrowDown with Shift. */
async function keys(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    key(name.replace('+', ''), { shiftKey: name.startsWith('+') });
    await settled();
  }
}

const chosen = (): string => getSelection()?.toString() ?? '';

const isChosen = (words: string): Promise<void> => eventually(() => expect(chosen()).toBe(words));

const focusRole = (): string | null | undefined => document.activeElement?.getAttribute('role');

const highlights = async (): Promise<readonly Highlight[]> => (await db.saved.get('ferry'))?.highlights ?? [];

const said = (): readonly string[] => readPage(document).live;

/** Opens the analysis in the library, and waits until the page handles keys. */
async function openFerry(): Promise<void> {
  await openPage(OPEN);
  await eventually(() => expect(document.querySelector('.sections p')).not.toBeNull());
  await settled();
}

beforeEach(async () => {
  await freshDevice();
  await receiveIndex({ texts: { ferry: `${MONDAY} ${CREWS} ${LATER}` } });
});
afterEach(closePage);

describe('the key h', () => {
  beforeEach(() => save('ferry'));

  it('chooses the first visible sentence, which screen readers announce, and shows the list of keys', async () => {
    await openFerry();
    key('h');
    await isChosen(FERRY.summary);
    await eventually(() => expect(said()).toContain(FERRY.summary));
    expect(focusRole()).toBe('application');
    expect(readPage(document).said).toContain('↑ ↓ sentence · ← → word');
    expect(readPage(document).offered).not.toContain('button "Highlight"');
  });

  it('works at the same position on a keyboard without Latin letters', async () => {
    await openFerry();
    key('р', { code: 'KeyH' });
    await isChosen(FERRY.summary);
  });

  it('in the list, first opens the analysis of the active row', async () => {
    await openPage('/library.html');
    (await control(`button "${FERRY.headline}"`)).focus();
    await keys('ArrowDown', 'h');
    await isChosen(FERRY.summary);
    expect(location.hash).toBe('#analysis=ferry');
  });

  it('does nothing if single-key shortcuts are switched off, but the button still chooses the sentence', async () => {
    await browser.storage.local.set({ letterKeys: false });
    await openFerry();
    key('h');
    await settled();
    expect(chosen()).toBe('');
    await press(START);
    await isChosen(FERRY.summary);
  });
});

describe('while the reader chooses words', () => {
  beforeEach(async () => {
    await save('ferry');
    await openFerry();
    await press(START);
    await isChosen(FERRY.summary);
  });

  it.each<[pressed: string, words: string, announced: string]>([
    ['ArrowDown', MONDAY, MONDAY],
    ['ArrowDown ArrowDown', CREWS, CREWS],
    ['ArrowDown ArrowDown ArrowUp', MONDAY, MONDAY],
    ['ArrowUp', FERRY.summary, FERRY.summary],
    ['ArrowDown +ArrowDown', `${MONDAY} ${CREWS}`, `Added: ${CREWS}`],
    ['ArrowDown +ArrowDown +ArrowDown +ArrowUp', `${MONDAY} ${CREWS}`, `Removed: ${LATER}`],
    ['ArrowDown ArrowRight', 'The', 'The'],
    ['ArrowDown ArrowRight ArrowRight', 'talks', 'talks'],
    ['ArrowDown ArrowRight ArrowRight +ArrowRight', 'talks resumed', 'Added: resumed'],
    ['ArrowDown ArrowLeft +ArrowLeft', 'on Monday', 'Added: on'],
    ['ArrowDown +ArrowLeft +ArrowLeft', 'The talks resumed on', 'Removed: Monday'],
  ])('pressing %s chooses “%s”, and the change is announced', async (pressed, words, announced) => {
    await keys(...pressed.split(' '));
    await isChosen(words);
    await eventually(() => expect(said()).toContain(announced));
  });

  it('Enter offers actions for the words, and Escape leads back to the words', async () => {
    await keys('ArrowDown', 'Enter');
    await eventually(() => expect(document.activeElement?.textContent).toBe('Highlight'));
    expect(said()).not.toContain('Press Tab to highlight these words.');
    await keys('Escape');
    expect(focusRole()).toBe('application');
    await isChosen(MONDAY);
    expect(readPage(document).offered).not.toContain('button "Highlight"');
    await keys('ArrowDown');
    await isChosen(CREWS);
    expect(await highlights()).toEqual([]);
  });

  it('several passages can be highlighted one after the other', async () => {
    await keys('ArrowDown', '+ArrowDown', 'Enter');
    await press('button "Highlight"');
    await eventually(() => expect(said().join()).toContain('Highlighted Undo'));
    expect(focusRole()).toBe('application');
    await keys('ArrowDown', 'Enter');
    await press('button "Highlight"');
    await eventually(async () =>
      expect((await highlights()).map(({ exact }) => exact)).toEqual([`${MONDAY} ${CREWS}`, LATER]),
    );
  });

  it('Undo removes a new highlight again', async () => {
    await keys('ArrowDown', 'Enter');
    await press('button "Highlight"');
    await press('button "Undo"');
    await eventually(async () => expect(await highlights()).toEqual([]));
    await eventually(() => expect(said().join()).toContain('Highlight removed'));
    expect(document.activeElement?.textContent).toBe(`${MONDAY} ${CREWS} ${LATER}`);
  });

  it('Escape leads from the comment on the words back to the words', async () => {
    await keys('ArrowDown', 'Enter');
    await press('button "Comment"');
    await eventually(() => expect(document.activeElement?.localName).toBe('textarea'));
    expect(readPage(document).offered).toContain('button "Close"');
    await keys('Escape');
    await eventually(() => expect(focusRole()).toBe('application'));
    await isChosen(MONDAY);
    expect((await highlights()).map(({ exact }) => exact)).toEqual([MONDAY]);
  });

  it('Escape ends the choice, and gives the focus back to the control that had it before', async () => {
    const button = await control(START);
    button.focus();
    await settled();
    await press(START);
    await eventually(() => expect(focusRole()).toBe('application'));
    await keys('Escape');
    expect(document.activeElement).toBe(button);
    expect(chosen()).toBe('');
    expect(readPage(document).said).not.toContain('↑ ↓ sentence');
  });

  it('Escape gives the focus to the paragraph if no control had it before', async () => {
    await keys('ArrowDown', 'Escape');
    expect(document.activeElement?.textContent).toBe(`${MONDAY} ${CREWS} ${LATER}`);
    expect(chosen()).toBe('');
  });

  it('the choice ends if the focus moves to a field', async () => {
    (await control('textbox "Note"')).focus();
    await settled();
    expect(chosen()).toBe('');
    expect(readPage(document).said).not.toContain('↑ ↓ sentence');
    expect(readPage(document).offered).not.toContain('button "Highlight"');
  });

  it('keys without a function here, and keys with Ctrl, do not change the chosen words', async () => {
    await keys('PageDown', 'x');
    key('ArrowDown', { ctrlKey: true });
    await settled();
    expect(chosen()).toBe(FERRY.summary);
  });

  it('the key h begins again at the first visible sentence', async () => {
    await keys('ArrowDown', 'ArrowDown', 'h');
    await isChosen(FERRY.summary);
  });
});

describe('in various texts and pages', () => {
  it('an unsaved analysis is saved together with the first highlight', async () => {
    await openFerry();
    await press(START);
    await isChosen(FERRY.summary);
    await keys('ArrowDown', 'Enter');
    await press('button "Highlight"');
    await eventually(async () => expect((await highlights()).map(({ exact }) => exact)).toEqual([MONDAY]));
    await eventually(() => expect(said().join()).toContain('Saved to your library, and highlighted Undo'));
  });

  it('the left arrow moves forward in a text that runs from right to left', async () => {
    const [first, second] = ['عادت المحادثات يوم الاثنين.', 'من يكسب؟'];
    await receiveIndex({ texts: { ferry: `${first} ${second}` } });
    await openFerry();
    const paragraph = await eventually(() => {
      const found = document.querySelector<HTMLElement>('.sections p');
      expect(found?.dir).toBe('rtl');
      return found as HTMLElement;
    });
    // jsdom takes the direction only from styles.
    paragraph.style.direction = 'rtl';
    await press(START);
    await isChosen(FERRY.summary);
    await keys('ArrowDown');
    await isChosen(first);
    await keys('ArrowLeft', 'ArrowLeft');
    await isChosen('المحادثات');
    await keys('ArrowRight');
    await isChosen('عادت');
    await keys('ArrowDown');
    await isChosen(second);
    await eventually(() => expect(readPage(document).otherDirection.join()).toContain(`und-Arab: ${second}`));
  });

  it('the arrow keys move by Chinese sentences and words', async () => {
    await receiveIndex({ texts: { ferry: '谈判恢复了。谁受益？' } });
    await openFerry();
    await press(START);
    await isChosen(FERRY.summary);
    await keys('ArrowDown');
    await isChosen('谈判恢复了。');
    await keys('ArrowRight', '+ArrowRight');
    await isChosen('谈判恢复');
    await keys('ArrowDown');
    await isChosen('谁受益？');
  });

  it('a passage can extend over a heading, but does not contain the heading', async () => {
    await save('ferry');
    await openFerry();
    await press(START);
    await isChosen(FERRY.summary);
    await keys('+ArrowDown', 'Enter');
    await press('button "Highlight"');
    await eventually(async () =>
      expect(await highlights()).toMatchObject([
        { section: -1, start: 0, endSection: 0, end: MONDAY.length, exact: `${FERRY.summary}\n${MONDAY}` },
      ]),
    );
  });

  it('the side panel has the same button as the library', async () => {
    visit(ferryPage());
    await openPage('/sidepanel.html?tab=7');
    await press(START);
    await isChosen(FERRY.summary);
    await keys('ArrowDown', 'Enter');
    await press('button "Highlight"');
    await eventually(async () => expect((await highlights()).map(({ exact }) => exact)).toEqual([MONDAY]));
  });

  it('a private window disables the button and the key h', async () => {
    visit(undefined, { isPrivate: true });
    await openFerry();
    key('h');
    await settled();
    expect(chosen()).toBe('');
    expect(readPage(document).offered).toContain(`${START} disabled`);
  });
});
