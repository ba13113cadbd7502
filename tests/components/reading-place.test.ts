// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepPlace, placeRecorder } from '../../components/reading/keep-reading-place.ts';
import { db } from '../../lib/db/database.ts';
import { keepOwnText } from '../../lib/library/corrections.ts';
import { storeReadingPlace } from '../../lib/library/reading-place.ts';
import { browser } from '../unit/fake-browser.ts';
import { speech } from './browser-and-tab.ts';
import { correct, OPEN, untilSaid } from './corrections/corrected-ferry.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, eventually, openPage, press } from './open-page.ts';
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

it('the voice waits until the page is where the reader stopped, and begins there', async () => {
  await receiveIndex();
  await save('ferry');
  await storeReadingPlace('ferry', { section: 1, share: 0 });
  speech.load(['Sam', 'en-GB', 'local']);
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const { session } = browser.storage;
  const get = session.get.bind(session);
  const mocks = [
    vi.spyOn(session, 'get').mockImplementation((async (keys: unknown) => {
      if (keys === 'readingPlace:ferry') await held;
      return get(keys as string);
    }) as typeof get),
    vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function scroll(this: Element) {
      if (this.localName === 'section') document.documentElement.scrollTop = 100;
    }),
    // The text above the second section is above the window.
    vi.spyOn(Range.prototype, 'getBoundingClientRect').mockImplementation(function box(this: Range) {
      const section = this.startContainer.parentElement?.closest('.sections > section');
      return new DOMRect(0, section?.matches('section ~ section') ? 10 : -30, 0, 20);
    }),
  ];
  await openPage(OPEN);
  await press('button "Read aloud"');
  await control('button "Stop reading aloud"');
  expect(speech.spoken).toEqual([]);
  answer();
  await eventually(() => expect(speech.spoken.map(({ text }) => text)).toEqual(['What to watch next']));
  for (const mock of mocks) mock.mockRestore();
});

it('a place that could not be stored is stored later, and each attempt waits as usual', async () => {
  const places = [1, 2].map((offset) => ({ section: 0, offset }));
  const attempts: unknown[] = [];
  let isFull = true;
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  const record = placeRecorder('ferry', undefined, async (_, place) => {
    attempts.push(place);
    if (isFull) throw new Error('full');
  });
  await expect(record(places[0], false)).rejects.toThrow('full');
  // Each attempt tests whether the device has room.
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
