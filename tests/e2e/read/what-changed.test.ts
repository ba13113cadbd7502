import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED } from '../../build.ts';
import { analyses } from '../../sample/content.ts';
import { picture } from '../harness/pictures.ts';
import { isOpen, openReader, type Reader } from '../harness/reader.ts';
import {
  namesOf,
  pageSurface,
  press,
  tabTo,
  textOf,
  until,
  untilSaid,
  untilState,
} from '../harness/surface.ts';

/**
 * The reader saves an analysis, and the publication corrects it. With the keyboard alone, the reader then reads the
 * notice, compares the texts, accepts the new text, undoes this, and reads the earlier version.
 */

const ID = 'ferry-talks-merrow-strait';
const FERRY = analyses.find(({ id }) => id === ID);
const BEFORE = 'An annex lets any one of the six hold a ship for up to nine hours.';
const AFTER = 'An annex lets any two of the six hold a ship for up to six hours.';
const ADDED = 'The operators may appeal, but only after the sailing.';
const TOLD = 'The publication corrected 1 analysis that you saved';

/** The sections of the ferry analysis with the corrections. */
function correctedSections(): NonNullable<typeof FERRY>['sections'] {
  const sections = JSON.stringify(FERRY?.sections)
    .replace(BEFORE, AFTER)
    .replace('amounts to cancelling it.', `amounts to cancelling it. ${ADDED}`);
  return JSON.parse(sections) as NonNullable<typeof FERRY>['sections'];
}

describe.each(BROWSERS)('a correction of a saved analysis, in %s', (name) => {
  let reader: Reader;
  let library: Page;

  const said = (words: string): Promise<void> => untilSaid(pageSurface(library), words);
  const shown = (selector: string): Promise<string[]> =>
    library.$$eval(selector, (found) => found.map(({ textContent }) => textContent ?? ''));
  /**
   * Moves the focus until a button or link with this name has it, then presses Enter. For a button before the focus,
   * use `backwards`: at the end of the page, Firefox moves the focus out of the page.
   */
  const choose = async (label: string, to: 'forwards' | 'backwards' = 'forwards'): Promise<void> => {
    await tabTo(library, label, to);
    await library.keyboard.press('Enter');
  };

  beforeAll(async () => {
    reader = await openReader(name, { variant: GRANTED });
    await reader.untilIndex();
    const page = await reader.visit(reader.sample.page('a desktop host').address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await press(popup, 'button', 'Save');
    await until('the text is saved', async () => (await reader.saved(ID))?.textState === 'kept');
    await popup.close();
    await page.close();
    reader.sample.publish({
      corrected: { [ID]: { updated: '2026-07-05', type: 'Investigation', sections: correctedSections() } },
    });
    await reader.sync();
  });
  afterAll(() => reader.close());

  it('is reported above the summary', async () => {
    library = await reader.open(`/library.html#analysis=${ID}`);
    await said('Updated on July 5. See what changed Keep my copy');
    await reader.resize(library, 1280, 800);
    await picture(pageSurface(library), name, 'library-correction-line');
    await library.close();
  });

  it('is reported in the library, with a link to the comparison', async () => {
    library = await reader.open('/library.html');
    await said(TOLD);
    await picture(pageSurface(library), name, 'library-corrected');
    await choose(FERRY?.headline ?? '');
    await said('What changed ·');
    await until('the words are compared', async () => (await shown('ins')).length > 0);
    expect([await shown('article del'), await shown('article ins')]).toEqual([
      ['Reporting', 'one', 'nine'],
      ['Investigation', 'two', 'six', ADDED],
    ]);
    await said('2 sentences changed');
    await until('the title has the focus', () =>
      library.evaluate(() => document.activeElement?.textContent?.startsWith('What changed')),
    );
    await until('the report is gone', async () => !(await textOf(pageSurface(library))).includes(TOLD));
    const surface = pageSurface(library);
    await reader.resize(library, 1280, 800);
    await picture(surface, name, 'library-what-changed');
    await reader.setColours(library, 'forced');
    await picture(surface, name, 'library-what-changed-forced');
    await reader.setColours(library, 'dark');
    await picture(surface, name, 'library-what-changed-dark');
    await reader.resize(library, 360, 740);
    await picture(surface, name, 'library-what-changed-narrow');
    await reader.setColours(library, 'light');
    await reader.resize(library, 1280, 800);
  });

  it('can replace the saved text, and Undo restores the earlier text', async () => {
    await choose('Take the new text');
    await said('Your copy is now the text of July 5.');
    await said(ADDED);
    await choose('Undo');
    await said('Your earlier text is back.');
    await said(BEFORE);
    expect((await reader.saved(ID))?.card.updated).toBeUndefined();
    await said('Updated on July 5: 2 sentences changed.');
  });

  it('leaves the earlier version readable after it has replaced the text', async () => {
    await choose('See what changed');
    await choose('Take the new text');
    await said('Your copy is now the text of July 5.');
    await choose('Earlier versions');
    await said('July 5 · your copy');
    await picture(pageSurface(library), name, 'library-versions');
    await choose('Read the text of July 2');
    await said('This is an earlier version, of July 2. Your copy is of July 5.');
    await said(BEFORE);
    await picture(pageSurface(library), name, 'library-earlier-version');
    await choose('Compare the text of July 2 with your copy');
    await said('What changed · July 2 → July 5');
    expect(await namesOf(pageSurface(library), 'button')).not.toContain('Take the new text');
  });

  it('appears in the list of corrections', async () => {
    await library.close();
    library = await reader.open('/library.html#view=corrections');
    await said('1 of 1 analyses kept here was corrected.');
    await said('you took the new text');
    const row = await library.$eval('[data-count="1"] [data-analysis]', ({ textContent }) => textContent);
    expect(row).toContain('published Jul 2 · corrected Jul 5 · seen');
    await choose(FERRY?.headline ?? '');
    await said('What changed · July 2 → July 5');
    await picture(pageSurface(library), name, 'library-ledger');
    await library.evaluate(() => history.back());
    await reader.resize(library, 360, 740);
    await said('Download as CSV');
    await picture(pageSurface(library), name, 'library-ledger-narrow');
    await library.close();
  });

  it('is reported in the popup of the article, which opens the comparison in the library', async () => {
    reader.sample.publish({
      corrected: { [ID]: { updated: '2026-07-09', sections: FERRY?.sections ?? [] } },
    });
    await reader.sync();
    const page = await reader.visit(reader.sample.page('a desktop host').address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await untilSaid(popup, 'Updated on July 9.');
    await picture(popup, name, 'popup-corrected');
    const isInView = await popup.run((document) => {
      const named = [...document.querySelectorAll('button')].find(
        ({ textContent }) => textContent === 'See what changed',
      );
      const { top, bottom } = named?.getBoundingClientRect() ?? { top: -1, bottom: 0 };
      return top > 0 && bottom < (document.defaultView?.innerHeight ?? 0);
    });
    expect(isInView).toBe(true);
    await press(popup, 'button', 'See what changed');
    await until('the library is open', () =>
      isOpen(reader, `/library.html#analysis=${ID}&text=2026-07-05..2026-07-09`),
    );
    await page.close();
  });
});
