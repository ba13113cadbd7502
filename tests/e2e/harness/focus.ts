import type { KeyInput, Page } from 'puppeteer-core';
import { tabTo, until } from './surface.ts';

/** For tests in which the reader presses only keys. After each step, the focused element must be in sight. */

/**
 * Waits until the focus is on an element whose accessible name or text begins with these words, and the element is in
 * sight.
 */
export async function untilFocused(page: Page, words: string): Promise<void> {
  await until(`"${words}" has the focus`, async () => {
    const { name, isInSight } = await page.evaluate(focusOf);
    if (!(await page.evaluate(() => document.hasFocus()))) throw new Error('the window has not the focus');
    if (!name.startsWith(words)) throw new Error(`the focus is on "${name.slice(0, 80)}"`);
    if (!isInSight) throw new Error(`"${name.slice(0, 80)}" is not in sight`);
    return true;
  });
}

/** Presses a key, and waits for the focus as `untilFocused` does. */
export async function keyTo(page: Page, key: KeyInput, words: string): Promise<void> {
  await page.keyboard.press(key);
  await untilFocused(page, words);
}

/** Presses Tab, or Shift and Tab, until the focus is on an element as `untilFocused` describes it. */
export async function tabInSight(
  page: Page,
  words: string,
  to: 'forwards' | 'backwards' = 'forwards',
): Promise<void> {
  await tabTo(page, words, to);
  await untilFocused(page, words);
}

/**
 * Runs in the page. Returns the name of the focused element, and whether the element is in sight: no other element
 * covers the middle of its visible part.
 */
function focusOf(): { readonly name: string; readonly isInSight: boolean } {
  const { activeElement: focused } = document;
  if (!focused || focused === document.body) return { name: 'the page itself', isInSight: false };
  const label = (focused as HTMLInputElement).labels?.[0] ?? focused.closest('label');
  const named = document.getElementById(focused.getAttribute('aria-labelledby') ?? '');
  const { left, right, top, bottom } = focused.getBoundingClientRect();
  const middle = (from: number, to: number, end: number): number =>
    (Math.max(from, 0) + Math.min(to, end)) / 2;
  const seen = document.elementFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight));
  const name = focused.getAttribute('aria-label') ?? (named ?? label ?? focused).textContent ?? '';
  return {
    name: name.replace(/\s+/g, ' ').trim(),
    isInSight: seen !== null && [focused, label].some((one) => one?.contains(seen)),
  };
}
