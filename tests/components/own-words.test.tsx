// @vitest-environment jsdom
import { type JSX, render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DraftField } from '../../components/reading/draft-field.tsx';
import { readyValue } from '../../components/ui/loading.ts';
import { useLiveQuery } from '../../components/ui/use-live-query.ts';
import { storeNote } from '../../lib/app/library-actions.ts';
import { db } from '../../lib/db/database.ts';
import { cardById } from '../../lib/db/index-queries.ts';
import type { Highlight, SavedAnalysis } from '../../lib/db/records.ts';
import type { Card } from '../../lib/index/card.ts';
import { cardVersion } from '../../lib/index/version.ts';
import { addHighlight } from '../../lib/library/highlights.ts';
import { storeNote as storeInDatabase } from '../../lib/library/notes.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, eventually, openPage, press, settled, write } from './open-page.ts';
import { answerInstead, receiveIndex } from './publication.ts';
import { documentOf, RESERVOIR } from './sample-cards.ts';
import { mark } from './sample-highlights.ts';
import { readPage } from './shown.ts';

const FERRY = '/library.html#analysis=ferry';
const RESERVOIR_PAGE = '/library.html#analysis=reservoir';
const WORDS = 'The talks resumed on Monday.';

const saved = (): Promise<SavedAnalysis | undefined> => db.saved.get('ferry');

const highlights = async (): Promise<readonly Highlight[]> => (await saved())?.highlights ?? [];

/** Returns the passages that are drawn as highlights. */
const drawn = (): string[] =>
  [...((CSS.highlights.get('own-marks') ?? []) as Iterable<Range>)].map((range) => range.toString());

/** Selects a paragraph of the open analysis. */
async function select(words: string): Promise<void> {
  const paragraph = await eventually(() => {
    const found = [...document.querySelectorAll('.sections p')].find((p) => p.textContent === words);
    if (!found) throw new Error(`The page lacks "${words}".`);
    return found;
  });
  getSelection()?.selectAllChildren(paragraph);
}

function pressKey(key: string): void {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  (document.activeElement ?? document.body).dispatchEvent(event);
}

describe('selected words', () => {
  beforeEach(async () => {
    await freshDevice();
    await receiveIndex();
  });
  afterEach(closePage);

  it('are highlighted by the button "Highlight", and the page announces the highlight', async () => {
    await save('ferry');
    await openPage(FERRY);
    await select(WORDS);
    await press('button "Highlight"');
    await eventually(() => expect(drawn()).toEqual([WORDS]));
    expect(await highlights()).toMatchObject([
      { section: 0, start: 0, endSection: 0, end: WORDS.length, exact: WORDS, comment: '' },
    ]);
    await eventually(() => expect(readPage(document).live).toContain('Highlighted Undo'));
    expect(readPage(document).headings).toContain('Highlights · 1');
  });

  it('in an unsaved analysis become a highlight, and the same press saves the analysis', async () => {
    await openPage(FERRY);
    await select(WORDS);
    await press('button "Highlight"');
    await eventually(() => expect(drawn()).toEqual([WORDS]));
    expect((await highlights()).map(({ exact }) => exact)).toEqual([WORDS]);
    await control('button "Saved"');
    await eventually(() =>
      expect(readPage(document).live).toContain('Saved to your library, and highlighted Undo'),
    );
  });

  it('become a highlight with the version of the shown text, even if the card has a newer version', async () => {
    const document = RESERVOIR.document;
    const version = async (): Promise<string> => cardVersion((await cardById('reservoir')) as Card);
    answerInstead(document, () => Response.json(documentOf(RESERVOIR)));
    await openPage(RESERVOIR_PAGE);
    await select(WORDS);
    closePage();
    const before = await version();
    await receiveIndex({ changed: { reservoir: { updated: '2026-07-02' } } });
    expect(await version()).not.toBe(before);
    answerInstead(document, () => new Response('', { status: 503 }));
    await openPage(RESERVOIR_PAGE);
    await select(WORDS);
    await press('button "Highlight"');
    await eventually(() => expect(drawn()).toEqual([WORDS]));
    expect((await db.saved.get('reservoir'))?.highlights).toMatchObject([{ exact: WORDS, version: before }]);
  });

  it('can get a comment, which the page shows below the paragraph', async () => {
    await openPage(FERRY);
    await select(WORDS);
    await press('button "Comment"');
    await write('textbox "Comment"', 'Who was there?');
    await press('button "Close"');
    await eventually(() => {
      const paragraph = [...document.querySelectorAll('.sections p')].find((p) => p.textContent === WORDS);
      expect(paragraph?.nextElementSibling?.textContent).toBe('Who was there?');
    });
    expect((await highlights()).map(({ comment }) => comment)).toEqual(['Who was there?']);
  });

  it('open a bar, which Tab focuses and Escape closes', async () => {
    await openPage(FERRY);
    await select(WORDS);
    const first = await control('button "Highlight"');
    pressKey('Tab');
    expect(document.activeElement).toBe(first);
    pressKey('Escape');
    await eventually(() => expect(readPage(document).offered).not.toContain('button "Highlight"'));
    expect(await highlights()).toEqual([]);
  });

  it('do not open the bar if they are outside the text of the analysis', async () => {
    await save('ferry');
    await openPage(FERRY);
    await control('textbox "Note"');
    getSelection()?.selectAllChildren(document.querySelector('.details') as Node);
    await eventually(() => expect(getSelection()?.isCollapsed).toBe(false));
    await new Promise((done) => setTimeout(done, 200));
    await select(WORDS);
    await control('button "Highlight"');
  });
});

