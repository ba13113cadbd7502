// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../lib/db/database.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import { addHighlight } from '../../lib/library/highlights.ts';
import { storeNote } from '../../lib/library/notes.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, eventually, openPage, press, settled, write } from './open-page.ts';
import { receiveIndex } from './publication.ts';
import { FERRY, PORTS } from './sample-cards.ts';
import { mark } from './sample-highlights.ts';
import { readPage } from './shown.ts';

/** Tests the view of all highlights and notes. */

const VIEW = '/library.html#view=highlights';
const WORDS = 'The talks resumed on Monday.';
const LOST = 'The ports will close for good, says a minister.';
const NOTE = 'Ask the harbour office.';

interface Listed {
  readonly count: string | null;
  readonly items: readonly (string | null)[];
}

const listed = (): Listed => {
  const list = document.querySelector('.highlights-view [data-count]');
  return {
    count: list?.getAttribute('data-count') ?? null,
    items: [...document.querySelectorAll('.highlights-view li')].map((item) => item.textContent),
  };
};

const marked = (): (string | null)[] =>
  [...document.querySelectorAll('.highlights-view mark')].map(({ textContent }) => textContent);

const focused = (): string | null | undefined => document.activeElement?.textContent;

/** Presses a key on the focused element. */
function key(name: string, more: KeyboardEventInit = {}): void {
  const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more });
  (document.activeElement ?? document.body).dispatchEvent(event);
}

beforeEach(async () => {
  await freshDevice();
  await receiveIndex();
  await save('ferry');
  await save('ports');
  await addHighlight('ferry', mark('a', WORDS, { comment: 'Who was there?' }));
  await addHighlight('ports', mark('b', LOST, { createdAt: Date.UTC(2026, 5, 20), comment: 'Sure?' }));
  await storeNote('ports', NOTE, '', Date.UTC(2026, 6, 2));
});
afterEach(closePage);

