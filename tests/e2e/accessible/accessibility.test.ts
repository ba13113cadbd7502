import axe from 'axe-core';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { COLOUR_RULES, faultsOf } from '../harness/axe-faults.ts';
import { picture } from '../harness/pictures.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { namesOf, pageSurface, press, tabTo, until } from '../harness/surface.ts';

/** Sample pages, keyed by what their popup shows. The tests open each popup in a tab with `popup.html?tab=`. */
const POPUPS = {
  'popup with an analysis': 'a desktop host',
  'popup with a choice': 'two analyses',
  'popup without an analysis': 'nobody analysed: quiet-gazette',
  'popup on no article': 'home of harbour-courier',
} as const;
/** Sample pages, each with the button in its popup that opens the letter. */
const LETTERS = {
  'letter on a wrong article': ['a desktop host', 'Not this article?'],
  'letter that asks for an analysis': ['nobody analysed: quiet-gazette', 'Suggest it'],
} as const;
const PAGES = {
  library: '/library.html',
  'library while reading': '/library.html#analysis=ferry-talks-merrow-strait',
  'library with what is new': '/library.html#view=new',
  'library along a lens': '/library.html#lens=global-power-plays',
  'library without results': '/library.html#view=unread&q=nothing',
  options: '/options.html',
  welcome: '/welcome.html',
} as const;

interface ScrolledPopup {
  readonly pageName: string;
  readonly height: number;
  readonly button?: string;
  readonly last: string;
  /** The beginning of the name of a control that Shift and Tab must reach. The default is `last`. */
  readonly first?: string;
}

/**
 * Popups whose content is longer than the window: a sample page, the height of the window (px), the button in the popup
 * that opens the content, and the beginning of the name of the last control that scrolls.
 */
const SCROLLED_POPUPS: Readonly<
  Record<'an analysis' | 'a choice' | 'no analysis' | 'linked stories', ScrolledPopup>
> = {
  'an analysis': { pageName: 'a desktop host', height: 600, last: 'Subscribe' },
  'a choice': { pageName: 'two analyses', height: 400, last: 'Civic Lens on ' },
  'no analysis': { pageName: 'nobody analysed: quiet-gazette', height: 400, last: 'Civic Lens on ' },
  'linked stories': {
    pageName: 'home of harbour-courier',
    height: 400,
    button: 'Stories linked on this page that have an analysis',
    last: 'Save',
    // The title has the focus at first. From there, Shift and Tab lead to "Back", and not into the list below.
    first: 'Back',
  },
};

/** An analysis that is new for the reader, so that popups and the library show their section of new analyses. */
const NEW_ANALYSIS = {
  id: 'canal-tolls',
  url: 'http://noligarchy.localhost:4170/analysis/canal-tolls',
  headline: 'Canal tolls rise by a third; who set them sits on both sides of the table',
  summary: 'The board that raised the tolls also buys the passage.',
  lens: 'global-power-plays',
  published: '2026-07-03',
  outlet: 'Northern Ledger – World',
  sources: ['http://quiet-gazette.localhost:4170/canal-tolls'],
  topics: ['shipping'],
};

