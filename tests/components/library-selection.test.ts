// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { addHighlight } from '../../lib/library/highlights.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { select } from './library/selection.states.ts';
import { mark } from './sample-highlights.ts';
import './modal-dialogs.ts';
import { closePage, control, eventually, openPage, press, settled } from './open-page.ts';
import { receiveIndex } from './publication.ts';
import { CABLE, CONSENT, CONTRACT, PORTS, RESERVOIR } from './sample-cards.ts';
import { readPage } from './shown.ts';
import { DAY, NOW } from './times.ts';

/**
 * Tests what the keys and buttons do with selected analyses. Of the lens "The Rulebook", PORTS and CONTRACT are saved,
 * and RESERVOIR is not. No analysis of the lens "Hidden Wiring" is saved.
 */

function key(name: string): void {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
}

/** Waits until exactly these analyses are saved, each with its state, and the page announces exactly these texts. */
const becomes = (saved: Readonly<Record<string, string>>, ...live: readonly string[]): Promise<void> =>
  vi.waitFor(async () => {
    await settled();
    expect(readPage(document).live).toEqual(live);
    const found = (await db.saved.toArray()).map(({ id, state }) => [id, state]);
    expect(Object.fromEntries(found)).toEqual(saved);
  });

const BOTH = { ports: 'unread', contract: 'unread' };
const SAVE_FIRST = 'Save the analysis first. It is not in your library yet.';
const THREE = { contract: 'unread', ports: 'unread', reservoir: 'unread' };

beforeEach(async () => {
  await freshDevice();
  await receiveIndex();
  await save('ports', undefined, NOW - DAY);
  await save('contract', undefined, NOW - 2 * DAY);
});
afterEach(closePage);

describe('while only unsaved analyses are selected and a saved analysis is open', () => {
  beforeEach(async () => {
    await openPage('/library.html#lens=rulebook&analysis=contract');
    await control('button "Saved"');
    await select(RESERVOIR)();
    await control('button "Save 1"');
  });

  it('the key s saves the selected analysis, and Undo removes it again', async () => {
    key('s');
    await becomes(THREE, 'Saved to your library. Undo');
    expect(document.querySelector('[role=toolbar]')).toBeNull();
    await press('button "Undo"');
    await becomes(BOTH, 'Undone.');
  });

  it.each(['a', 'u', 'l', 'e'])('the key %s says that the analysis must be saved first', async (name) => {
    key(name);
    await becomes(BOTH, '1 selected, 0 of them saved', SAVE_FIRST);
    expect(document.querySelector('dialog')).toBeNull();
    expect(location.hash).toBe('#lens=rulebook&analysis=contract');
  });
});

describe('while saved and unsaved analyses are selected', () => {
  beforeEach(async () => {
    await openPage('/library.html#lens=rulebook');
    for (const one of [RESERVOIR, PORTS, CONTRACT]) await select(one)();
    await control('button "Save 1"');
  });

  it.each<[what: string, choose: () => unknown]>([
    ['the key s', () => key('s')],
    ['the button', () => press('button "Save 1"')],
  ])('%s saves the unsaved analyses, and removes none', async (_, choose) => {
    await choose();
    await becomes(THREE, 'Saved to your library. Undo');
  });

  it.each<[what: string, choose: () => unknown]>([
    ['the key a', () => key('a')],
    ['the button', () => press('button "Archive (2 of 3)"')],
  ])('%s archives the saved analyses, and saves none', async (_, choose) => {
    await choose();
    await becomes({ ports: 'archived', contract: 'archived' }, 'Archived 2 analyses. Undo');
  });

  it('the menu removes the saved analyses', async () => {
    await press('button "More actions"');
    await press('menuitem "Remove (2 of 3)"');
    await becomes({}, 'Removed 2 analyses from your library. Undo');
  });

  it.each([
    ['l', '2 analyses'],
    ['e', 'Export 2 analyses'],
  ])('the key %s opens the dialog for the saved analyses', async (name, words) => {
    key(name);
    await eventually(() => expect(document.querySelector('dialog')?.textContent).toContain(words));
  });
});

describe('the key s', () => {
  it('saves all selected analyses as one change, with one message', async () => {
    await openPage('/library.html#lens=hidden-wiring');
    for (const one of [CONSENT, CABLE]) await select(one)();
    key('s');
    await becomes({ ...BOTH, consent: 'unread', cable: 'unread' }, 'Saved 2 analyses to your library. Undo');
    expect(await db.journal.count()).toBe(1);
    await press('button "Undo"');
    await becomes(BOTH, 'Undone.');
  });

  it('removes all selected analyses if all are saved', async () => {
    await openPage('/library.html#lens=rulebook');
    for (const one of [PORTS, CONTRACT]) await select(one)();
    key('s');
    await becomes({}, 'Removed 2 analyses from your library. Undo');
  });

  it('removes the open analysis, which is saved, if no analysis is selected', async () => {
    await openPage('/library.html#lens=rulebook&analysis=contract');
    await control('button "Saved"');
    await press('button "More"');
    await press('menuitem "Select analyses"');
    await settled();
    key('s');
    await becomes({ ports: 'unread' }, '0 selected', 'Removed from your library. Undo');
  });
});

it.each(['a', 'u'])('the key %s says that the open analysis must be saved first', async (name) => {
  await openPage('/library.html#lens=hidden-wiring&analysis=consent');
  await control('button "Save"');
  key(name);
  await becomes(BOTH, SAVE_FIRST);
});

it('while several unsaved analyses are selected, the key e says that they must be saved first', async () => {
  await openPage('/library.html#lens=hidden-wiring');
  for (const one of [CONSENT, CABLE]) await select(one)();
  key('e');
  await becomes(
    BOTH,
    '2 selected, 0 of them saved',
    'Save the analyses first. They are not in your library yet.',
  );
});

describe('a view that lists no analyses', () => {
  it('offers no selection, neither with the key x nor in the menu', async () => {
    await addHighlight('ports', mark('a', 'The ports will close.'));
    await openPage('/library.html#view=highlights');
    (await control('button "The ports will close."')).focus();
    key('x');
    await settled();
    expect(document.querySelector('[role=toolbar]')).toBeNull();
    await press('button "More"');
    await settled();
    expect(readPage(document).offered).not.toContain('menuitem "Select analyses"');
  });

  it('hides the selection of another view', async () => {
    await openPage('/library.html#lens=rulebook');
    await select(PORTS)();
    await eventually(() => expect(document.querySelector('[role=toolbar]')).not.toBeNull());
    await press('link "Highlights"');
    await eventually(() => expect(document.querySelector('[role=toolbar]')).toBeNull());
    expect(readPage(document).headings).toContain('Highlights');
  });
});