describe('the view of all highlights and notes', () => {
  it('lists the newest first, and says which words are no longer in the text', async () => {
    await openPage(VIEW);
    await eventually(() =>
      expect(listed()).toEqual({
        count: '3',
        items: [
          `${WORDS}Who was there?${FERRY.headline} · ${FERRY.outlet} · marked 3 Jul 2026`,
          `${NOTE}${PORTS.headline} · ${PORTS.outlet}`,
          `${LOST}Sure?No longer in the text · marked 20 Jun 2026${PORTS.headline} · ${PORTS.outlet}`,
        ],
      }),
    );
    expect(readPage(document).said).toContain('3 in 2 analyses');
    expect(readPage(document).offered).toContain('link "Highlights 2" current');
  });

  it('sorts a note by its own day, not by the day on which its analysis was saved', async () => {
    const order = (): (string | null)[] =>
      [...document.querySelectorAll('.highlights-view li')].map(
        ({ textContent }) => textContent?.slice(0, 9) ?? null,
      );
    for (const [notedAt, expected] of [
      [Date.UTC(2026, 6, 4), [NOTE, WORDS, LOST]],
      [Date.UTC(2026, 5, 19), [WORDS, LOST, NOTE]],
      [undefined, [WORDS, NOTE, LOST]],
    ] as const) {
      await db.saved.update('ports', { notedAt });
      await openPage(VIEW);
      await eventually(() => expect(order()).toEqual(expected.map((words) => words.slice(0, 9))));
      closePage();
    }
  });

  it.each<[q: string, count: number, words: string[]]>([
    ['who was', 1, ['Who', 'was']],
    ['MONDAY', 1, ['Monday']],
    ['mond', 1, ['Monday']],
    ['onday', 0, []],
    ['harbour', 2, ['harbour', 'Harbour', 'Harbour']],
    ['minister close', 1, ['close', 'minister']],
    ['"close for good"', 1, ['close for good']],
    ['"good close"', 0, []],
    ['minister -close', 0, []],
    ['nowhere', 0, []],
    ['lens:global-power-plays', 1, []],
    ['label:sea', 2, []],
    ['before:2026-07-02', 2, []],
    ['after:2026-07-02 talks', 1, ['talks', 'talks']],
    ['has:note', 2, []],
  ])('finds, with the query %j, %i items, and marks %j', async (q, count, words) => {
    await db.saved.update('ports', { labels: ['Sea'] });
    await openPage(`${VIEW}&q=${encodeURIComponent(q)}`);
    await eventually(() => expect(listed().count).toBe(String(count)));
    expect(marked()).toEqual(words);
  });

  it.each<[what: string, own: string, q: string]>([
    ['accents', 'As eleições de março', 'eleicoes'],
    ['the Arabic article', 'عادت والحكومة صامتة', 'حكومة'],
    ['Arabic vowel signs', 'حُكُومة جديدة', 'حكومة'],
    ['Han without spaces', '谈判恢复了', '恢复'],
    ['full width', 'Ｃｉｖｉｃ lens', 'civic'],
  ])('finds words in spite of %s', async (_, own, q) => {
    await storeNote('ports', own, NOTE);
    await openPage(`${VIEW}&q=${encodeURIComponent(q)}`);
    await eventually(() => expect(listed().count).toBe('1'));
    expect(marked()).toHaveLength(1);
  });

  it('shows the part of a long note that has the words of the query', async () => {
    await storeNote('ports', `${'Nothing to see here. '.repeat(40)}The dredger waits.`, NOTE);
    await openPage(`${VIEW}&q=dredger`);
    await eventually(() => expect(marked()).toEqual(['dredger']));
    expect(listed().items[0]).toMatch(/^… .*The dredger waits\./);
  });

  it('obeys the filters in its address', async () => {
    await openPage(`${VIEW}&lens=rulebook`);
    await eventually(() => expect(listed().count).toBe('2'));
  });

  it.each([
    ['words', `${VIEW}&q=nowhere`, 'Nothing found for “nowhere”', 'Clear the search'],
    ['filters', `${VIEW}&lens=nowhere`, 'No analysis matches', 'Clear filters'],
  ])('says if nothing matches the %s, with a link to the whole list', async (_, address, said, link) => {
    await openPage(address);
    await eventually(() => expect(readPage(document).said).toContain(`${said} ${link}`));
    await press(`link "${link}"`);
    await eventually(() => expect(listed().count).toBe('3'));
  });

  it('leads to a passage, from which Escape leads back to the list', async () => {
    await openPage(VIEW);
    const item = await control(`button "${WORDS}"`);
    item.click();
    await control('button "Back to the list"');
    expect(location.hash).toBe('#view=highlights&analysis=ferry');
    expect(focused()).toBe(WORDS);
    key('Escape');
    await eventually(() => expect(document.activeElement).toBe(item));
  });

  it('does not take the focus back if a press elsewhere closes the button "Back to the list"', async () => {
    await openPage(VIEW);
    const item = await control(`button "${WORDS}"`);
    item.click();
    await control('button "Back to the list"');
    const other = await control(`button "${NOTE}"`);
    other.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true }));
    await eventually(() => expect(readPage(document).offered).not.toContain('button "Back to the list"'));
    await settled();
    expect(document.activeElement).not.toBe(item);
  });

  it('says how to make a highlight if there are none', async () => {
    await freshDevice();
    await receiveIndex();
    await openPage(VIEW);
    await eventually(() =>
      expect(readPage(document).said).toContain(
        'Nothing highlighted yet Select words of an analysis and press Highlight, or choose them with the keyboard',
      ),
    );
  });
});

describe('the keyboard in the view of all highlights and notes', () => {
  const isFocused = (words: string): Promise<void> => eventually(() => expect(focused()).toBe(words));

  it('reaches the list with one stop of the Tab key, and moves in it with arrow keys, j and k', async () => {
    await openPage(VIEW);
    const first = await control(`button "${WORDS}"`);
    const stops = [...document.querySelectorAll<HTMLElement>('.highlights-view li button')].filter(
      ({ tabIndex }) => tabIndex === 0,
    );
    expect(stops).toEqual([first]);
    first.focus();
    key('ArrowDown');
    await isFocused(NOTE);
    key('ArrowDown');
    await isFocused(LOST);
    key('Home');
    await isFocused(WORDS);
    key('j');
    await isFocused(NOTE);
    key('k');
    await isFocused(WORDS);
  });

  it('opens a passage with o, and then moves to the next passage or note with j', async () => {
    await addHighlight('ferry', mark('c', 'On board', { createdAt: Date.UTC(2026, 6, 1) }));
    await openPage(VIEW);
    await control(`button "${WORDS}"`);
    key('j');
    await isFocused(WORDS);
    key('o');
    await control('button "Back to the list"');
    expect(focused()).toBe(WORDS);
    const { length } = history;
    key('j');
    await eventually(() => expect(location.hash).toBe('#view=highlights&analysis=ports'));
    expect(history.length).toBe(length);
  });

  it('removes the analysis of the active row with s, and not one of another list', async () => {
    await openPage('/library.html#view=all');
    (await control(`button "${FERRY.headline}"`)).focus();
    key('ArrowDown');
    key('ArrowUp');
    await settled();
    await press('link "Highlights 2"');
    await control(`button "${NOTE}"`);
    for (const words of [WORDS, NOTE, LOST]) {
      key('j');
      await isFocused(words);
    }
    key('s');
    await eventually(async () => expect(await db.saved.toCollection().primaryKeys()).toEqual(['ferry']));
  });
});