describe.each(BROWSERS)('accessibility in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
    await reader.ask((api) => api.storage.local.set({ sitesOff: ['example.com'], notify: true }));
    const popup = await openPopup('a desktop host');
    await press(pageSurface(popup), 'button', 'Follow Global Power Plays');
    await until('the button says "Following"', async () =>
      (await namesOf(pageSurface(popup), 'button')).includes('Following Global Power Plays'),
    );
    await popup.close();
    reader.sample.publish({ more: { '2026-07': [NEW_ANALYSIS] } });
    await reader.sync();
  });
  afterAll(() => reader.close());

  async function openPopup(pageName: string): Promise<Page> {
    const article = await reader.visit(reader.sample.page(pageName).address);
    await reader.untilLookedAt(article);
    const page = await reader.open(`/popup.html?tab=${await reader.tabId(article)}`);
    await until('the popup has looked up its page', () =>
      page.evaluate(
        () =>
          !document.querySelector('[data-state="loading"]') &&
          document.querySelector('[data-state]') !== null,
      ),
    );
    return page;
  }

  async function openLetter([pageName, button]: readonly [string, string]): Promise<Page> {
    const page = await openPopup(pageName);
    if (pageName === 'a desktop host') await press(pageSurface(page), 'button', 'This article');
    await press(pageSurface(page), 'button', button);
    await until('the letter is there', () =>
      page.evaluate(() => document.querySelector('textarea') !== null),
    );
    return page;
  }

  async function openAny(what: string): Promise<Page> {
    const page =
      what in LETTERS
        ? await openLetter(LETTERS[what as keyof typeof LETTERS])
        : what in POPUPS
          ? await openPopup(POPUPS[what as keyof typeof POPUPS])
          : await reader.open(PAGES[what as keyof typeof PAGES]);
    await until('the page is drawn', () =>
      page.evaluate(
        () => document.querySelector('h1') !== null && !document.body.innerText.includes('Fetching the text'),
      ),
    );
    return page;
  }

  it.each([...Object.keys(POPUPS), ...Object.keys(LETTERS), ...Object.keys(PAGES)])(
    '%s has at most minor axe violations, light or dark, and fits a window 320 px wide, as at 400 % zoom',
    async (what) => {
      const page = await openAny(what);
      await page.evaluate(axe.source);
      for (const dark of [false, true]) {
        await reader.setColours(page, dark ? 'dark' : 'light');
        expect(await faultsOf(page, dark ? COLOUR_RULES : undefined), dark ? 'dark' : 'light').toEqual([]);
        await picture(pageSurface(page), name, `${what.replaceAll(' ', '-')}${dark ? '-dark' : ''}`);
      }
      await reader.setColours(page, 'light');
      await reader.resize(page, 320, 256);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await reader.resize(page, 320, 700);
      await picture(pageSurface(page), name, `${what.replaceAll(' ', '-')}-narrow`);
      await page.close();
    },
  );

  describe('with the keyboard alone', () => {
    it.each(Object.keys(SCROLLED_POPUPS) as (keyof typeof SCROLLED_POPUPS)[])(
      'Tab, and Shift+Tab, reach controls of the popup that are high enough, and that no sticky row hides: %s',
      async (popup) => {
        const { pageName, height, button, last, first = last }: ScrolledPopup = SCROLLED_POPUPS[popup];
        const page = await openPopup(pageName);
        if (button) await press(pageSurface(page), 'button', button);
        await reader.resize(page, 400, height);
        await until('the last control is there', async () => {
          const names = await page.evaluate(() =>
            [...document.querySelectorAll('button, a, label')].map(({ textContent }) => textContent?.trim()),
          );
          return names.some((control) => control?.startsWith(last));
        });
        const reach = async (): Promise<string[]> => {
          const reached: string[] = [];
          const faults: string[] = [];
          for (let stop = 0; stop < 60 && reached.at(-1) !== ''; stop++) {
            await page.keyboard.press('Tab');
            const { name: control, covering, isLow } = await page.evaluate(focusedControl);
            reached.push(control);
            faults.push(...covering.map((row) => `${control} is behind ${row}`));
            if (isLow) faults.push(`${control} is lower than 24 px`);
          }
          expect(faults).toEqual([]);
          return reached;
        };
        await page.keyboard.down('Shift');
        expect(await reach()).toContainEqual(expect.stringMatching(`^${first}`));
        await page.keyboard.up('Shift');
        expect(await reach()).toContainEqual(expect.stringMatching(`^${last}`));
        await page.close();
      },
    );

    it('the Tab key reaches every control of the popup in the expected order', async () => {
      const page = await openPopup('a desktop host');
      await until('the text and the controls of the analysis are there', () =>
        page.evaluate(
          () =>
            document.body.innerText.includes('What to watch next') &&
            document.querySelector('dl') !== null &&
            document.querySelector('button:disabled') === null,
        ),
      );
      const controls = await page.evaluate(
        () =>
          [...document.querySelectorAll('button:enabled, a[href], input')].filter((one) =>
            one.checkVisibility(),
          ).length,
      );
      const reached: string[] = [];
      for (let presses = 0; presses < controls; presses++) {
        await page.keyboard.press('Tab');
        reached.push(
          await page.evaluate(
            () =>
              document.activeElement?.getAttribute('aria-label') ??
              (document.activeElement?.closest('label') ?? document.activeElement)?.textContent?.trim() ??
              '',
          ),
        );
      }
      // List the controls only now: "Follow" and the new analyses may have appeared while the reader pressed Tab.
      const all = await page.evaluate(() =>
        [...document.querySelectorAll('button:enabled, a[href], input')]
          // Leave out the line that names the source: it appears only in print.
          .filter((control) => control.checkVisibility())
          .map(
            (control) =>
              control.getAttribute('aria-label') ??
              (control.closest('label') ?? control).textContent?.trim() ??
              '',
          ),
      );
      expect(reached.toSorted()).toEqual(all.toSorted());
      expect(reached.slice(0, 7)).toEqual([
        'Save',
        'Read the original at Northern Ledger – World',
        'Share',
        'Read aloud',
        'Open beside the page',
        'Northern Ledger – World',
        'This article',
      ]);
      expect(reached.slice(-3)).toEqual([
        'Following Global Power Plays',
        expect.stringMatching(/^Library/),
        'More',
      ]);
      await page.close();
    });

    it('the reader saves an analysis, removes it and restores it', async () => {
      const page = await openPopup('a plain article');
      const focus = (words: string): Promise<void> => tabTo(page, words);
      await focus('Save');
      await page.keyboard.press('Enter');
      await until('the analysis is saved', async () => (await reader.count('saved')) === 1);
      await until('the focus stays on the button', () =>
        page.evaluate(() => document.activeElement?.textContent?.trim() === 'Saved'),
      );
      await page.keyboard.press('Enter');
      const untilChosen = (item: string): Promise<unknown> =>
        until(`"${item}" has the focus in the menu`, () =>
          page.evaluate((wanted) => document.activeElement?.textContent?.trim() === wanted, item),
        );
      await untilChosen('Mark as read');
      await page.keyboard.press('ArrowUp');
      await untilChosen('Remove');
      expect(await reader.count('saved')).toBe(1);
      await page.keyboard.press('Enter');
      await until('the analysis is removed', async () => (await reader.count('saved')) === 0);
      await focus('Undo');
      await page.keyboard.press('Enter');
      await until('the analysis is back', async () => (await reader.count('saved')) === 1);
      await page.close();
    });

    it('keyboard commands save the analysis, open it from the article, and lead back', async () => {
      const page = await reader.visit(reader.sample.page('a section below politics').address);
      await reader.untilBadge(page, '1');
      const before = await reader.count('saved');
      await reader.command(page, 'save');
      await until('the analysis is saved', async () => (await reader.count('saved')) === before + 1);
      await until('the title says "saved"', async () => (await reader.badge(page)).title.endsWith('saved'));
      const analysis = 'http://noligarchy.localhost:4170/analysis/poll-weighting-review';
      await reader.command(page, 'jump');
      const opened = await until('the analysis is open', async () =>
        (await reader.tabs()).find(({ url, active }) => url === analysis && active),
      );
      await reader.ask((api, id) => api.tabs.remove(id), opened.id);
      const analysisPage = await reader.visit(analysis);
      await page.bringToFront();
      await reader.command(analysisPage, 'jump');
      await until('the article is in front again', async () =>
        (await reader.tabs()).some(
          ({ url, active }) => url === reader.sample.page('a section below politics').address && active,
        ),
      );
      for (const tab of [page, analysisPage]) await tab.close();
    });
  });
});

/**
 * Runs in the popup. Returns the name of the focused control (empty if none has the focus), the sticky rows that cover
 * its upper or lower edge, and whether its height is less than 24 px. Links inside a sentence may be smaller
 * (https://www.w3.org/TR/WCAG22/#target-size-minimum).
 */
function focusedControl(): { readonly name: string; readonly covering: string[]; readonly isLow: boolean } {
  const { activeElement: focused } = document;
  if (!focused || focused === document.body) return { name: '', covering: [], isLow: false };
  const { left, width, top, bottom } = focused.getBoundingClientRect();
  // A click on the words of a switch also presses it.
  const target = focused.closest('label') ?? focused;
  const { height } = target.getBoundingClientRect();
  const covering = [top + 2, bottom - 2].flatMap((y) => {
    const row = document
      .elementFromPoint(left + width / 2, y)
      ?.closest('.panel-header, .jumps, .actions, .state-foot');
    return row && !row.contains(focused) ? [row.className] : [];
  });
  const name = focused.getAttribute('aria-label') ?? target.textContent?.trim() ?? '';
  const isInSentence = focused.closest('.sections p, .facts-line, dd, .also-published') !== null;
  return { name, covering, isLow: height < 24 && !isInSentence };
}
