import type { Page } from 'puppeteer-core';
import { timeLimit } from './time-limits.ts';

/**
 * A document of the extension that a test can read and click: a page in a tab, the popup, or the side panel. Puppeteer
 * cannot reach the popup and the side panel of Firefox.
 */
export interface Surface {
  /** Runs a self-contained function in the document. Arguments and result are JSON. */
  run<Args extends readonly unknown[], Result>(
    work: (document: Document, ...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>>;
  /** Clicks an element. The browser treats the click as a user gesture. */
  press(selector: string): Promise<void>;
  screenshot(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Returns the surface of a Puppeteer page. */
export function pageSurface(page: Page): Surface {
  return {
    run: async (work, ...args) =>
      // The function runs in the page, so send its source, and pass the page's own `document`.
      (await page.evaluate(`(${work.toString()})(document, ...${JSON.stringify(args)})`)) as never,
    press: async (selector) => {
      // A link opens a tab. The new tab closes the popup that contains the link, sometimes before the browser confirms
      // the click.
      const closed = new Promise<void>((resolve) => page.once('close', () => resolve()));
      await Promise.race([clickWhenStill(page, selector), closed]);
    },
    screenshot: async (path) => {
      await page.screenshot({ path: path as `${string}.png` });
    },
    // The popup may already be closed, because another window or tab came to the front.
    close: () => page.close().catch(() => undefined),
  };
}

/**
 * Clicks an element once it has stopped moving. (Puppeteer's own locators never resolve in pages of extensions in
 * Firefox 140.)
 */
async function clickWhenStill(page: Page, selector: string): Promise<void> {
  await page.evaluate(async (wanted) => {
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    const box = (): string => JSON.stringify(document.querySelector(wanted)?.getBoundingClientRect());
    for (let before = box(); ; ) {
      await frame();
      await frame();
      const now = box();
      if (now === before) return;
      before = now;
    }
  }, selector);
  const element = await page.$(selector);
  if (!element) throw new Error(`there is nothing to click at "${selector}"`);
  await element.click();
}

/** Default limit for a condition to become true, on the reference machine (ms). */
const COMES_WITHIN_MS = 20_000;
/** Default pause between two looks at a condition (ms). */
const LOOK_EVERY_MS = 50;
/**
 * Limit for one look at a condition, on the reference machine (ms). Firefox never answers a command that it received
 * while it replaced the process of a page.
 */
const ANSWERS_WITHIN_MS = 15_000;

/**
 * Calls `look` until it returns a truthy value, and returns that value. Tests wait for named conditions only, never for
 * a time. If the browser does not answer a call of `look`, `until` calls `look` again.
 *
 * @param what the condition in words that complete "until …"
 * @param within limit on the reference machine (ms); slower machines get more time
 * @param pause time between two looks (ms)
 * @throws an error with the name of the condition and the last result or error of `look`
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false | null>,
  within = COMES_WITHIN_MS,
  pause = LOOK_EVERY_MS,
): Promise<T> {
  const end = Date.now() + timeLimit(within);
  let last: unknown;
  for (;;) {
    try {
      const found = await Promise.race([look(), noAnswer()]);
      if (found) return found;
      last = found;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`timed out waiting until ${what} (last: ${String(last)})`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

async function noAnswer(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, timeLimit(ANSWERS_WITHIN_MS)).unref());
  throw new Error('the browser does not answer');
}

/** How long the focus may take to move after a press of Tab, on the reference machine (ms). */
const MOVES_WITHIN_MS = 1000;

/**
 * Presses Tab until the focus is on an element whose accessible name or text begins with these words. Firefox confirms
 * the key before it moves the focus, so each press waits until the focus has moved. Without this wait, the next press
 * would move the focus past the element, or out of the page.
 */
export async function tabTo(
  page: Page,
  words: string,
  to: 'forwards' | 'backwards' = 'forwards',
): Promise<void> {
  const named = (): Promise<string> =>
    page.evaluate(() => {
      const { activeElement } = document;
      Object.assign(globalThis, { focusBefore: activeElement });
      // If no element has the focus, the active element is the body.
      if (activeElement === document.body) return '';
      const label = activeElement?.getAttribute('aria-label');
      return (
        label ??
        activeElement?.closest('label')?.textContent ??
        activeElement?.textContent ??
        ''
      ).trim();
    });
  await until(`"${words}" has the focus`, async () => {
    if ((await named()).startsWith(words)) return true;
    if (to === 'backwards') await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    if (to === 'backwards') await page.keyboard.up('Shift');
    return until(
      'the focus has moved',
      () =>
        page.evaluate(
          () => (globalThis as { focusBefore?: Element | null }).focusBefore !== document.activeElement,
        ),
      MOVES_WITHIN_MS,
    ).then(() => false);
  });
}

/** Returns the state of the popup or side panel: `data-state` of its root. */
export function stateOf(surface: Surface): Promise<string | undefined> {
  return surface.run((document) => document.querySelector<HTMLElement>('[data-state]')?.dataset.state);
}

/** Waits until the popup or side panel has a state. */
export async function untilState(surface: Surface, state: string): Promise<void> {
  await until(`the state is "${state}"`, async () => (await stateOf(surface)) === state);
}

/** Returns all visible text of the document, with each run of white space reduced to one space. */
export function textOf(surface: Surface): Promise<string> {
  return surface.run((document) => (document.body?.innerText ?? '').replace(/\s+/g, ' '));
}

/**
 * Waits until the document shows these words.
 *
 * @param within limit as for `until`
 */
export async function untilSaid(surface: Surface, words: string, within?: number): Promise<void> {
  const look = async (): Promise<boolean> => {
    const text = await textOf(surface);
    if (!text.includes(words)) throw new Error(`the document says "${text}"`);
    return true;
  };
  await until(`the document says "${words}"`, look, within);
}

/** Returns the accessible names of all elements with a role, in document order. */
export function namesOf(
  surface: Surface,
  role: 'button' | 'link' | 'heading' | 'article' | 'switch',
): Promise<string[]> {
  return surface.run((document, wanted) => {
    const selectors = {
      button: 'button',
      link: 'a[href]',
      heading: 'h1,h2,h3,h4,h5,h6',
      article: 'article[aria-labelledby]',
      switch: '[role=switch]',
    };
    return [...document.querySelectorAll<HTMLElement>(selectors[wanted])].map((element) => {
      const labelled = element.getAttribute('aria-labelledby');
      const label = labelled ? document.getElementById(labelled) : element.closest('label');
      return (element.getAttribute('aria-label') ?? (label ?? element).textContent ?? '')
        .replace(/\s+/g, ' ')
        .trim();
    });
  }, role);
}

/** Waits until there is an enabled element with a role and an accessible name, and clicks it. */
export async function press(
  surface: Surface,
  role: 'button' | 'link' | 'switch' | 'radio',
  name: string,
): Promise<void> {
  try {
    await pressNamed(surface, role, name);
  } catch (error) {
    const shown = (await textOf(surface)).slice(0, 300);
    throw new Error(`could not press the ${role} "${name}"; the page says: ${shown}`, { cause: error });
  }
}

async function pressNamed(
  surface: Surface,
  role: 'button' | 'link' | 'switch' | 'radio',
  name: string,
): Promise<void> {
  await until(`there is a ${role} "${name}"`, () =>
    surface.run(
      (document, wantedRole, wantedName) => {
        const selectors = {
          button: 'button:enabled:not([aria-disabled=true])',
          link: 'a[href]',
          switch: '[role=switch]',
          radio: '[type=radio]',
        };
        const named = [...document.querySelectorAll<HTMLElement>(selectors[wantedRole])].find((element) => {
          const named = document.getElementById(element.getAttribute('aria-labelledby') ?? '');
          const label =
            element.getAttribute('aria-label') ??
            (named ?? element.closest('label') ?? element).textContent ??
            '';
          return label.replace(/\s+/g, ' ').trim() === wantedName;
        });
        for (const old of document.querySelectorAll('[data-to-press]')) old.removeAttribute('data-to-press');
        if (!named) return false;
        named.setAttribute('data-to-press', '');
        // As a reader does, scroll only if the element is out of sight or covered.
        const { x, y, width, height } = named.getBoundingClientRect();
        const hit = document.elementFromPoint(x + width / 2, y + height / 2);
        if (!hit || !named.contains(hit)) named.scrollIntoView({ block: 'center' });
        return true;
      },
      role,
      name,
    ),
  );
  await surface.press('[data-to-press]');
}
