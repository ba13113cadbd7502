// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { assignLensHues } from '../../lib/browser/lens-hues.ts';
import { db } from '../../lib/db/database.ts';
import { visit } from './browser-and-tab.ts';
import { followLens, followOutlet, save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, eventually, openPage, press } from './open-page.ts';
import { SAMPLE } from './options/welcome-page.ts';
import { ferryPage } from './panel/popup-page.ts';
import { receiveIndex } from './publication.ts';
import { LENSES } from './sample-cards.ts';
import { NOW } from './times.ts';

/** Tests that the name of a lens has the glyph and hue of this lens in several places. */

beforeEach(async () => {
  await freshDevice();
  await receiveIndex();
  await assignLensHues(LENSES.map(({ id }) => id));
});
afterEach(closePage);

/** Returns the lenses in the elements that a selector matches, each with its hue and text, in document order. */
const lensesIn = (within: string): string[] =>
  [...document.querySelectorAll<SVGElement>(`:is(${within}) svg.glyph`)].map((glyph) => {
    const around = glyph.closest<HTMLElement>('[data-hue]');
    return `${around?.dataset.hue} ${around?.textContent}`;
  });

const shows = (within: string, lenses: readonly string[]): Promise<void> =>
  eventually(() => expect(lensesIn(within)).toEqual(lenses));

const FOLLOW = ['1 Follow Global Power Plays', '2 Follow The Rulebook', '3 Follow Hidden Wiring'];

it('a lens has glyph and hue on the button that follows it, on the welcome page and in the library', async () => {
  await openPage('/welcome.html');
  await press(SAMPLE);

  await shows('.lenses', FOLLOW);
  closePage();
  await openPage('/library.html#view=new');
  await shows('.lenses', FOLLOW);
});

it('a followed lens has glyph and hue on its button', async () => {
  await followLens();
  await openPage('/welcome.html');
  await press(SAMPLE);

  await shows('.lenses', ['1 Following Global Power Plays', ...FOLLOW.slice(1)]);
});

it('a followed lens has glyph and hue in the heading of its list and above headlines', async () => {
  await followLens('hidden-wiring');
  await followOutlet('Harbour Courier');
  await openPage('/library.html#view=new');
  await shows('section[aria-labelledby] h3, section[aria-labelledby] .entries', [
    '3 Hidden Wiring',
    '3 Hidden Wiring',
    '3 Hidden Wiring',
    '2 The Rulebook',
  ]);
});

it('a lens has glyph and hue above the analyses that a keyboard command reports', async () => {
  visit(ferryPage());
  await openPage('/library.html#tab=7');
  await shows('.notice', ['1 Global Power Plays']);
});

it('a lens has glyph and hue above the analyses that the publication has withdrawn', async () => {
  await save('ports');
  await db.saved.update('ports', { withdrawnAt: NOW });
  await openPage('/library.html');
  await shows('.notice', ['2 The Rulebook']);
});
