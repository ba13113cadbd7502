import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, OUTLET_PORT } from '../../build.ts';
import { sampleHeadline } from '../../sample/content.ts';
import { restlessPage, type ScrollHabit, scrollingPage } from '../../sample/in-page-markup.ts';
import { outletsOn } from '../../sample/outlets.ts';
import {
  clearReportedPages,
  expectStopped,
  killUntilStopped,
  recordPageMessages,
  reportedPages,
} from '../harness/page-messages.ts';
import { readPopup, viewOf } from '../harness/popup.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { until } from '../harness/surface.ts';

const at = outletsOn(OUTLET_PORT);

/** Articles of one outlet. PORTS and METERS have an analysis, MARINA has none. */
const PORTS = 'harbour-courier:/2026/06/28/port-fee-holiday-extended/';
const MARINA = 'harbour-courier:/2026/06/29/marina-lights-repaired/';
const METERS = 'harbour-courier:/2026/06/25/council-passes-water-meter-bylaw/';

/** Headlines of the analyses, keyed by article. */
const ANALYSED: Readonly<Record<string, string>> = {
  [PORTS]: sampleHeadline('port-fee-holiday'),
  [METERS]: sampleHeadline('water-meter-bylaw'),
};

/**
 * Tests documents with several articles, and documents that the browser prerenders.
 */
describe.each(BROWSERS)('in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
    await recordPageMessages(reader);
  });
  afterAll(() => reader.close());
  afterEach(() => reader.sample.replacedPages.clear());

  const addressOf = (page: Page): Promise<string> => page.evaluate(() => location.href);

  describe('several articles, one below the other', () => {
    /** Scrolls to an article, and waits until the page has changed the address. */
    const scrollTo = async (page: Page, source: string): Promise<void> => {
      await page.evaluate((address) => {
        document.querySelector(`article[data-address="${address}"]`)?.scrollIntoView();
      }, at(source));
      await until('the address has followed', async () => (await addressOf(page)) === at(source));
    };
    const openScroll = (sources: readonly string[], habit: ScrollHabit): Promise<Page> => {
      const address = at(sources[0] ?? '');
      reader.sample.replacedPages.set(address, scrollingPage(at, sources, habit));
      return reader.visit(address);
    };
    const expectAbout = async (page: Page, source: string): Promise<void> => {
      const analysis = ANALYSED[source];
      await until(
        'the content script has reported this article',
        async () => (await reportedPages(reader)).at(-1) === at(source),
      );
      await reader.untilLookedAt(page);
      await reader.untilBadge(page, analysis ? '1' : '');
      expect(await viewOf(reader, page)).toEqual(
        analysis ? { state: 'matched', headlines: [analysis] } : { state: 'none', headlines: [] },
      );
      expect((await reader.badge(page)).text).toBe(analysis ? '1' : '');
    };

    it.each<[what: string, sources: string[], habit: ScrollHabit]>([
      ['the first is analysed', [PORTS, MARINA], { by: 'replaceState', follows: 'nothing' }],
      ['the second is analysed', [MARINA, METERS], { by: 'replaceState', follows: 'title' }],
      ['both are analysed', [PORTS, METERS], { by: 'pushState', follows: 'nothing' }],
      ['the first and third are analysed', [PORTS, MARINA, METERS], { by: 'pushState', follows: 'head' }],
      [
        'the head still describes the second article after the reader has scrolled back',
        [MARINA, METERS],
        { by: 'replaceState', follows: 'head', staysBehind: true },
      ],
      [
        'a head with only a title still has the title of the second article',
        [MARINA, METERS],
        { by: 'replaceState', follows: 'title', staysBehind: true, isBare: true },
      ],
    ])('each have the right badge and popup: %s', async (_, sources, habit) => {
      const page = await openScroll(sources, habit);
      await expectAbout(page, sources[0] ?? '');
      // Scroll slowly to the last article and back.
      for (const source of [...sources.slice(1), ...sources.toReversed().slice(1)]) {
        await scrollTo(page, source);
        await expectAbout(page, source);
      }
      // Scroll without waiting for the badge.
      for (const source of [...sources, ...sources.toReversed(), ...sources]) await scrollTo(page, source);
      await expectAbout(page, sources.at(-1) ?? '');
      const analysis = ANALYSED[sources.at(-1) ?? ''];
      const { headings } = await readPopup(reader, page, analysis ? 'matched' : 'none');
      expect(headings[0]).toBe(analysis ?? 'No analysis of this article yet');
      await page.close();
    });

    it('match by address, even if the head contains another headline', async () => {
      const page = await openScroll([PORTS, METERS], { by: 'replaceState', follows: 'nothing' });
      await scrollTo(page, METERS);
      await reader.untilBadge(page, '1');
      await reader.untilLookedAt(page);
      const { words } = await readPopup(reader, page, 'matched');
      expect(words).toContain('This is the article it analyses.');
      expect(words).not.toContain('The headline has been edited since.');
      await page.close();
    });
  });

  it.each<[from: string, to: string, before: string, after: string]>([
    ['home of harbour-courier', PORTS, '', '1'],
    ['a plain article', MARINA, '1', ''],
  ])(
    'a page prerendered from "%s" is reported only when the reader opens it',
    async (from, to, before, after) => {
      const target = at(to);
      reader.sample.replacedPages.set(
        target,
        restlessPage(scrollingPage(at, [to], { by: 'replaceState', follows: 'nothing' })),
      );
      const page = await reader.visit(reader.sample.page(from).address);
      await reader.untilLookedAt(page);
      await reader.untilBadge(page, before);
      await killUntilStopped(reader, page);
      await clearReportedPages(reader);
      reader.sample.clearRequests();
      // Firefox does not prerender: it loads the page when the reader opens it. So in Firefox, the checks before the
      // navigation do not run.
      const prerenders = await page.evaluate((url) => {
        const rules = document.createElement('script');
        rules.type = 'speculationrules';
        rules.textContent = JSON.stringify({ prerender: [{ urls: [url], eagerness: 'immediate' }] });
        document.head.append(rules);
        return HTMLScriptElement.supports('speculationrules');
      }, target);
      expect(prerenders).toBe(name === 'chromium');
      const untilSettled = (): Promise<unknown> =>
        until('the page has requested /settled', async () =>
          reader.sample.requests.some(({ url }) => url.endsWith('/settled')),
        );
      if (prerenders) {
        await untilSettled();
        expect(await reportedPages(reader)).toEqual([]);
        await expectStopped(reader);
        expect((await reader.badge(page)).text).toBe(before);
      }
      await page.evaluate((url) => location.assign(url), target).catch(() => undefined);
      await until('the page is shown', async () => (await addressOf(page)).startsWith(target));
      if (prerenders) expect(await page.evaluate(wasPrerendered)).toBe(true);
      await untilSettled();
      await reader.untilLookedAt(page);
      await reader.untilBadge(page, after);
      await page.close();
    },
  );
});

/** Runs in the page. Returns whether the browser prerendered it. */
function wasPrerendered(): boolean {
  const [loading] = performance.getEntriesByType('navigation') as (PerformanceNavigationTiming & {
    activationStart?: number;
  })[];
  return (loading?.activationStart ?? 0) > 0;
}
