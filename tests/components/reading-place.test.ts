// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepPlace, placeRecorder } from '../../components/reading/keep-reading-place.ts';
import { changeReadingState } from '../../lib/app/library-actions.ts';
import { db } from '../../lib/db/database.ts';
import { keepOwnText } from '../../lib/library/corrections.ts';
import { readReadingPlace, storeReadingPlace } from '../../lib/library/reading-place.ts';
import { correct, OPEN, untilSaid } from './corrections/corrected-ferry.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, openPage, settled } from './open-page.ts';
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

it('an analysis that the reader marks as unread stays unread, and opens at its beginning again', async () => {
  await receiveIndex();
  await save('ferry');
  await openPage(OPEN);
  await untilSaid('on Monday.');
  const top = vi.spyOn(Element.prototype, 'getBoundingClientRect');
  top.mockReturnValue(new DOMRect(0, -20, 9, 10));
  vi.spyOn(Element.prototype, 'getClientRects').mockReturnValue([{}] as unknown as DOMRectList);
  Range.prototype.getBoundingClientRect = () => new DOMRect(0, -20, 9, 10);
  const soon = (check: () => Promise<void>): Promise<void> => vi.waitFor(check, { timeout: 3000 });
  const scroll = async (): Promise<void> => {
    const before = await readReadingPlace('ferry');
    document.dispatchEvent(new Event('scroll'));
    await soon(async () => expect(await readReadingPlace('ferry')).not.toEqual(before));
  };
  await scroll();
  await soon(async () => expect(await db.saved.get('ferry')).toMatchObject({ state: 'reading' }));
  const { position } = (await db.saved.get('ferry')) ?? {};
  expect(position).toBeDefined();
  // The page does not store this later place in the record yet, but would do so when the reader closes the text.
  Range.prototype.getBoundingClientRect = () => new DOMRect(0, -5, 9, 10);
  top.mockReturnValue(new DOMRect(0, -5, 9, 10));
  await scroll();
  await changeReadingState(['ferry'], 'mark-unread');
  await settled();
  document.dispatchEvent(new Event('scroll'));
  closePage();
  await settled();
  const saved = await db.saved.get('ferry');
  expect([saved?.state, saved?.position, await readReadingPlace('ferry')]).toEqual([
    'unread',
    undefined,
    undefined,
  ]);
});

it('a place that could not be stored is stored later, after the usual wait', async () => {
  const places = [1, 2].map((offset) => ({ section: 0, offset }));
  const attempts: unknown[] = [];
  let isFull = true;
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  const record = placeRecorder('ferry', undefined, async (_, place) => {
    attempts.push(place);
    if (isFull) throw new Error('full');
  });
  await expect(record(places[0], false)).rejects.toThrow('full');
  // The next attempt must wait, because each attempt tests whether the device has room.
  await record(places[1], false);
  expect(attempts).toEqual([places[0]]);
  await expect(record(places[0], true)).rejects.toThrow('full');
  now.mockReturnValue(10_000);
  isFull = false;
  await record(places[0], false);
  await record(places[0], true);
  now.mockRestore();
  expect(attempts).toEqual([places[0], places[0], places[0]]);
});

it('a place that could not be stored does not replace a later place that was stored', async () => {
  const place = (offset: number) => ({ section: 0, offset });
  const stored: unknown[] = [];
  let fail: (error: Error) => void = () => undefined;
  const record = placeRecorder('ferry', undefined, (_, at) => {
    stored.push(at);
    return stored.length > 1 ? Promise.resolve() : new Promise((_resolve, reject) => (fail = reject));
  });
  const first = record(place(1), false);
  await record(place(2), true);
  fail(new Error('full'));
  await expect(first).rejects.toThrow('full');
  await record(place(2), true);
  expect(stored).toEqual([place(1), place(2)]);
});
