// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepPlace } from '../../components/reading/keep-reading-place.ts';
import { db } from '../../lib/db/database.ts';
import { keepOwnText } from '../../lib/library/corrections.ts';
import { storeReadingPlace } from '../../lib/library/reading-place.ts';
import { correct, OPEN, untilSaid } from './corrections/corrected-ferry.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, openPage } from './open-page.ts';
import { receiveIndex } from './publication.ts';

/**
 * Tests where the text of a saved analysis opens. jsdom has no layout, so the tests record which elements the page
 * scrolls to.
 */

beforeEach(freshDevice);
afterEach(closePage);

/** Opens the analysis, and returns the sections to which the page scrolls. */
async function sectionsScrolledTo(scrolledBefore = 0): Promise<string[]> {
  await storeReadingPlace('ferry', { section: 0, share: 0.5 });
  await openPage(OPEN);
  await untilSaid('on Monday.');
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView');
  const text = document.querySelector<HTMLElement>('.sections');
  const saved = await db.saved.get('ferry');
  if (!text || !saved) throw new Error('The page does not show the text.');
  const pane = text.parentElement;
  if (!pane) throw new Error('The text stands alone.');
  pane.style.overflowY = 'auto';
  Object.defineProperty(pane, 'scrollHeight', { value: 1000 });
  pane.scrollTop = scrolledBefore;
  await keepPlace(text, saved, false, new AbortController().signal);
  return scrolled.mock.contexts.map(
    (element) => (element as Element).querySelector('h3, h2')?.textContent ?? '',
  );
}

it('a saved analysis opens where the reader stopped', async () => {
  await receiveIndex();
  await save('ferry');
  expect(await sectionsScrolledTo()).toEqual(['What happened']);
});

it('a corrected analysis opens at the top, where the correction is reported', async () => {
  await correct();
  expect(await sectionsScrolledTo()).toEqual([]);
});

it('a corrected analysis opens where the reader stopped if the reader has kept the saved text', async () => {
  await correct();
  await keepOwnText('ferry');
  expect(await sectionsScrolledTo()).toEqual(['What happened']);
});

it('the text stays where it is if the reader scrolled before the stored place was read', async () => {
  await receiveIndex();
  await save('ferry');
  expect(await sectionsScrolledTo(500)).toEqual([]);
});