describe('highlights', () => {
  beforeEach(async () => {
    await freshDevice();
    await receiveIndex();
    await save('ferry');
  });
  afterEach(closePage);

  it('disappear from list and text when the reader removes them, and return with Undo', async () => {
    await addHighlight('ferry', mark('a', WORDS));
    await openPage(FERRY);
    await press(`button "${WORDS}"`);
    await press('button "Remove highlight"');
    await eventually(() => expect(drawn()).toEqual([]));
    expect(await highlights()).toEqual([]);
    await eventually(() => expect(readPage(document).live.join()).toContain('Highlight removed'));
    await press('button "Undo"');
    await eventually(() => expect(drawn()).toEqual([WORDS]));
    await eventually(() => expect(readPage(document).live).toContain('Highlight restored'));
  });

  it('have a button in the list that leads to the passage, and Escape leads back to the list', async () => {
    await addHighlight('ferry', mark('a', WORDS));
    await openPage(FERRY);
    const item = await control(`button "${WORDS}"`);
    item.click();
    await control('button "Back to the list"');
    expect(document.activeElement?.localName).toBe('p');
    expect(document.activeElement?.textContent).toBe(WORDS);
    pressKey('Escape');
    await eventually(() => expect(document.activeElement).toBe(item));
    expect(readPage(document).offered).not.toContain('button "Back to the list"');
  });

  it('are marked in the list if the publication has removed their words', async () => {
    await addHighlight('ferry', mark('a', WORDS));
    await addHighlight(
      'ferry',
      mark('b', 'The talks will never resume, says a minister.', { comment: 'Sure?' }),
    );
    await openPage(FERRY);
    await eventually(() =>
      expect(readPage(document).said).toContain(
        'The talks will never resume, says a minister. Sure? ' +
          'These words are no longer in the text. Kept as you marked them on 3 July 2026.',
      ),
    );
    expect(drawn()).toEqual([WORDS]);
    expect(readPage(document).headings).toContain('Highlights · 2');
  });
});

const EARLIER = 'button "Bring back the earlier text"';

/** Writes into a field and leaves it, so that the text is stored. */
async function store(name: string, text: string): Promise<void> {
  await write(name, text);
  (await control(name)).dispatchEvent(new FocusEvent('blur'));
  await settled();
}

