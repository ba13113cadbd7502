import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { majorVersion } from '../../browsers.ts';
import { type BrowserName, GRANTED, OUTLET_PORT } from '../../build.ts';
import { sampleHeadline } from '../../sample/content.ts';
import { articleAt, latePage, routedSite, scrollingPage } from '../../sample/in-page-markup.ts';
import { outletsOn } from '../../sample/outlets.ts';
import {
  clearReportedPages,
  expectStopped,
  killUntilStopped,
  recordPageMessages,
  reportedPages,
  untilScriptWouldHaveRead,
} from '../harness/page-messages.ts';
import { untilMatched, viewOf } from '../harness/popup.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { until } from '../harness/surface.ts';

const at = outletsOn(OUTLET_PORT);

/** Paths of stories of the single-page outlet. No analysis has the path of the depot story as its source. */
const FLOOD = '/story/flood-rumour-recall';
const COURT = '/story/court-backlog-plan';
const SEEDS = '/story/seed-library-network';
const DEPOT = '/story/tram-depot-open-day';

/** An analysis of the depot story. Its sources are routes (`#/…`, `#!/…`) of the outlet's home page, not the path. */
const OF_ROUTE = {
  id: 'depot-in-the-app',
  url: '/analysis/depot-in-the-app',
  headline: 'An open gate for one Sunday, and a timetable for the rest',
  lens: 'street-level',
  published: '2026-07-01',
  outlet: 'Daily Prism',
  sources: [at(`daily-prism:/#${DEPOT}`), at(`daily-prism:/#!${DEPOT}`)],
  sourceHeadline: 'Tram depot opens its gates to the public for one Sunday',
};

/** A browser, with or without the Navigation API. */
interface World {
  readonly world: string;
  readonly browser: BrowserName;
  readonly preferences?: Record<string, boolean>;
  /** Whether the browser announces navigation within pages (the Navigation API). */
  readonly announces: boolean;
}
/** Firefox has the Navigation API since version 147. In such a version, the tests also run without it. */
const FIREFOX_ANNOUNCES = majorVersion('firefox') >= 147;
const WORLDS: readonly World[] = [
  { world: 'chromium', browser: 'chromium', announces: true },
  { world: 'firefox', browser: 'firefox', announces: FIREFOX_ANNOUNCES },
];
const WITHOUT_ANNOUNCEMENT: World = {
  world: 'firefox without the Navigation API',
  browser: 'firefox',
  preferences: { 'dom.navigation.webidl.enabled': false },
  announces: false,
};

