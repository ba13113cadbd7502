import type { Page } from 'puppeteer-core';
import { patience } from './patience.ts';

/**
 * Something that shows the extension to a reader, and that a test may look into: a page in a tab, or the browser's
 * own popup or side panel, which no ordinary tool reaches in Firefox.
 */
export interface Surface {
  /** Runs a self-contained function in the document; arguments and result are JSON. */
  run<Args extends readonly unknown[], Result>(
    work: (document: Document, ...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>>;
  /** Clicks as a hand would: the browser counts it as the reader's own act. */
  press(selector: string): Promise<void>;
  screenshot(path: string): Promise<void>;
  close(): Promise<void>;
}

/** A surface that is a page of the automation protocol. */
export function pageSurface(page: Page): Surface {
  return {
    run: async (work, ...args) =>
      // The page's own functions are not this module's: the source travels, and the document stands in the page.
      (await page.evaluate(`(${work.toString()})(document, ...${JSON.stringify(args)})`)) as never,
    press: async (selector) => {
      // A link opens a tab, which closes the popup that it stands in, sometimes before the click is confirmed.
      const closed = new Promise<void>((resolve) => page.once('close', () => resolve()));
      await Promise.race([clickWhenStill(page, selector), closed]);
    },
    screenshot: async (path) => {
      await page.screenshot({ path: path as `${string}.png` });
    },
    // A popup closes by itself as soon as something else is in front.
    close: () => page.close().catch(() => undefined),
  };
}

/**
 * Clicks an element once it stands still, as a hand would. (Puppeteer's own locators wait for ever in pages of
 * extensions in Firefox 140.)
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

/** How long a condition may take to come about on the reference machine (ms). */
const COMES_WITHIN_MS = 20_000;

/**
 * Waits until a condition holds, and returns what `look` found. Tests wait for named conditions only, never for a time.
 *
 * @param within the limit on the reference machine (ms); slower machines get longer
 * @throws with the name of the condition and what was found last
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false | null>,
  within = COMES_WITHIN_MS,
): Promise<T> {
  const end = Date.now() + patience(within);
  let last: unknown;
  for (;;) {
    try {
      const found = await look();
      if (found) return found;
      last = found;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited in vain until ${what} (last: ${String(last)})`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** State of popup or panel: `data-state` of its root. */
export function stateOf(surface: Surface): Promise<string | undefined> {
  return surface.run((document) => document.querySelector<HTMLElement>('[data-state]')?.dataset.state);
}

/** Waits for a state, and for what belongs to it to be drawn. */
export async function untilState(surface: Surface, state: string): Promise<void> {
  await until(`the state is "${state}"`, async () => (await stateOf(surface)) === state);
}

/** All text that is shown. */
export function textOf(surface: Surface): Promise<string> {
  return surface.run((document) => (document.body?.innerText ?? '').replace(/\s+/g, ' '));
}

/** Accessible names of all elements of a role, in document order. */
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

/** Marks the element of a role and name, so that it can be pressed; waits until it is there and enabled. */
export async function press(
  surface: Surface,
  role: 'button' | 'link' | 'switch',
  name: string,
): Promise<void> {
  try {
    await pressNamed(surface, role, name);
  } catch (error) {
    const shown = (await textOf(surface)).slice(0, 300);
    throw new Error(`could not press the ${role} "${name}"; the page says: ${shown}`, { cause: error });
  }
}

async function pressNamed(surface: Surface, role: 'button' | 'link' | 'switch', name: string): Promise<void> {
  await until(`there is a ${role} "${name}"`, () =>
    surface.run(
      (document, wantedRole, wantedName) => {
        const selectors = { button: 'button:enabled', link: 'a[href]', switch: '[role=switch]' };
        const named = [...document.querySelectorAll<HTMLElement>(selectors[wantedRole])].find((element) => {
          const label =
            element.getAttribute('aria-label') ?? (element.closest('label') ?? element).textContent ?? '';
          return label.replace(/\s+/g, ' ').trim() === wantedName;
        });
        for (const old of document.querySelectorAll('[data-to-press]')) old.removeAttribute('data-to-press');
        named?.setAttribute('data-to-press', '');
        named?.scrollIntoView({ block: 'center' });
        return named !== undefined;
      },
      role,
      name,
    ),
  );
  await surface.press('[data-to-press]');
}
