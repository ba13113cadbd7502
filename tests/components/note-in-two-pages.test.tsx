// @vitest-environment jsdom
import { type JSX, render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DraftField } from '../../components/reading/draft-field.tsx';
import { readyValue } from '../../components/ui/loading.ts';
import { useLiveQuery } from '../../components/ui/use-live-query.ts';
import { storeNote } from '../../lib/app/library-actions.ts';
import { db } from '../../lib/db/database.ts';
import { storeNote as storeInDatabase } from '../../lib/library/notes.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, eventually, settled, write } from './open-page.ts';
import { receiveIndex } from './publication.ts';
import { savedFerry } from './saved-ferry.ts';
import { readPage } from './shown.ts';

/** Tests that no words are lost if several pages, or a page that cannot store, change the same note. */

/** The note field of one page. A frozen page does not see the changes of other pages. */
function Page({ name, isFrozen = false }: { name: string; isFrozen?: boolean }): JSX.Element {
  const own = readyValue(useLiveQuery('ownCopy', 'ferry'));
  return (
    <DraftField
      name={name}
      label={name}
      isLabelSeen
      stored={isFrozen ? '' : (own?.saved.note ?? '')}
      write={(note, seen) => storeNote('ferry', note, seen)}
    />
  );
}

describe('the note of an analysis that is open in two pages', () => {
  beforeEach(async () => {
    await freshDevice();
    await receiveIndex();
    await save('ferry');
    document.body.innerHTML = '<div id="root"></div>';
  });
  afterEach(closePage);

  const draw = (frozen: string | undefined): void =>
    render(
      ['First', 'Second'].map((name) => <Page key={name} name={name} isFrozen={name === frozen} />),
      document.getElementById('root') as Element,
    );

  const field = (name: string): Promise<HTMLTextAreaElement> =>
    control(`textbox "${name}"`) as Promise<HTMLTextAreaElement>;

  const leave = async (name: string): Promise<void> => {
    (await field(name)).dispatchEvent(new FocusEvent('blur'));
    await settled();
  };

  const JOINED = 'Another page had changed this text, too. Both texts are kept, the later below the earlier.';

  it.each([
    ['First', 'Second', undefined],
    ['Second', 'First', undefined],
    ['First', 'Second', 'First'],
    ['First', 'Second', 'Second'],
    ['Second', 'First', 'First'],
    ['Second', 'First', 'Second'],
  ])(
    'keeps both texts if the page %s stores before the page %s, and says so (frozen: %s)',
    async (earlier, later, frozen) => {
      draw(frozen);
      await write('textbox "First"', 'From the first.');
      await write('textbox "Second"', 'From the second.');
      await leave(earlier);
      expect((await savedFerry())?.note).toBe(`From the ${earlier.toLowerCase()}.`);
      expect((await field(later)).value).toBe(`From the ${later.toLowerCase()}.`);
      await leave(later);
      const both = `From the ${earlier.toLowerCase()}.\n\nFrom the ${later.toLowerCase()}.`;
      await eventually(async () => expect((await field(later)).value).toBe(both));
      expect((await savedFerry())?.note).toBe(both);
      expect(readPage(document).live).toEqual([JOINED]);
      draw(undefined);
      await eventually(() =>
        expect([...document.querySelectorAll('textarea')].map(({ value }) => value)).toEqual([both, both]),
      );
    },
  );

  it('appears in a page without a draft as soon as another page has stored it', async () => {
    draw(undefined);
    await storeInDatabase('ferry', 'From elsewhere.', '');
    await eventually(async () => expect((await field('First')).value).toBe('From elsewhere.'));
    expect(readPage(document).live).toEqual([]);
  });

  it('keeps what the reader types during a write, even if another page has changed the note', async () => {
    const writes: { readonly value: string; readonly end: (note: string, isJoined: boolean) => void }[] = [];
    const root = document.getElementById('root') as Element;
    render(
      <DraftField
        name="Held"
        label="Held"
        isLabelSeen
        stored=""
        write={(value) =>
          new Promise((done) => writes.push({ value, end: (note, isJoined) => done({ note, isJoined }) }))
        }
      />,
      root,
    );
    await write('textbox "Held"', 'One');
    await leave('Held');
    await write('textbox "Held"', 'One, two');
    await leave('Held');
    expect(writes.map(({ value }) => value)).toEqual(['One']);
    writes[0]?.end('Elsewhere\n\nOne', true);
    await eventually(() => expect(writes.length).toBe(2));
    expect((await field('Held')).value).toBe('Elsewhere\n\nOne, two');
    expect(writes[1]?.value).toBe('Elsewhere\n\nOne, two');
    writes[1]?.end('Elsewhere\n\nOne, two', false);
    await settled();
    expect((await field('Held')).value).toBe('Elsewhere\n\nOne, two');
  });

  it('stays in the field, and the page says why, if the analysis is no longer in the library', async () => {
    draw(undefined);
    await write('textbox "First"', 'Ask again.');
    await db.saved.delete('ferry');
    await leave('First');
    await eventually(() =>
      expect(readPage(document).said).toContain(
        'Not stored: what this text belongs to is no longer in your library. Copy the text before you close this page.',
      ),
    );
    expect((await field('First')).value).toBe('Ask again.');
  });

  it('is kept as a draft if it cannot be stored, and is there when the page opens again', async () => {
    draw(undefined);
    await settled();
    const { bulkPut } = db.saved;
    const full = Object.assign(new Error('full'), { name: 'QuotaExceededError' });
    db.saved.bulkPut = () => Promise.reject(full) as never;
    await write('textbox "First"', 'A draft.');
    await leave('First');
    await eventually(() =>
      expect(readPage(document).live).toEqual([
        'Not stored yet: this device has no room left. Your text stays here until it is stored. ' +
          'Free space in Options',
      ]),
    );
    closePage();
    draw(undefined);
    await eventually(async () => expect((await field('First')).value).toBe('A draft.'));
    db.saved.bulkPut = bulkPut;
    await leave('First');
    expect((await savedFerry())?.note).toBe('A draft.');
  });
});
