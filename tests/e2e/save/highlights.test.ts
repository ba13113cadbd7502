import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { picture } from '../harness/pictures.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { pageSurface, press, textOf, until, untilSaid } from '../harness/surface.ts';
import { FERRY, openFerry } from './open-ferry.ts';

/** Tests highlights and notes with real selections, real drawing and a real keyboard. */

const WORDS = 'An annex lets any one of the six hold a ship for up to nine hours.';
const COMMENT = 'Who chose the Isles? Ask again on July 14.';

describe.each(BROWSERS)('highlights and notes in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());

  /** Selects words of the text, as a reader with a keyboard or a mouse does. */
  const select = (page: Page, from: string, to = from): Promise<void> =>
    page.evaluate(
      (first, last) => {
        const found = (words: string): readonly [node: Text, at: number] => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode as Text;
            const at = node.data.indexOf(words);
            if (at >= 0 && node.parentElement?.closest('.sections, .standfirst')) return [node, at];
          }
          throw new Error(`The page lacks "${words}".`);
        };
        const [start, at] = found(first);
        const [end, endAt] = found(last);
        start.parentElement?.scrollIntoView({ block: 'center' });
        getSelection()?.setBaseAndExtent(start, at, end, endAt + last.length);
      },
      from,
      to,
    );

  /** Returns the highlighted passages, as the browser draws them. */
  const drawn = (page: Page): Promise<string[]> =>
    page.evaluate(() => [...(CSS.highlights.get('own-marks') ?? [])].map(String));

  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

  const untilFocused = (page: Page, words: string): Promise<unknown> =>
    until(`the focus is on "${words}"`, async () => {
      const now = await focused(page);
      if (!now.includes(words)) throw new Error(`it is on "${now.slice(0, 80)}"`);
      return true;
    });

  /** Reloads the page. In Firefox, Puppeteer reports no load event of extension pages. */
  async function reload(page: Page): Promise<void> {
    await page.evaluate(() => {
      document.body.dataset.old = '';
      setTimeout(() => location.reload());
    });
    await until('the page has loaded again', () =>
      page.evaluate(
        () => document.body.dataset.old === undefined && document.querySelector('.sections') !== null,
      ),
    );
  }

  it('are made, commented, found again after a reload, removed and restored by keyboard alone', async () => {
    const page = await openFerry(reader);
    const surface = pageSurface(page);
    await select(page, WORDS);
    await untilSaid(pageSurface(page), 'Press Tab to highlight these words.');
    await picture(surface, name, 'highlight-bar');
    // The analysis is not saved. The key press on "Comment" also saves it.
    await page.keyboard.press('Tab');
    await untilFocused(page, 'Highlight');
    await page.keyboard.press('Tab');
    await untilFocused(page, 'Comment');
    await page.keyboard.press('Enter');
    await until('the field has the focus', () =>
      page.evaluate(() => document.activeElement?.localName === 'textarea'),
    );
    await page.keyboard.type(COMMENT);
    await picture(surface, name, 'highlight-comment');
    await page.keyboard.press('Escape');
    await until('the comment is stored', async () => {
      const saved = await reader.saved(FERRY);
      return saved?.highlights?.[0]?.comment === COMMENT;
    });

    await reload(page);
    await untilSaid(pageSurface(page), 'Highlights · 1');
    await until('the highlight is drawn', async () => (await drawn(page)).length === 1);
    expect(await drawn(page)).toEqual([WORDS]);
    expect(await textOf(surface)).toContain(COMMENT);

    // Go from the list to the passage, and back.
    await page.focus('[data-highlight]');
    await page.keyboard.press('Enter');
    await untilFocused(page, WORDS);
    await picture(surface, name, 'highlight-box');
    await page.keyboard.press('Escape');
    await until('the focus is on the list again', () =>
      page.evaluate(() => document.activeElement?.hasAttribute('data-highlight') === true),
    );

    await page.keyboard.press('Enter');
    await untilFocused(page, WORDS);
    await untilSaid(pageSurface(page), 'Remove highlight');
    await page.keyboard.press('Tab');
    await untilFocused(page, 'Comment');
    await page.keyboard.press('Tab');
    await untilFocused(page, 'Remove highlight');
    await page.keyboard.press('Enter');
    await until('nothing is highlighted', async () => (await reader.saved(FERRY))?.highlights === undefined);
    await until('nothing is drawn', async () => (await drawn(page)).length === 0);
    await untilSaid(pageSurface(page), 'Highlight removed');
    await press(surface, 'button', 'Undo');
    await until('the highlight is drawn again', async () => (await drawn(page)).includes(WORDS));
    await page.close();
  });

  it('can extend from the summary into the text, and open when the reader clicks their words', async () => {
    const page = await openFerry(reader);
    const surface = pageSurface(page);
    await select(page, 'Whoever writes that annex', 'A second session');
    await press(surface, 'button', 'Highlight');
    await until('the highlight is stored', async () => (await reader.saved(FERRY))?.highlights?.length === 2);
    expect((await reader.saved(FERRY))?.highlights?.[1]).toMatchObject({ section: -1, endSection: 0 });
    await until('it is drawn', async () => (await drawn(page)).some((words) => words.startsWith('Whoever')));
    await picture(surface, name, 'highlights');
    const point = await page.evaluate(() => {
      const range = [...(CSS.highlights.get('own-marks') ?? [])].at(-1) as Range;
      range.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { left, top } = range.getClientRects()[0] ?? new DOMRect();
      return { x: left + 20, y: top + 8 };
    });
    await page.mouse.click(point.x, point.y);
    await until('the box is open', () =>
      page.evaluate(() => document.querySelector('[role=dialog]')?.textContent?.includes('Remove highlight')),
    );
    await reader.setColours(page, 'dark');
    await picture(surface, name, 'highlights-dark');
    await reader.setColours(page, 'forced');
    await picture(surface, name, 'highlights-forced');
    await reader.setColours(page, 'light');
    await page.close();
  });

  /**
   * Returns the style of the line in the margin beside the first highlighted block of text, whether the line is
   * visible, and its distance from the left edge of the window (px).
   */
  const marginSign = (page: Page): Promise<{ line: string; isVisible: boolean; left: number }> =>
    page.evaluate(() => {
      const block = document.querySelector('[data-marked]') as HTMLElement;
      const style = getComputedStyle(block, '::before');
      const ground = getComputedStyle(document.body).backgroundColor;
      return {
        line: `${style.content} ${style.position} ${style.borderInlineStartStyle}`,
        isVisible: parseFloat(style.borderInlineStartWidth) >= 3 && style.borderInlineStartColor !== ground,
        left: block.getBoundingClientRect().left + parseFloat(style.left),
      };
    });

  it('have a line in the margin in forced colours, and if the reader prefers more contrast', async () => {
    const page = await openFerry(reader);
    await until('the highlights are drawn', async () => (await drawn(page)).length > 0);
    expect((await marginSign(page)).line).toMatch(/^none/);
    for (const colours of ['forced', 'contrast'] as const) {
      await reader.setColours(page, colours);
      const { line, isVisible, left } = await marginSign(page);
      expect([colours, line, isVisible]).toEqual([colours, '"" absolute solid', true]);
      expect(left).toBeGreaterThan(0);
    }
    await reader.setColours(page, 'light');
    await page.close();
  });

  // Firefox cannot emulate a printed page.
  it.runIf(name === 'chromium')('have a line in the margin on paper, and no controls', async () => {
    const page = await openFerry(reader);
    await until('the highlights are drawn', async () => (await drawn(page)).length > 0);
    await page.emulateMediaType('print');
    const printed = await page.evaluate(() => {
      const block = document.querySelector('[data-marked]') as HTMLElement;
      const { borderInlineStart, paddingInlineStart } = getComputedStyle(block);
      const isShown = (selector: string): boolean[] =>
        [...document.querySelectorAll<HTMLElement>(selector)].map((one) => one.getClientRects().length > 0);
      return {
        line: borderInlineStart,
        space: parseFloat(paddingInlineStart) > 0,
        comments: isShown('.mark-comment'),
        controls: isShown('.own-highlights, .words-bar, .draft-field').includes(true),
      };
    });
    expect(printed).toEqual({
      line: '3px solid rgb(0, 0, 0)',
      space: true,
      comments: [true],
      controls: false,
    });
    await page.emulateMediaType();
    await page.close();
  });

  it('of all analyses are listed, and lead to their passages', async () => {
    const page = await reader.open('/library.html#view=highlights');
    const surface = pageSurface(page);
    await untilSaid(pageSurface(page), 'marked');
    expect(
      await page.evaluate(() => document.querySelector('.highlights-view ul')?.getAttribute('data-count')),
    ).toBe('2');
    await press(surface, 'button', WORDS);
    await untilFocused(page, WORDS);
    await untilSaid(pageSurface(page), 'Back to the list');
    await picture(surface, name, 'highlights-view');
    await page.keyboard.press('Escape');
    await until('the focus is on the list again', () =>
      page.evaluate(() => document.activeElement?.closest('.highlights-view') !== null),
    );
    await page.close();
  });

  it('keep what the reader writes about one analysis in two pages', async () => {
    const [first, second] = [await openFerry(reader), await openFerry(reader)];
    for (const [page, words] of [
      [first, 'From the first page.'],
      [second, 'From the second page.'],
    ] as const) {
      await until('the note is there', () =>
        page.evaluate(() => document.querySelector('.draft-field') !== null),
      );
      await page.bringToFront();
      await page.focus('.draft-field textarea');
      await page.keyboard.type(words);
    }
    await until('both texts are stored', async () => {
      const note = (await reader.saved(FERRY))?.note ?? '';
      return note.includes('From the first page.') && note.includes('From the second page.');
    });
    await first.close();
    await second.close();
  });
});
