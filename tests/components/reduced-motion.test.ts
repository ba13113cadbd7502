// @vitest-environment jsdom
import { globSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bringInSight } from '../../components/reading/text-in-sight.ts';
import { visit } from './browser-and-tab.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, openPage } from './open-page.ts';
import { ferryPage } from './panel/popup-page.ts';
import { receiveIndex } from './publication.ts';

/** Tests how scripts scroll. jsdom has no layout, so the tests record with which behavior the page scrolls. */

/** Functions of an element that scroll. */
const SCROLLS = ['scrollIntoView', 'scrollBy', 'scrollTo'] as const;

/** Calls `scroll`, and returns the behaviors with which it scrolls to a section or a range of the text. */
async function behaviorsOf(scroll: () => unknown): Promise<unknown[]> {
  const calls = SCROLLS.map((name) => vi.spyOn(Element.prototype, name).mockReturnValue());
  await scroll();
  return calls
    .flatMap(({ mock }) => mock.calls.flat() as ScrollIntoViewOptions[])
    .flatMap(({ behavior }) => behavior ?? []);
}

/** Presses a jump to a section, in the popup. */
async function jump(): Promise<void> {
  (await control('button "Watch"')).click();
}

/** Brings words into sight that are below the window, as reading aloud and highlighting with the keyboard do. */
function bringWordsInSight(): void {
  const view = document.querySelector('.reading');
  const words = document.querySelector('.sections > section:last-of-type p');
  if (!view || !words) throw new Error('The popup shows no text.');
  const range = document.createRange();
  range.selectNodeContents(words);
  vi.spyOn(range, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 5000, 300, 20));
  bringInSight(view, range);
}

describe.each([
  ['prefers reduced motion, scripts do not scroll smoothly', true, 'instant'],
  ['does not prefer reduced motion, scripts scroll smoothly', false, 'smooth'],
] as const)('if the reader %s', (_, isReduced, behavior) => {
  beforeEach(async () => {
    await freshDevice();
    await receiveIndex();
    vi.stubGlobal('matchMedia', (query: string) => ({
      matches: query === '(prefers-reduced-motion: reduce)' ? isReduced : false,
    }));
    visit(ferryPage());
    await openPage('/popup.html');
    await control('button "Watch"');
  });
  afterEach(closePage);

  it.each([
    ['to a section', jump],
    ['to words', bringWordsInSight],
  ])('%s', async (__, scroll) => {
    expect(await behaviorsOf(scroll)).toEqual([behavior]);
  });
});

it('only `scrollBehavior` lets a page scroll smoothly', () => {
  const files = globSync('{components,entrypoints,lib}/**/*.{ts,tsx,css}').filter((file) =>
    /scroll-behavior|'smooth'/.test(readFileSync(file, 'utf8').replace(/from '.*';/g, '')),
  );
  expect(files).toEqual(['components/reading/scroll-behavior.ts']);
});
