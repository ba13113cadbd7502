import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { picture } from '../harness/pictures.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { namesOf, pageSurface, press, textOf, until, untilState } from '../harness/surface.ts';

/**
 * Tests what a popup of 400 × 600 px shows of an analysis before the reader scrolls, and how header and section marks
 * follow the scrolling.
 */

const ID = 'ferry-talks-merrow-strait';
const sized = (words: string, length: number): string =>
  words
    .repeat(9)
    .slice(0, length - 1)
    .trim()
    .concat('.');
const HEADLINE_90 = sized('Ferry talks resume across the strait; the power to stop a sailing moves on ', 90);
const HEADLINE_370 = sized(
  'Ferry talks resume across the strait; the power to stop a sailing moves on ',
  370,
);
const LONG_SUMMARY = sized(
  'An annex that nobody reads decides who may hold a ship at the quay, and for how long. ',
  600,
);

/** A wide typeface, for a device that has none of the typefaces in the style sheet. */
const FALLBACK = '"DejaVu Serif", serif';

describe.each(BROWSERS)('the first screen of an analysis in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());

  /** Publishes the ferry analysis with another headline and summary, and opens its popup. */
  async function openPopup(changed: { headline?: string; summary?: string } = {}): Promise<Page> {
    reader.sample.publish({ corrected: { [ID]: changed } });
    await reader.sync();
    const article = await reader.visit(reader.sample.page('a desktop host').address);
    await reader.untilLookedAt(article);
    const popup = await reader.open(`/popup.html?tab=${await reader.tabId(article)}`);
    await reader.resize(popup, 400, 600);
    await untilState(pageSurface(popup), 'matched');
    await until('the text is there', async () =>
      (await namesOf(pageSurface(popup), 'heading')).includes('What to watch next'),
    );
    return popup;
  }

  it.each([
    ['a headline of 90 characters', { headline: HEADLINE_90 }, 2, undefined, 8],
    ['a headline of 90 characters in a wide typeface', { headline: HEADLINE_90 }, 2, FALLBACK, 8],
    ['a headline of 370 characters', { headline: HEADLINE_370, summary: LONG_SUMMARY }, 2, undefined, 5],
    [
      'a headline of 370 characters in a wide typeface',
      { headline: HEADLINE_370, summary: LONG_SUMMARY },
      2,
      FALLBACK,
      5,
    ],
    ['the largest text', { headline: HEADLINE_90 }, 5, undefined, 3],
    ['the largest text in a wide typeface', { headline: HEADLINE_90 }, 5, FALLBACK, 3],
  ])('shows enough lines of the text with %s', async (what, changed, textSize, serif, lines) => {
    await reader.ask((api, size) => api.storage.local.set({ textSize: size }), textSize);
    const popup = await openPopup(changed);
    if (serif !== undefined) {
      await popup.evaluate((font) => document.documentElement.style.setProperty('--serif', font), serif);
      // The headline measures itself when it is drawn, so make the page draw it again.
      await reader.resize(popup, 401, 600);
      await reader.resize(popup, 400, 600);
    }
    await picture(pageSurface(popup), name, `first-screen-${what.replaceAll(' ', '-')}`);
    expect(await popup.evaluate(linesInSight)).toBeGreaterThanOrEqual(lines);
    expect(await popup.evaluate(overflow)).toBe(0);
    await popup.close();
    await reader.ask((api) => api.storage.local.remove('textSize'));
  });

  /** Opens the popup page for the tab with this id, in a window of 400 × 600 px. */
  async function openPopupOf(tab: number): Promise<Page> {
    const popup = await reader.open(`/popup.html?tab=${tab}`);
    await reader.resize(popup, 400, 600);
    return popup;
  }

  /** Expects eight or more visible lines of the text, in the page's typeface and in `FALLBACK`. Closes the popup. */
  async function expectEightLines(popup: Page, what: string): Promise<void> {
    await until('the text is there', async () =>
      (await namesOf(pageSurface(popup), 'heading')).includes('What to watch next'),
    );
    await popup.evaluate(() => scrollTo(0, 0));
    for (const serif of [undefined, FALLBACK]) {
      if (serif !== undefined)
        await popup.evaluate((font) => document.documentElement.style.setProperty('--serif', font), serif);
      await reader.resize(popup, 401, 600);
      await reader.resize(popup, 400, 600);
      await popup.evaluate(nextPaint);
      await picture(pageSurface(popup), name, `first-screen-${what}${serif === undefined ? '' : '-wide'}`);
      expect(await popup.evaluate(linesInSight)).toBeGreaterThanOrEqual(8);
      expect(await popup.evaluate(overflow)).toBe(0);
    }
    await popup.close();
  }

  /** Publishes the ferry analysis with a headline of 90 characters. */
  async function publishLong(more: { updated?: string } = {}): Promise<void> {
    reader.sample.publish({ corrected: { [ID]: { headline: HEADLINE_90, ...more } } });
    await reader.sync();
  }

  it('shows eight lines of the text if the reader comes from a list, and "Back" stays in sight', async () => {
    await publishLong();
    const page = await reader.visit(reader.sample.page('a section front').address);
    const popup = await openPopupOf(await reader.tabId(page));
    await press(pageSurface(popup), 'button', HEADLINE_90);
    await until('the text is there', async () =>
      (await namesOf(pageSurface(popup), 'heading')).includes('What to watch next'),
    );
    const places = (): Promise<number[]> =>
      popup.evaluate(() => {
        const { top, bottom } = document.querySelector('.back-in-header')?.getBoundingClientRect() ?? {};
        const header = document.querySelector('.panel-header')?.getBoundingClientRect();
        return [(top ?? -1) - (header?.top ?? 0), (header?.bottom ?? 0) - (bottom ?? 999)].map(Math.round);
      });
    expect(await places()).toEqual([6, 6]);
    await popup.evaluate(() => scrollTo(0, 400));
    expect(await places()).toEqual([6, 6]);
    await expectEightLines(popup, 'opened');
    await page.close();
  });

  it('shows eight lines of the text in a private window, below the note that nothing is kept', async () => {
    await publishLong();
    const { address } = reader.sample.page('a desktop host');
    const page = await reader.visitPrivately(address);
    const tab = await until('the private tab is known', () =>
      reader.ask(
        async (api, url) =>
          (await api.tabs.query({})).find(
            (one: { incognito: boolean; url?: string }) => one.incognito && one.url === url,
          )?.id as number | undefined,
        address,
      ),
    );
    const popup = await openPopupOf(tab);
    await untilState(pageSurface(popup), 'matched');
    await until('the note is there', async () =>
      (await textOf(pageSurface(popup))).includes('Nothing is kept in private windows.'),
    );
    await expectEightLines(popup, 'private');
    await page.close();
  });

  it('shows the rest of a cut headline on request', async () => {
    const popup = await openPopup({ headline: HEADLINE_370 });
    const height = (): Promise<number> =>
      popup.evaluate(() => document.querySelector('h1')?.getBoundingClientRect().height ?? 0);
    const before = await height();
    await press(pageSurface(popup), 'button', 'more');
    await until('the headline is whole', async () => (await height()) > before * 1.5);
    await press(pageSurface(popup), 'button', 'less');
    await until('the headline is cut again', async () => (await height()) === before);
    await popup.close();
  });

  it('has all actions in one row at several widths and letter sizes', async () => {
    const popup = await openPopup();
    const shown: unknown[] = [];
    for (const [width, letters] of [
      [400, '100%'],
      [320, '100%'],
      [400, '165%'],
      [260, '100%'],
      [400, '100%'],
    ] as const) {
      await popup.evaluate((size) => {
        document.documentElement.style.fontSize = size;
      }, letters);
      await reader.resize(popup, width + 1, 600);
      await reader.resize(popup, width, 600);
      await until('the row has the width of the window', () =>
        popup.evaluate(
          () => document.querySelector('.actions')?.clientWidth === document.documentElement.clientWidth,
        ),
      );
      await popup.evaluate(nextPaint);
      shown.push(await popup.evaluate(actionsShown));
    }
    const names = [
      'Save',
      'Read the original at Northern Ledger – World',
      'Share',
      'Read aloud',
      'Open beside the page',
    ];
    expect(shown).toEqual([
      { rows: 1, words: ['Save', 'Original'], names },
      { rows: 1, words: ['Save', 'Original'], names },
      { rows: 1, words: ['Save'], names },
      { rows: 1, words: ['Save', 'Original'], names },
      { rows: 1, words: ['Save', 'Original'], names },
    ]);
    await popup.close();
  });

  it('marks the section that is being read, and jumps to another section by keyboard', async () => {
    const popup = await openPopup();
    const current = (): Promise<string | undefined> =>
      popup.evaluate(() => document.querySelector('nav [aria-current]')?.textContent ?? undefined);
    expect(await current()).toBe('Happened');
    const middle = (heading: string): Promise<void> =>
      popup.evaluate((wanted) => {
        const found = [...document.querySelectorAll('h2')].find(({ textContent }) => textContent === wanted);
        found?.scrollIntoView({ block: 'start', behavior: 'instant' });
      }, heading);
    await middle('Why it matters');
    await until('the jump of the section is marked', async () => (await current()) === 'Why');
    await popup.evaluate(() => scrollTo(0, 0));
    await until('the first section is marked again', async () => (await current()) === 'Happened');
    await popup.evaluate(() => {
      const jump = [...document.querySelectorAll<HTMLElement>('nav button')].find(
        ({ textContent }) => textContent === 'Watch',
      );
      jump?.focus();
    });
    await popup.keyboard.press('Enter');
    await until('the jump "Watch" is marked', async () => (await current()) === 'Watch');
    expect(await popup.evaluate(() => document.activeElement?.textContent)).toBe('What to watch next');
    await until('the heading is in sight', () =>
      popup.evaluate(() => (document.activeElement?.getBoundingClientRect().top ?? 600) < 500),
    );
    await popup.close();
  });

  it('opens a saved analysis where the reader stopped, and other analyses at the top', async () => {
    const popup = await openPopup();
    await popup.evaluate(() => scrollTo(0, 500));
    await popup.close();
    const again = await openPopup();
    expect(await again.evaluate(() => scrollY)).toBe(0);
    await press(pageSurface(again), 'button', 'Save');
    await until('the analysis is saved', async () => Boolean(await reader.saved(ID)));
    await again.evaluate(() => scrollTo(0, 500));
    await until('the place is stored', async () => {
      const { session } = await reader.stored();
      const place = (session as Record<string, unknown>)[`readingPlace:${ID}`] as
        | { section: number; share: number }
        | undefined;
      return place !== undefined && Math.abs((await again.evaluate(scrollOf, place)) - 500) < 3;
    });
    await again.close();
    const third = await openPopup();
    await until('the place is back', async () => Math.abs((await third.evaluate(() => scrollY)) - 500) < 3);
    // After the text has become larger, the page must scroll so that the same passage is at the top of the window.
    const { session } = await reader.stored();
    const place = (session as Record<string, unknown>)[`readingPlace:${ID}`];
    await third.evaluate(() => {
      document.documentElement.style.fontSize = '130%';
    });
    await until('the place is at the top again', async () => {
      const [wanted, scrolled] = await Promise.all([
        third.evaluate(scrollOf, place as Parameters<typeof scrollOf>[0]),
        third.evaluate(() => scrollY),
      ]);
      return wanted > 600 && Math.abs(wanted - scrolled) < 3;
    });
    await third.close();
  });

  it('opens a saved analysis in a wide library at the section to which the reader has jumped', async () => {
    const popup = await openPopup();
    if (!(await reader.saved(ID))) await press(pageSurface(popup), 'button', 'Save');
    await until('the analysis is saved', async () => Boolean(await reader.saved(ID)));
    await popup.close();
    const open = async (): Promise<Page> => {
      const page = await reader.open(`/library.html#analysis=${ID}`);
      await until('the text is there', async () =>
        (await namesOf(pageSurface(page), 'button')).includes('Why'),
      );
      return page;
    };
    const topOfSection = (page: Page): Promise<number> =>
      page.evaluate(
        () =>
          document.querySelectorAll('.reading-text section')[2]?.getBoundingClientRect().top ?? Number.NaN,
      );
    const first = await open();
    await press(pageSurface(first), 'button', 'How it works');
    await until('the place is stored', async () => {
      const { session } = await reader.stored();
      const place = (session as Record<string, unknown>)[`readingPlace:${ID}`] as { section: number };
      return place.section === 2;
    });
    const before = await topOfSection(first);
    await first.close();
    const second = await open();
    await until('the section is at the same place', async () => {
      const now = await topOfSection(second);
      if (Math.abs(now - before) > 2) throw new Error(`it is at ${now} instead of ${before} px`);
      return true;
    });
    await second.close();
  });

  it('shows eight lines of the text if the publication has corrected the saved analysis', async () => {
    const first = await openPopup({ headline: HEADLINE_90 });
    // An earlier test may have saved the analysis.
    if (!(await reader.saved(ID))) await press(pageSurface(first), 'button', 'Save');
    await until('the analysis is saved', async () => (await reader.saved(ID))?.textState === 'kept');
    await first.close();
    await publishLong({ updated: '2026-07-05' });
    const page = await reader.visit(reader.sample.page('a desktop host').address);
    const popup = await openPopupOf(await reader.tabId(page));
    await until('the correction is reported', async () =>
      (await namesOf(pageSurface(popup), 'button')).includes('See what changed'),
    );
    await expectEightLines(popup, 'corrected');
    await page.close();
  });
});

