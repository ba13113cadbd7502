// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addHighlight } from '../../lib/library/highlights.ts';
import { storeNote as storeInDatabase } from '../../lib/library/notes.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, eventually, openPage, press, settled, write } from './open-page.ts';
import { receiveIndex } from './publication.ts';
import { mark } from './sample-highlights.ts';
import { FERRY_PAGE, ferryHighlights, savedFerry, WORDS } from './saved-ferry.ts';
import { readPage } from './shown.ts';

/** Tests the button below a note or comment that brings back the text from before a deletion. */

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
    await openPage(FERRY_PAGE);
    await eventually(async () => expect(await fieldValue(NOTE)).toBe('Who signed?'));
  });
  afterEach(closePage);

  it('can come back after a part of it was replaced, and so can the later text', async () => {
    await store(NOTE, 'Who sings?');
    await press(EARLIER);
    await eventually(async () => expect(await fieldValue(NOTE)).toBe('Who signed?'));
    expect((await savedFerry())?.note).toBe('Who signed?');
    expect(readPage(document).live).toContain('The earlier text is back.');
    await press(EARLIER);
    await eventually(async () => expect(await fieldValue(NOTE)).toBe('Who sings?'));
    expect((await savedFerry())?.note).toBe('Who sings?');
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
    expect((await savedFerry())?.note).toBe('Elsewhere.');
  });

  it('can come back in the comment on a highlight', async () => {
    await addHighlight('ferry', mark('a', WORDS, { comment: 'Who was there?' }));
    await press(`button "${WORDS}"`);
    await press('button "Comment"');
    await store('textbox "Comment"', '');
    await press(EARLIER);
    await eventually(async () => expect(await fieldValue('textbox "Comment"')).toBe('Who was there?'));
    expect((await ferryHighlights()).map(({ comment }) => comment)).toEqual(['Who was there?']);
  });
});
