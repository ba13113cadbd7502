// @vitest-environment jsdom
import { options } from 'preact';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDevice } from './fresh-device.ts';
import { closePage, control, eventually, openPage, press } from './open-page.ts';
import { CHOIR_PAGE, on, POPUP, WANTED } from './panel/popup-page.ts';

/**
 * Delay of a frame (ms). It is longer than this process needs to write a letter. So ordinary effects, which wait for
 * the frame, run only after the letter is ready.
 */
const LATE_FRAME_MS = 100;

const usual = options.requestAnimationFrame;

beforeEach(freshDevice);
afterEach(() => {
  options.requestAnimationFrame = usual;
  closePage();
});

it('the heading of a letter takes the keyboard focus, even if the letter is ready before the next frame', async () => {
  await on(CHOIR_PAGE)();
  await openPage(POPUP);
  await control(WANTED);
  options.requestAnimationFrame = (callback) => setTimeout(callback, LATE_FRAME_MS);
  await press(WANTED);
  await eventually(() => expect(document.querySelector('textarea')).not.toBeNull());
  await eventually(() => expect(document.activeElement?.textContent).toBe('Ask for an analysis'));
});
