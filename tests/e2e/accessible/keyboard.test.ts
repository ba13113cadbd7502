import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { sampleHeadline } from '../../sample/content.ts';
import { anotherStory } from '../../sample/outlets.ts';
import { keyTo, tabInSight, untilFocused } from '../harness/focus.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { pageSurface, until, untilSaid, untilState } from '../harness/surface.ts';

/**
 * Tests that a reader can use each page without a pointer, with real keys only. After each step, the focused element
 * must be in sight. Escape must close a menu or dialog, and return the focus to the control that opened it. Tests in
 * other folders use letters, the voice, labels, highlights and files by keyboard.
 */

const FERRY = 'ferry-talks-merrow-strait';
const TENDER = 'satellite-tender';

describe.each(BROWSERS)('with the keyboard alone in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());

  async function openPanel(pageName: string, state: string, file = 'popup.html'): Promise<Page> {
    const article = await reader.visit(reader.sample.page(pageName).address);
    await reader.untilLookedAt(article);
    const page = await reader.open(`/${file}?tab=${await reader.tabId(article)}`);
    await untilState(pageSurface(page), state);
    return page;
  }
  const says = (page: Page, words: string): Promise<void> => untilSaid(pageSurface(page), words);
  const headlines = (page: Page): Promise<string[]> =>
    until('the list is there', async () => {
      const found = await page.evaluate(() =>
        [...document.querySelectorAll('.row-open')].map((row) => row.textContent?.trim() ?? ''),
      );
      return found.length > 1 && found;
    });
  /** Opens the analysis of the focused row, and returns to the row with Escape. */
  async function openAndClose(page: Page, headline: string): Promise<void> {
    await page.keyboard.press('Enter');
    await until('the analysis has the focus', () =>
      page.evaluate(() => document.activeElement?.localName === 'article'),
    );
    await untilFocused(page, headline);
    await keyTo(page, 'Tab', 'Save');
    await page.keyboard.press('Escape');
    await until('the row has the focus', () =>
      page.evaluate(() => document.activeElement?.matches('.row-open') ?? false),
    );
    await untilFocused(page, headline);
  }

  it('the reader saves in the popup, and opens its menus, the reason and the colours', async () => {
    const page = await openPanel('a desktop host', 'matched');
    await says(page, 'What to watch next');
    await tabInSight(page, 'Save');
    await keyTo(page, 'Enter', 'Saved');
    await keyTo(page, 'Enter', 'Mark as read');
    await keyTo(page, 'ArrowUp', 'Remove');
    await keyTo(page, 'Escape', 'Saved');
    await keyTo(page, 'Tab', 'Read the original');
    await keyTo(page, 'Tab', 'Share');
    await keyTo(page, 'Enter', 'Copy link');
    await keyTo(page, 'ArrowDown', 'Copy quotation');
    await keyTo(page, 'Escape', 'Share');
    await tabInSight(page, 'This article');
    await page.keyboard.press('Enter');
    await says(page, 'Not this article?');
    await keyTo(page, 'Escape', 'This article');
    await tabInSight(page, 'Watch');
    await keyTo(page, 'Enter', 'What to watch next');
    await tabInSight(page, 'Library');
    await keyTo(page, 'Tab', 'More');
    await page.keyboard.press('ArrowUp');
    await untilFocused(page, 'Options');
    await keyTo(page, 'ArrowUp', 'Text and colours');
    await keyTo(page, 'Enter', 'Automatic');
    await keyTo(page, 'Escape', 'More');
    await page.close();
  });

  it('the reader chooses one of several analyses in the side panel', async () => {
    const page = await openPanel('two analyses', 'choose', 'sidepanel.html');
    const [first = '', second = ''] = await headlines(page);
    await tabInSight(page, first);
    await keyTo(page, 'ArrowDown', second);
    await openAndClose(page, second);
    await page.close();
  });

  it('the reader opens one of the newest analyses, and asks to be told when an analysis comes', async () => {
    const page = await openPanel('nobody analysed: quiet-gazette', 'none');
    const [newest = ''] = await headlines(page);
    await tabInSight(page, newest);
    await openAndClose(page, newest);
    await tabInSight(page, 'Tell me if one comes');
    await keyTo(page, 'Enter', 'Stop waiting');
    expect(await reader.count('waiting')).toBe(1);
    await page.close();
  });

  it('the reader answers whether two stories are the same, and takes the answer back', async () => {
    const { redirect = '' } = reader.sample.page('a forwarded address');
    reader.sample.replacedPages.set(redirect, anotherStory('harbour-courier'));
    const page = await openPanel('a forwarded address', 'uncertain');
    await tabInSight(page, 'Same story');
    await keyTo(page, 'Tab', 'Different story');
    await page.keyboard.press('Enter');
    await says(page, 'You said that this page tells a different story.');
    await untilFocused(page, '');
    await tabInSight(page, 'Take back');
    await page.keyboard.press('Enter');
    await untilState(pageSurface(page), 'uncertain');
    await untilFocused(page, '');
    await tabInSight(page, 'Same story');
    await page.keyboard.press('Enter');
    await untilState(pageSurface(page), 'matched');
    await untilFocused(page, '');
    reader.sample.replacedPages.clear();
    await page.close();
  });

  it('the reader chooses a mode, tries the sample and follows a lens on the welcome page', async () => {
    const page = await reader.open('/welcome.html');
    await tabInSight(page, 'Skip to content');
    await tabInSight(page, 'Only when I click');
    await page.keyboard.press('Enter');
    await says(page, 'Done.');
    await untilFocused(page, 'Only when I click');
    await tabInSight(page, 'Offline, or no time?');
    await keyTo(page, 'Enter', 'A sample, right here');
    await tabInSight(page, 'Close the sample');
    await keyTo(page, 'Enter', 'Offline, or no time?');
    await tabInSight(page, 'Follow Global Power Plays');
    await keyTo(page, 'Enter', 'Following Global Power Plays');
    expect(await reader.count('followed')).toBe(1);
    await page.close();
  });

  it('the reader goes through the library, removes an analysis and restores it', async () => {
    await reader.ask(
      (api, ids) => api.runtime.sendMessage({ type: 'change', name: 'saveAll', args: [ids] }),
      [FERRY, TENDER],
    );
    const page = await reader.open('/library.html#view=all');
    const listIs = (count: number): Promise<unknown> =>
      until(`the list has ${count} analyses`, () =>
        page.evaluate((wanted) => document.querySelector(`[data-count="${wanted}"] button`) !== null, count),
      );
    await listIs(2);
    const [first, second = ''] = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-analysis]')].map(({ dataset }) => dataset.analysis),
    );
    const [one, other] = [sampleHeadline(first ?? ''), sampleHeadline(second)];
    await keyTo(page, 'Escape', one);
    await keyTo(page, 'ArrowDown', other);
    await keyTo(page, 'k', one);
    await keyTo(page, '/', 'Search your library');
    await page.keyboard.press('Escape');
    await keyTo(page, 'Escape', one);
    for (const key of ['?', 'e'] as const) {
      await page.keyboard.press(key);
      await until('the dialog is open', () =>
        page.evaluate(() => document.querySelector('dialog[open]') !== null),
      );
      await untilFocused(page, '');
      await keyTo(page, 'Escape', one);
    }
    await page.keyboard.press('x');
    await says(page, '1 selected');
    await page.keyboard.press('Escape');
    await untilFocused(page, one);
    await keyTo(page, 'n', 'Note');
    await tabInSight(page, 'Saved', 'backwards');
    await keyTo(page, 'j', other);
    await until('the other analysis is open', () =>
      page.evaluate((id) => location.hash.endsWith(id), second),
    );
    await keyTo(page, 's', one);
    await listIs(1);
    await tabInSight(page, 'Recently removed', 'backwards');
    await page.keyboard.press('Enter');
    await tabInSight(page, `Undo: Removed, ${other}`);
    await page.keyboard.press('Enter');
    await until('the analysis is back', () => reader.saved(second));
    await untilFocused(page, '');
    await page.close();
  });

  it('the reader reaches everything in Options, and deletes everything after a confirmation', async () => {
    const page = await reader.open('/options.html');
    await says(page, 'Articles you asked about');
    await tabInSight(page, 'Stop waiting for');
    await keyTo(page, 'Enter', 'Articles you asked about');
    await keyTo(page, 'Tab', 'Undo');
    await page.keyboard.press('Enter');
    await until('the reader waits for it again', async () => (await reader.count('waiting')) === 1);
    await untilFocused(page, 'Articles you asked about');
    const rest = await page.evaluate(countTabStopsBelow);
    const reached: string[] = [];
    for (let stop = 0; stop < rest; stop++) {
      await page.keyboard.press('Tab');
      await until('the focus has moved', () => page.evaluate(hasFocusMoved));
      await untilFocused(page, '');
      reached.push((await page.evaluate(() => document.activeElement?.textContent?.trim())) ?? '');
    }
    expect(reached.at(-1)).toBe('Delete everything');
    await keyTo(page, 'Enter', 'Keep everything');
    await keyTo(page, 'Escape', 'Delete everything');
    await keyTo(page, 'Enter', 'Keep everything');
    await keyTo(page, 'Enter', 'Delete everything');
    expect(await reader.count('saved')).toBeGreaterThan(0);
    await keyTo(page, 'Enter', 'Keep everything');
    await tabInSight(page, 'Yes, delete everything', 'backwards');
    await keyTo(page, 'Enter', 'Delete everything');
    await says(page, 'Everything was deleted.');
    expect(await reader.count('saved')).toBe(0);
    await page.close();
  });
});

/**
 * Runs in the page. Returns how many times the Tab key must move the focus to reach all controls after the focused one.
 * The key stops only once in a group of radio buttons.
 */
function countTabStopsBelow(): number {
  const from = document.activeElement;
  Object.assign(globalThis, { focusBefore: from });
  const controls = [
    ...document.querySelectorAll<HTMLInputElement>('button:enabled, a[href], input, select, textarea'),
  ].filter(
    (control) =>
      control.checkVisibility() &&
      control.tabIndex >= 0 &&
      Boolean((from?.compareDocumentPosition(control) ?? 0) & Node.DOCUMENT_POSITION_FOLLOWING),
  );
  return new Set(controls.map((control) => (control.type === 'radio' ? control.name : control))).size;
}

/** Runs in the page. Returns whether the focus has moved since the last call that returned `true`. */
function hasFocusMoved(): boolean {
  const page = globalThis as { focusBefore?: Element | null };
  const { activeElement } = document;
  if (page.focusBefore === activeElement) return false;
  page.focusBefore = activeElement;
  return true;
}
