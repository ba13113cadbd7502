import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { picture } from '../harness/pictures.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { pageSurface, tabTo, until, untilSaid } from '../harness/surface.ts';
import { FERRY, openFerry } from './open-ferry.ts';

/** Tests how a reader highlights without a mouse. The tests press real keys only. */

const FIRST = 'Tolvane and Issmark are close to agreeing on forty trial crossings.';
const SECOND = 'An annex decides who may hold a ship at the quay, and for how long.';
const COMMENT = 'Who writes it?';

describe.each(BROWSERS)('highlighting with the keyboard in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());

  const untilChosen = (page: Page, words: string): Promise<unknown> =>
    until(`"${words}" is chosen`, async () => {
      const now = await page.evaluate(() => getSelection()?.toString());
      if (now !== words) throw new Error(`"${now}" is chosen`);
      return true;
    });

  const untilFocused = (page: Page, words: string): Promise<unknown> =>
    until(`the focus is on "${words}"`, async () => {
      const now = await page.evaluate(() => document.activeElement?.textContent?.trim());
      if (!now?.startsWith(words)) throw new Error(`it is on "${now?.slice(0, 80)}"`);
      return true;
    });

  async function pressWithShift(page: Page, key: 'ArrowDown' | 'ArrowLeft'): Promise<void> {
    await page.keyboard.down('Shift');
    await page.keyboard.press(key);
    await page.keyboard.up('Shift');
  }

  const marked = async (): Promise<string[]> =>
    ((await reader.saved(FERRY))?.highlights ?? []).map(({ exact }) => exact);

  it('stores the chosen sentences, and Undo removes the highlight', async () => {
    const page = await openFerry(reader);
    await page.keyboard.press('h');
    await untilChosen(page, FIRST);
    await untilSaid(pageSurface(page), '↑ ↓ sentence');
    await pressWithShift(page, 'ArrowDown');
    await untilChosen(page, `${FIRST} ${SECOND}`);
    await picture(pageSurface(page), name, 'passage-cursor');
    await reader.setColours(page, 'dark');
    await picture(pageSurface(page), name, 'passage-cursor-dark');
    await reader.setColours(page, 'forced');
    await picture(pageSurface(page), name, 'passage-cursor-forced');
    await reader.setColours(page, 'light');
    await page.keyboard.press('Enter');
    await untilFocused(page, 'Highlight');
    await page.keyboard.press('Enter');
    await until('the highlight is stored', async () => (await marked()).length === 1);
    expect(await marked()).toEqual([`${FIRST} ${SECOND}`]);
    // The cursor has the focus again, and the next stop of the Tab key is Undo.
    await untilFocused(page, '↑ ↓ sentence');
    await untilSaid(pageSurface(page), 'and highlighted');
    await page.keyboard.press('Tab');
    await untilFocused(page, 'Undo');
    await page.keyboard.press('Enter');
    await until('the highlight is removed', async () => (await marked()).length === 0);
    await untilFocused(page, FIRST);
    await page.close();
  });

  it('stores a comment on a part of a sentence, and continues where the reader was', async () => {
    const page = await openFerry(reader);
    await page.keyboard.press('h');
    await untilChosen(page, FIRST);
    await page.keyboard.press('ArrowRight');
    await untilChosen(page, 'Tolvane');
    await page.keyboard.press('ArrowDown');
    await untilChosen(page, SECOND);
    await pressWithShift(page, 'ArrowLeft');
    await untilChosen(page, SECOND.slice(0, -1));
    await page.keyboard.press('Enter');
    await untilFocused(page, 'Highlight');
    await page.keyboard.press('Tab');
    await untilFocused(page, 'Comment');
    await page.keyboard.press('Enter');
    await until('the field has the focus', () =>
      page.evaluate(() => document.activeElement?.localName === 'textarea'),
    );
    await page.keyboard.type(COMMENT);
    await page.keyboard.press('Escape');
    await until('the comment is stored', async () => {
      const [highlight] = (await reader.saved(FERRY))?.highlights ?? [];
      return highlight?.comment === COMMENT;
    });
    expect(await marked()).toEqual([SECOND.slice(0, -1)]);
    await untilChosen(page, SECOND.slice(0, -1));
    await page.keyboard.press('Escape');
    await until('nothing is chosen', () => page.evaluate(() => getSelection()?.toString() === ''));
    await page.close();
  });

  it('keeps the chosen sentence in sight, also when the reader begins with the button', async () => {
    const page = await openFerry(reader);
    await tabTo(page, 'Highlight with the keyboard');
    await page.keyboard.press('Enter');
    await untilChosen(page, FIRST);
    const chosen = new Set<string>();
    for (let step = 0; step < 20; step++) {
      await page.keyboard.press('ArrowDown');
      const words = await until('another sentence is chosen', async () => {
        const now = await page.evaluate(() => getSelection()?.toString() ?? '');
        return chosen.has(now) ? undefined : now;
      });
      chosen.add(words);
      await until(`"${words}" is in sight`, () =>
        page.evaluate(() => {
          const range = getSelection()?.getRangeAt(0);
          const block = range?.startContainer.parentElement;
          const lines = [...(range?.getClientRects() ?? [])];
          // Check that neither a sticky row nor the hint with the list of keys covers the words.
          return (
            lines.length > 0 &&
            lines.every(({ left, right, top, bottom }) => {
              const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
              return seen !== null && (block?.contains(seen) || seen.contains(block ?? null));
            })
          );
        }),
      );
    }
    await page.keyboard.press('Escape');
    await until('the button has the focus again', () =>
      page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') === 'Highlight with the keyboard',
      ),
    );
    await page.close();
  });
});
