import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { namesOf, pageSurface, until } from '../harness/surface.ts';

/**
 * Tests what the pages show in print, and whether they stand still for readers who prefer reduced motion. Puppeteer
 * emulates both only in Chromium.
 */

describe('in Chromium', () => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader('chromium');
  });
  afterAll(() => reader.close());

  /** Opens an analysis in the popup or in the library, and waits for the links below its text. */
  async function openAnalysis(where: 'popup' | 'library'): Promise<Page> {
    const article = await reader.visit(reader.sample.page('a desktop host').address);
    await reader.untilLookedAt(article);
    const page = await reader.open(
      where === 'popup'
        ? `/popup.html?tab=${await reader.tabId(article)}`
        : '/library.html#analysis=ferry-talks-merrow-strait',
    );
    await until('the links below the text are there', async () =>
      (await namesOf(pageSurface(page), 'link')).includes('Subscribe'),
    );
    return page;
  }

  it.each([
    ['popup', /^Ferry talks resume/],
    ['library', /^Global Power Plays/i],
  ] as const)('a printed %s shows the analysis and its source, and no control', async (where, beginning) => {
    const page = await openAnalysis(where);
    await page.emulateMediaType('print');
    const { first, last, controls } = await page.evaluate(printed);
    expect(first).toMatch(beginning);
    expect(last).toMatch(/^Analysis of an article by Northern Ledger – World/);
    expect(controls).toEqual([]);
    await page.close();
  });

  it.each(['/welcome.html', '/library.html', '/options.html'])(
    '%s stands still for readers who prefer reduced motion',
    async (address) => {
      const page = await reader.open(address);
      await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
      await page.reload();
      await until('the page is drawn', () => page.evaluate(() => document.querySelector('h1') !== null));
      for (const button of await page.$$('button')) await button.hover().catch(() => undefined);
      expect(await page.evaluate(moving)).toEqual([]);
      await page.close();
    },
  );
});

/**
 * Runs in the page. Returns the first line in print, the line that names the source (if it is missing, the last line),
 * and the printed controls.
 */
function printed(): { readonly first: string; readonly last: string; readonly controls: string[] } {
  const lines = document.body.innerText.split('\n').filter((line) => line.trim() !== '');
  const controls = [...document.querySelectorAll<HTMLElement>('button, input, textarea, nav, [role=status]')];
  return {
    first: lines[0] ?? '',
    last: lines.find((line) => line.startsWith('Analysis of')) ?? lines.at(-1) ?? '',
    controls: controls
      .filter(
        (control) =>
          control.checkVisibility() && control.getClientRects().length > 0 && control.innerText !== '',
      )
      .map((control) => control.getAttribute('aria-label') ?? control.innerText),
  };
}

/** Runs in the page. Returns the elements that move. */
function moving(): string[] {
  return document
    .getAnimations()
    .filter(({ playState }) => playState === 'running')
    .map(({ effect }) => (effect as KeyframeEffect).target?.outerHTML.slice(0, 80) ?? '');
}
