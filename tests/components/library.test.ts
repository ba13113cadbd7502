// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../lib/db/database.ts';
import type { IndexState } from '../../lib/db/index-records.ts';
import { indexState } from '../../lib/db/index-state.ts';
import { removeSaved } from '../../lib/library/removed-analyses.ts';
import { followLens, save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { INDEX_FAILURE } from './library/index-failure.states.ts';
import { COMMANDS, LINKS } from './library/links-and-commands.states.ts';
import { LISTS } from './library/lists.states.ts';
import { NEW_FOR_YOU } from './library/new-for-you.states.ts';
import { READING } from './library/reading.states.ts';
import { READING_ALOUD } from './library/reading-aloud.states.ts';
import { REMOVED, WITHDRAWN } from './library/removed.states.ts';
import { COPY } from './library/second-copy.states.ts';
import { SELECTION } from './library/selection.states.ts';
import { KEYS, PATHS, VIEWS } from './library/views.states.ts';
import { closePage, control, eventually, openPage, press } from './open-page.ts';
import { receiveIndex } from './publication.ts';
import { describeStates } from './states.ts';
import { NOW } from './times.ts';

describeStates('the library', LISTS);
describeStates('a view of the library', VIEWS);
describeStates('the lists of one lens, topic or outlet', PATHS);
describeStates('the keys of the library', KEYS);
describeStates('the selection of analyses in the library', SELECTION);
describeStates('the library if the list of analyses could not be updated', INDEX_FAILURE);
describeStates('the library with an open analysis', READING);
describeStates('reading aloud in the library', READING_ALOUD);
describeStates('the second copy of the library', COPY);
describeStates('the list of analyses removed from the library', REMOVED);
describeStates('the withdrawal of a saved analysis', WITHDRAWN);
describeStates('the view "New for you" in the library', NEW_FOR_YOU);
describeStates('the library after a command without effect', COMMANDS);
describeStates('the library after a link lookup', LINKS);

describe('the open analysis', () => {
  beforeEach(freshDevice);
  afterEach(closePage);

  it.each(['button "Undo"', 'button "Save"'])('is not redrawn when %s restores its record', async (name) => {
    await receiveIndex();
    await save('ferry');
    await receiveIndex({ without: ['ferry'] });
    await removeSaved('ferry', NOW);
    await openPage('/library.html#analysis=ferry');
    const headline = await eventually(() => {
      const found = document.querySelector('article h1');
      if (!found) throw new Error('No analysis is open.');
      return found;
    });
    await press(name);
    await eventually(() => expect(document.body.textContent).toContain('Unread · Global Power Plays'));
    expect(headline.isConnected).toBe(true);
  });

  it('is saved with the shown name of its lens, even if the index loses the lens before the save', async () => {
    await receiveIndex();
    await openPage('/library.html#analysis=ferry');
    await eventually(() =>
      expect(document.querySelector('.lens-name')?.textContent).toBe('Global Power Plays'),
    );
    const index = await indexState();
    if (!index) throw new Error('There is no index.');
    const without: IndexState = { ...index, lenses: [] };
    await db.state.put(without);
    await press('button "Save"');
    await control('button "Saved"');
    expect((await db.saved.get('ferry'))?.lens?.name).toBe('Global Power Plays');
  });

  it('is never shown as unsaved while its record loads', async () => {
    await receiveIndex();
    await save('ferry');
    const names = new Set<string>();
    const observer = new MutationObserver(() => {
      for (const button of document.querySelectorAll('article button')) names.add(button.textContent.trim());
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
    await openPage('/library.html#analysis=ferry');
    await eventually(() => expect(document.body.textContent).toContain('Unread · Global Power Plays'));
    observer.disconnect();
    expect([...names].filter((name) => name.startsWith('Save'))).toEqual(['Saved']);
  });
});

describe('the library while it loads', () => {
  beforeEach(freshDevice);
  afterEach(closePage);

  it('does not say that the list of analyses has not arrived', async () => {
    await receiveIndex();
    const said = new Set<string>();
    const observer = new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll('.muted')) said.add(textContent);
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
    await openPage('/library.html');
    await eventually(() => expect(document.body.textContent).toContain('New at NOLIGARCHY.US'));
    await control('link "Global Power Plays"');
    observer.disconnect();
    expect([...said]).not.toContain('The lenses appear here as soon as the list of analyses has arrived.');
    expect([...said]).not.toContain('Choose an analysis from the list to read it here.');
  });
});

describe('the button of a lens', () => {
  beforeEach(freshDevice);
  afterEach(closePage);

  it('is back at its old position after "Undo", with the focus, and the lens is followed again', async () => {
    await receiveIndex();
    await followLens();
    const before = await db.followed.toArray();
    await openPage('/library.html#view=new');
    await press('button "Following Global Power Plays"');
    await control('button "Follow Global Power Plays"');
    await eventually(() =>
      expect(document.querySelector('.lenses')?.textContent).toContain(
        'No longer following Global Power Plays. Undo',
      ),
    );
    expect(await db.followed.toArray()).toEqual([]);
    await press('button "Undo"');
    const button = await control('button "Following Global Power Plays"');
    await eventually(() => expect(document.activeElement).toBe(button));
    expect(document.body.textContent).not.toContain('No longer following');
    expect(await db.followed.toArray()).toEqual(before);
  });

  it.each([
    ['the publication has dropped the lens', receiveIndex],
    ['there is no index', () => undefined],
  ])('is in the section of the followed lens if %s, and announces its effect there', async (_, prepare) => {
    await prepare();
    await followLens('dropped');
    await openPage('/library.html#view=new');
    await control('button "Following dropped"');
    // Screen readers announce only text that is added to an existing region, so the region must not be replaced.
    const region = document.querySelector('.followed [role=status]');
    await press('button "Following dropped"');
    await eventually(() => expect(region?.textContent).toBe('No longer following dropped. Undo'));
    expect(region?.isConnected).toBe(true);
    expect(await db.followed.toArray()).toEqual([]);
  });
});