describe.each([...WORLDS, ...(FIREFOX_ANNOUNCES ? [WITHOUT_ANNOUNCEMENT] : [])])(
  'navigation in $world',
  (world) => {
    let reader: Reader;

    beforeAll(async () => {
      reader = await openReadyReader(world.browser, {
        variant: GRANTED,
        ...(world.preferences ? { preferences: world.preferences } : {}),
        prepare: (sample) => sample.publish({ more: { '2026-07': [OF_ROUTE] } }),
      });
      await recordPageMessages(reader);
    });
    afterAll(() => reader.close());
    afterEach(() => reader.sample.replacedPages.clear());

    const addressOf = (page: Page): Promise<string> => page.evaluate(() => location.href);
    const open = async (address: string, html?: string): Promise<Page> => {
      if (html !== undefined) reader.sample.replacedPages.set(address, html);
      return reader.visit(address);
    };

    describe('on a site that replaces the article in the page', () => {
      const home = at('daily-prism:/');
      const go = async (page: Page, path: string): Promise<void> => {
        await page.evaluate((wanted) => {
          document.querySelector<HTMLElement>(`a[data-path="${wanted}"]`)?.click();
        }, path);
        await until('the address is there', async () => new URL(await addressOf(page)).pathname === path);
      };

      it(`happens ${world.announces ? 'with' : 'without'} the Navigation API`, async () => {
        const page = await open(home);
        expect(await page.evaluate(() => 'navigation' in globalThis)).toBe(world.announces);
        await page.close();
      });

      it.each(['pushState', 'replaceState', ...(world.announces ? ['navigate'] : [])])(
        'gives the right badge after %s, whether the head changes late, never or at once',
        async (habit) => {
          const page = await open(home);
          await page.evaluate((by) => {
            document.documentElement.dataset.habit = by;
          }, habit);
          await reader.untilLookedAt(page);
          await reader.untilBadge(page, '');
          for (const [path, badge] of [
            [FLOOD, '1'],
            [DEPOT, ''],
            [COURT, '1'],
            ['/', ''],
            [SEEDS, '1'],
          ] as const) {
            await go(page, path);
            await reader.untilBadge(page, badge);
          }
          await untilMatched(reader, page, sampleHeadline('seed-library-network'));
          await page.close();
        },
      );

      it('gives the right badge after back and forward', async () => {
        const page = await open(at(`daily-prism:${COURT}`));
        await reader.untilBadge(page, '1');
        await go(page, DEPOT);
        await reader.untilBadge(page, '');
        await page.evaluate(() => history.back());
        await reader.untilBadge(page, '1');
        await page.evaluate(() => history.forward());
        await reader.untilBadge(page, '');
        await page.close();
      });

      it('ends with the right badge, after few readings, if the address changes 199 times', async () => {
        const page = await open(home);
        await reader.untilLookedAt(page);
        await clearReportedPages(reader);
        // Browsers limit how often a page may change its address, Firefox to 200 times in 10 seconds. This test stays
        // below that limit.
        await page.evaluate((last) => {
          for (let n = 1; n < 199; n++) history.pushState({}, '', `/passing/${n}`);
          history.pushState({}, '', last);
        }, SEEDS);
        await reader.untilBadge(page, '1');
        const reports = await reportedPages(reader);
        expect(reports.at(-1)).toBe(at(`daily-prism:${SEEDS}`));
        expect(reports.length).toBeLessThanOrEqual(3);
        await page.close();
      });
    });

    describe('on a site whose articles are routes', () => {
      const app = at('daily-prism:/');
      const site = routedSite('daily-prism', [DEPOT, COURT]);

      it.each(['#', '#!'])('gives a badge only on the analysed route behind %s', async (mark) => {
        const page = await open(app, site);
        await reader.untilLookedAt(page);
        for (const [path, badge] of [
          [DEPOT, '1'],
          [COURT, ''],
          ['/', ''],
          [DEPOT, '1'],
        ] as const) {
          await page.evaluate((link) => {
            document.querySelector<HTMLElement>(`a[href="${link}"]`)?.click();
          }, `${mark}${path}`);
          await reader.untilBadge(page, badge);
        }
        await untilMatched(reader, page, OF_ROUTE.headline);
        await page.close();
      });
    });

    it('to a fragment of the page sends no message and keeps the badge', async () => {
      const page = await open(reader.sample.page('a plain article').address);
      await reader.untilBadge(page, '1');
      await killUntilStopped(reader, page);
      await clearReportedPages(reader);
      for (const fragment of ['#comments', '#:~:text=corroded', '#']) {
        await page.evaluate((href) => {
          const link = document.body.appendChild(document.createElement('a'));
          link.href = href;
          link.click();
        }, fragment);
        await untilScriptWouldHaveRead(page);
      }
      expect(await reportedPages(reader)).toEqual([]);
      await expectStopped(reader);
      expect((await reader.badge(page)).text).toBe('1');
      await untilMatched(reader, page, sampleHeadline('port-fee-holiday'));
      await page.close();
    });

    // The following tests do not depend on the Navigation API, so they run only once for each browser.
    if (world === WITHOUT_ANNOUNCEMENT) return;

    describe('to a route by its full address', () => {
      const app = at('daily-prism:/');
      const openRoute = (address: string): Promise<Page> => {
        reader.sample.replacedPages.set(app, routedSite('daily-prism', [DEPOT, COURT]));
        return reader.visit(address);
      };

      it.each(['#', '#!'])('gives a badge only if the route was analysed: %s', async (mark) => {
        const analysed = await openRoute(`${app}${mark}${DEPOT}`);
        await reader.untilBadge(analysed, '1');
        await untilMatched(reader, analysed, OF_ROUTE.headline);
        await analysed.close();
        const other = await openRoute(`${app}${mark}${COURT}`);
        await reader.untilLookedAt(other);
        await reader.untilBadge(other, '');
        await other.close();
      });
    });

    it('to a page whose scripts add the content later gives a badge once the headline is there', async () => {
      const { headline } = articleAt(`daily-prism:${COURT}`);
      const page = await open(at(`daily-prism:${COURT}`), latePage('daily-prism', headline));
      await reader.untilLookedAt(page);
      await reader.untilBadge(page, '1');
      await untilMatched(reader, page, sampleHeadline('court-backlog-plan'));
      await page.close();
    });

    it('to the home page removes the analysis, even if the head still describes an article', async () => {
      const marina = 'harbour-courier:/2026/06/29/marina-lights-repaired/';
      const page = await open(
        at(marina),
        scrollingPage(at, [marina], { by: 'replaceState', follows: 'nothing' }),
      );
      await reader.untilBadge(page, '');
      expect(await viewOf(reader, page)).toEqual({ state: 'none', headlines: [] });
      await page.evaluate(() => history.pushState({}, '', '/'));
      expect(await viewOf(reader, page)).toEqual({ state: 'not-article', headlines: [] });
      await page.close();
    });

    it('from a copy to another article removes the badge, even on a host outside the index', async () => {
      const ferry = reader.sample.page('a desktop host');
      const page = await open(reader.sample.page('the same headline elsewhere').address, ferry.html);
      await reader.untilBadge(page, '1');
      await page.evaluate(() => {
        document.querySelector('link[rel=canonical]')?.remove();
        document.querySelector('meta[property="og:url"]')?.remove();
        history.pushState({}, '', '/features/another-story');
      });
      await reader.untilBadge(page, '');
      await page.close();
    });
  },
);
