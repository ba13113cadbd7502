// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { cardById } from '../../lib/db/index-queries.ts';
import type { Card } from '../../lib/index/card.ts';
import { cardVersion } from '../../lib/index/version.ts';
import { addHighlight } from '../../lib/library/highlights.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, eventually, openPage, press, write } from './open-page.ts';
import { answerInstead, receiveIndex } from './publication.ts';
import { documentOf, RESERVOIR } from './sample-cards.ts';
import { mark } from './sample-highlights.ts';
import { FERRY_PAGE, ferryHighlights, WORDS } from './saved-ferry.ts';
import { readPage } from './shown.ts';

/** Tests how the reader highlights words of a text, and what the page does with highlights. */

const RESERVOIR_PAGE = '/library.html#analysis=reservoir';

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
    await openPage(FERRY_PAGE);
    await select(WORDS);
    await press('button "Highlight"');
    await eventually(() => expect(drawn()).toEqual([WORDS]));
    expect(await ferryHighlights()).toMatchObject([
      { section: 0, start: 0, endSection: 0, end: WORDS.length, exact: WORDS, comment: '' },
    ]);
    await eventually(() => expect(readPage(document).live).toContain('Highlighted Undo'));
    expect(readPage(document).headings).toContain('Highlights · 1');
  });

  it('in an unsaved analysis become a highlight, and the same press saves the analysis', async () => {
    await openPage(FERRY_PAGE);
    await select(WORDS);
    await press('button "Highlight"');
    await eventually(() => expect(drawn()).toEqual([WORDS]));
    expect((await ferryHighlights()).map(({ exact }) => exact)).toEqual([WORDS]);
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
    await openPage(FERRY_PAGE);
    await select(WORDS);
    await press('button "Comment"');
    await write('textbox "Comment"', 'Who was there?');
    await press('button "Close"');
    await eventually(() => {
      const paragraph = [...document.querySelectorAll('.sections p')].find((p) => p.textContent === WORDS);
      expect(paragraph?.nextElementSibling?.textContent).toBe('Who was there?');
    });
    expect((await ferryHighlights()).map(({ comment }) => comment)).toEqual(['Who was there?']);
  });

  it('open a bar, which Tab focuses and Escape closes', async () => {
    await openPage(FERRY_PAGE);
    await select(WORDS);
    const first = await control('button "Highlight"');
    pressKey('Tab');
    expect(document.activeElement).toBe(first);
    pressKey('Escape');
    await eventually(() => expect(readPage(document).offered).not.toContain('button "Highlight"'));
    expect(await ferryHighlights()).toEqual([]);
  });

  it('do not open the bar if they are outside the text of the analysis', async () => {
    await save('ferry');
    await openPage(FERRY_PAGE);
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
    await openPage(FERRY_PAGE);
    await press(`button "${WORDS}"`);
    await press('button "Remove highlight"');
    await eventually(() => expect(drawn()).toEqual([]));
    expect(await ferryHighlights()).toEqual([]);
    await eventually(() => expect(readPage(document).live.join()).toContain('Highlight removed'));
    await press('button "Undo"');
    await eventually(() => expect(drawn()).toEqual([WORDS]));
    await eventually(() => expect(readPage(document).live).toContain('Highlight restored'));
  });

  it('have a button in the list that leads to the passage, and Escape leads back to the list', async () => {
    await addHighlight('ferry', mark('a', WORDS));
    await openPage(FERRY_PAGE);
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
    await openPage(FERRY_PAGE);
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