const offers = (name: string): boolean => readPage(document).offered.includes(name);
const fieldValue = async (name: string): Promise<string> =>
  ((await control(name)) as HTMLTextAreaElement).value;

describe('the earlier text of a note or a comment', () => {
  const NOTE = 'textbox "Note"';
  beforeEach(async () => {
    await freshDevice();
    await receiveIndex();
    await save('ferry');
    await storeInDatabase('ferry', 'Who signed?', '');
    await openPage(FERRY);
    await eventually(async () => expect(await fieldValue(NOTE)).toBe('Who signed?'));
  });
  afterEach(closePage);

  it('can come back after a part of it was replaced, and so can the later text', async () => {
    await store(NOTE, 'Who sings?');
    await press(EARLIER);
    await eventually(async () => expect(await fieldValue(NOTE)).toBe('Who signed?'));
    expect((await saved())?.note).toBe('Who signed?');
    expect(readPage(document).live).toContain('The earlier text is back.');
    await press(EARLIER);
    await eventually(async () => expect(await fieldValue(NOTE)).toBe('Who sings?'));
    expect((await saved())?.note).toBe('Who sings?');
  });

  it('is not offered while the reader only adds to it, or once the note contains it again', async () => {
    await store(NOTE, 'Who signed? Ask again.');
    expect(offers(EARLIER)).toBe(false);
    await store(NOTE, 'Who sings? Ask again.');
    expect(offers(EARLIER)).toBe(true);
    await store(NOTE, 'Who signed? Ask again.');
    expect(offers(EARLIER)).toBe(false);
  });

  it('replaces what the reader has written since, which can come back, too', async () => {
    await store(NOTE, '');
    await store(NOTE, 'Ask again.');
    const button = await control(EARLIER);
    button.focus();
    button.click();
    await eventually(async () => expect(await fieldValue(NOTE)).toBe('Who signed?'));
    await press(EARLIER);
    await eventually(async () => expect(await fieldValue(NOTE)).toBe('Ask again.'));
  });

  it('moves the focus to its field when it comes back and the button disappears', async () => {
    await store(NOTE, '');
    const button = await control(EARLIER);
    button.focus();
    button.click();
    await eventually(async () => expect(await fieldValue(NOTE)).toBe('Who signed?'));
    expect(offers(EARLIER)).toBe(false);
    expect(document.activeElement).toBe(await control(NOTE));
  });

  it('does not come back if another page has changed the note since, and the page says so', async () => {
    await store(NOTE, 'Who sings?');
    await storeInDatabase('ferry', 'Elsewhere.', 'Who sings?');
    await eventually(async () => expect(await fieldValue(NOTE)).toBe('Elsewhere.'));
    await press(EARLIER);
    await eventually(() =>
      expect(readPage(document).live.join()).toContain('Not undone, because it was changed'),
    );
    expect((await saved())?.note).toBe('Elsewhere.');
  });

  it('can come back in the comment on a highlight', async () => {
    await addHighlight('ferry', mark('a', WORDS, { comment: 'Who was there?' }));
    await press(`button "${WORDS}"`);
    await press('button "Comment"');
    await store('textbox "Comment"', '');
    await press(EARLIER);
    await eventually(async () => expect(await fieldValue('textbox "Comment"')).toBe('Who was there?'));
    expect((await highlights()).map(({ comment }) => comment)).toEqual(['Who was there?']);
  });
});

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
      expect((await saved())?.note).toBe(`From the ${earlier.toLowerCase()}.`);
      expect((await field(later)).value).toBe(`From the ${later.toLowerCase()}.`);
      await leave(later);
      const both = `From the ${earlier.toLowerCase()}.\n\nFrom the ${later.toLowerCase()}.`;
      await eventually(async () => expect((await field(later)).value).toBe(both));
      expect((await saved())?.note).toBe(both);
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
    expect((await saved())?.note).toBe('A draft.');
  });
});
