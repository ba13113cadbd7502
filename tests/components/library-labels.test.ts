// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { addLabel } from '../../lib/library/labels.ts';
import { removeSaved, restoreRemoved } from '../../lib/library/removed-analyses.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { select } from './library/selection.states.ts';
import './modal-dialogs.ts';
import { closePage, control, eventually, openPage, press, settled, write } from './open-page.ts';
import { receiveIndex } from './publication.ts';
import { CONTRACT, FERRY, PORTS } from './sample-cards.ts';
import { readPage } from './shown.ts';
import { DAY, NOW } from './times.ts';
import { withSearchWorker } from './with-search-worker.ts';

/** Tests how the reader changes the labels of one or several analyses, also in lists that the analyses then leave. */

const IDS = ['ferry', 'ports', 'contract'] as const;

function key(name: string): void {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
}

const labelsOf = async (): Promise<(readonly string[] | undefined)[]> =>
  (await db.saved.bulkGet([...IDS])).map((saved) => saved?.labels);

/** Waits until the open dialog is about these analyses, and offers these labels, each as "name checked" or "name". */
const dialogShows = (about: string, ...offered: readonly string[]): Promise<void> =>
  eventually(() => {
    const dialog = document.querySelector('dialog');
    expect(dialog?.querySelector('p')?.textContent).toBe(about);
    const boxes = [...(dialog?.querySelectorAll<HTMLInputElement>('.label-list input') ?? [])];
    const found = boxes.map(({ checked, labels }) => {
      const name = labels?.[0]?.textContent.replace(/^# /, '') ?? '';
      return checked ? `${name} checked` : name;
    });
    expect(found).toEqual(offered);
  });

const noDialog = async (): Promise<void> => {
  await settled();
  expect(document.querySelector('dialog')).toBeNull();
};

const says = (words: string): Promise<void> =>
  eventually(() => expect(readPage(document).live).toContain(words));

const SAVE_FIRST = 'Save the analysis first. It is not in your library yet.';

const saveThree = async (): Promise<void> => {
  for (const [n, id] of IDS.entries()) await save(id, undefined, NOW - DAY - n);
};

describe('the dialog of labels', () => {
  beforeEach(async () => {
    await freshDevice();
    await receiveIndex();
    await saveThree();
  });
  afterEach(closePage);

  it('stays with the selected analyses after they have left the list of their label', async () => {
    await addLabel(['ferry', 'ports'], 'water');
    await openPage('/library.html#label=water&analysis=contract');
    await select(FERRY)();
    await press(`button "${PORTS.headline}"`);
    key('l');
    await dialogShows('2 analyses', 'water checked');
    await press('checkbox "water"');
    await dialogShows('2 analyses', 'water');
    await write('textbox "Add label"', 'ice');
    await press('button "Add"');
    await dialogShows('2 analyses', 'ice checked', 'water');
    expect(await labelsOf()).toEqual([['ice'], ['ice'], undefined]);
  });

  it('opens for the first analysis if no row is current, and stays with it after it has left the list', async () => {
    await addLabel(['ferry', 'ports'], 'water');
    await openPage('/library.html#label=water');
    await control(`button "${FERRY.headline}"`);
    key('l');
    await dialogShows(FERRY.headline, 'water checked');
    await press('checkbox "water"');
    await dialogShows(FERRY.headline, 'water');
    await write('textbox "Add label"', 'ice');
    await press('button "Add"');
    await dialogShows(FERRY.headline, 'ice checked', 'water');
    expect(await labelsOf()).toEqual([['ice'], ['water'], undefined]);
  });

  it('closes when another page removes its last analysis, and stays closed if the analysis is restored', async () => {
    await openPage('/library.html#view=all&analysis=ferry');
    await control('button "Saved"');
    key('l');
    await dialogShows(FERRY.headline);
    await removeSaved('ferry', NOW);
    await eventually(() => expect(document.querySelector('dialog')).toBeNull());
    await restoreRemoved('ferry');
    await control('button "Saved"');
    await noDialog();
  });

  it('does not open for an analysis that is not saved, and does not open later for a saved one', async () => {
    await openPage('/library.html#lens=rulebook&analysis=reservoir');
    await control('button "Save"');
    key('l');
    await says(SAVE_FIRST);
    await noDialog();
    await press(`button "${CONTRACT.headline}"`);
    await control('button "Saved"');
    await noDialog();
  });

  it('opens from the menu of the open analysis, whose labels are links to their lists', async () => {
    await addLabel(['ports'], 'water');
    await openPage('/library.html#view=all&analysis=ferry');
    await press('button "Saved"');
    await press('menuitem "Labels"');
    await dialogShows(FERRY.headline, 'water');
    await press('checkbox "water"');
    await dialogShows(FERRY.headline, 'water checked');
    await press('button "Close"');
    const chips = await eventually(() => {
      const found = document.querySelector('article ul');
      expect(found?.getAttribute('aria-label')).toBe('Labels');
      return found;
    });
    const link = chips?.querySelector('a');
    expect(chips?.textContent).toBe('# water');
    link?.click();
    await eventually(() => expect(location.hash).toBe('#label=water'));
  });
});

describe('in search results, the dialog of labels', () => {
  withSearchWorker(saveThree);

  it('stays with the selected analyses after they have left the list of analyses without a label', async () => {
    await addLabel(['contract'], 'water');
    await openPage('/library.html#view=all&q=no%3Alabel&analysis=contract');
    await select(FERRY)();
    await press('button "Select all"');
    await press('button "More actions"');
    await press('menuitem "Labels"');
    await dialogShows('2 analyses', 'water');
    await press('checkbox "water"');
    await dialogShows('2 analyses', 'water checked');
    await press('checkbox "water"');
    await dialogShows('2 analyses', 'water');
    expect(await labelsOf()).toEqual([undefined, undefined, ['water']]);
  });
});