/** Runs in the popup. Returns how far to scroll so that a place of the text is at the top of the window (px). */
function scrollOf({ section, share }: { section: number; share: number }): number {
  const text = document.querySelector('.reading-text section')?.parentElement;
  const found = text?.querySelectorAll<HTMLElement>(':scope > section')[section];
  if (!found) return Number.NaN;
  const { top, height } = found.getBoundingClientRect();
  const margin = Number.parseFloat(getComputedStyle(found).scrollMarginBlockStart) || 0;
  return top + scrollY - margin + share * height;
}

/** Runs in the popup. Returns the number of whole lines of the text that are visible. */
function linesInSight(): number {
  const [jumps, actions] = ['.jumps', '.actions'].map((part) =>
    document.querySelector(part)?.getBoundingClientRect(),
  );
  const lines = new Set<number>();
  for (const paragraph of document.querySelectorAll('.reading section :is(p, li)')) {
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    for (const { top, bottom } of range.getClientRects())
      if (top >= (jumps?.bottom ?? 600) && bottom <= (actions?.top ?? 0)) lines.add(Math.round(bottom / 10));
  }
  return lines.size;
}

/** Runs in the popup. Returns how much wider than the window its content is (px). */
function overflow(): number {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth - clientWidth;
}

/**
 * Runs in the popup. Waits until the present layout has been painted. Before each paint, the page fits the row of
 * actions to its new width. Until then the row may be wrapped, but the reader does not see that.
 */
function nextPaint(): Promise<unknown> {
  return new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
}

/** Runs in the popup. Returns the number of rows of the actions, their visible words, and their accessible names. */
function actionsShown(): { rows: number; words: string[]; names: string[] } {
  const actions = [...document.querySelectorAll<HTMLElement>('.actions :is(button, a)')];
  const middles = actions.map((action) => {
    const { top, bottom } = action.getBoundingClientRect();
    return Math.round((top + bottom) / 2);
  });
  return {
    rows: new Set(middles).size,
    words: actions.map(({ innerText }) => innerText.trim()).filter((words) => words !== ''),
    names: actions.map((action) => action.getAttribute('aria-label') ?? action.innerText.trim()),
  };
}
