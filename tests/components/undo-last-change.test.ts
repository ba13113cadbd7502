// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { deleteLabel } from '../../lib/library/labels.ts';
import { changeReadingState } from '../../lib/library/reading-states.ts';
import { removeSaved } from '../../lib/library/removed-analyses.ts';
import { browser } from '../unit/fake-browser.ts';
import { visit } from './browser-and-tab.ts';
import { AT, onDeviceWithThree, said } from './library/undoable-changes.ts';
import { closePage, control, openPage, settled } from './open-page.ts';
import { FERRY, PORTS } from './sample-cards.ts';
import { readPage } from './shown.ts';
import { DAY, NOW } from './times.ts';

/** Tests the key that undoes the last change. */

onDeviceWithThree();

describe('the key z', () => {
  const key = (): void => {
    const event = new KeyboardEvent('keydown', { key: 'z', bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  };

  const NOTHING = 'Nothing to undo since you opened this page. “Recently removed” lists earlier changes.';

  it('undoes the changes since the page was opened, from the last to the first, and reports each', async () => {
    await changeReadingState(['ports'], 'archive', AT);
    await openPage('/library.html#view=all');
    await control(`button "${FERRY.headline}"`);
    await db.labels.add({ name: 'water' });
    await deleteLabel('water', NOW);
    await removeSaved('ferry', NOW + 1);
    for (const words of [
      `“${FERRY.headline}”: in your library again.`,
      'The label “water” is back.',
      NOTHING,
    ]) {
      key();
      await said(words);
    }
    expect((await db.saved.get('ports'))?.state).toBe('archived');
  });

  it('does nothing in a private window, or if single letters are switched off', async () => {
    await db.labels.add({ name: 'water' });
    await deleteLabel('water', NOW + DAY);
    await browser.storage.local.set({ letterKeys: false });
    await openPage('/library.html#view=all');
    await control(`button "${FERRY.headline}"`);
    key();
    await settled();
    closePage();
    await browser.storage.local.set({ letterKeys: true });
    visit(undefined, { isPrivate: true });
    await openPage('/library.html#view=all');
    await control(`button "${PORTS.headline}"`);
    key();
    await settled();
    expect(await db.labels.count()).toBe(0);
    expect(readPage(document).live).toEqual([]);
  });
});