describe('5,000 highlights', () => {
  const NUMBER = 5000;

  beforeEach(async () => {
    const ferry = (await db.saved.get('ferry')) as SavedAnalysis;
    const highlights = Array.from({ length: NUMBER }, (_, n) =>
      mark(`h${n}`, `Passage ${n} of the strait`, { createdAt: Date.UTC(2026, 6, 3) - n }),
    );
    await db.saved.put({ ...ferry, highlights });
  });

  it('need few rows in the document', async () => {
    await openPage(VIEW);
    await eventually(() => expect(listed().count).toBe(String(NUMBER + 2)));
    expect(document.querySelectorAll('.highlights-view li').length).toBeLessThan(60);
  });

  it('are filtered by words', async () => {
    await openPage(`${VIEW}&q=${encodeURIComponent('passage 4321')}`);
    await eventually(() => expect(listed().items).toHaveLength(1));
    expect(marked()).toEqual(['Passage', '4321']);
  });
});

describe('a highlight whose words are no longer in the text', () => {
  const texts = (): string[] => vi.mocked(db.savedTexts.get).mock.calls.map(([id]) => String(id));

  it('is looked for once, and again only if its text or the highlights of its analysis change', async () => {
    vi.spyOn(db.savedTexts, 'get');
    await openPage(VIEW);
    await eventually(() => expect(listed().items.join()).toContain('No longer in the text'));
    expect(texts().sort()).toEqual(['ferry', 'ports']);
    vi.mocked(db.savedTexts.get).mockClear();
    await storeNote('ports', `${NOTE} Soon.`, NOTE);
    await eventually(() => expect(listed().items.join()).toContain('Soon.'));
    await settled();
    expect(texts()).toEqual([]);
    await addHighlight('ports', mark('d', 'It has closed already, says nobody at all.'));
    await eventually(() =>
      expect(
        listed()
          .items.join()
          .match(/No longer in the text/g),
      ).toHaveLength(2),
    );
    expect(texts()).toEqual(['ports']);
  });

  it('leads to its entry below the text, where the reader changes its comment', async () => {
    await openPage(VIEW);
    await eventually(() => expect(listed().items.join()).toContain('No longer in the text'));
    await press(`button "${LOST}"`);
    await eventually(() => expect(document.activeElement?.getAttribute('data-lost')).toBe('b'));
    await press('button "Comment"');
    await eventually(() => expect(document.activeElement?.localName).toBe('textarea'));
    await write('textbox "Comment"', 'They said so twice.');
    (document.activeElement as HTMLElement).blur();
    await eventually(async () =>
      expect((await db.saved.get('ports'))?.highlights?.[0]?.comment).toBe('They said so twice.'),
    );
    await eventually(() => expect(listed().items.join()).toContain('They said so twice.'));
  });

  it('can be removed below the text, and comes back with Undo', async () => {
    await openPage(`${VIEW}&analysis=ports`);
    await press('button "Remove highlight"');
    await eventually(async () => expect((await db.saved.get('ports'))?.highlights).toBeUndefined());
    await eventually(() => expect(listed().count).toBe('2'));
    await press('button "Undo"');
    await eventually(() => expect(listed().count).toBe('3'));
    expect((await db.saved.get('ports'))?.highlights).toMatchObject([{ id: 'b', comment: 'Sure?' }]);
  });
});
