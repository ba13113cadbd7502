import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, type BrowserName, GRANTED } from '../../build.ts';
import { analyses } from '../../sample/content.ts';
import { OLDER, siteWithOlder } from '../harness/older-analyses.ts';
import { picture } from '../harness/pictures.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { namesOf, pageSurface, press, textOf, until, untilSaid, untilState } from '../harness/surface.ts';

interface Opened {
  readonly reader: Reader;
  readonly options: Page;
  /** Makes the server answer requests for the analyses that only the sitemap names. Until then, these requests wait. */
  readonly release: () => void;
}
const opened = new Map<BrowserName, Opened>();
/** How late a request may arrive on a busy machine (seconds). */
const LATE = 0.5;

function openedIn(name: BrowserName): Opened {
  const found = opened.get(name);
  if (!found) throw new Error(`${name} was not opened`);
  return found;
}

/** Whether a path belongs to an analysis that only the sitemap names. */
const isOlder = (path: string): boolean => path.startsWith('/analysis/from-the-archive-');

const cards = (options: Page): Promise<number> =>
  options.evaluate(() =>
    Number(document.querySelector<HTMLElement>('[data-index]')?.dataset.cards ?? Number.NaN),
  );
const cardsRead = (options: Page): Promise<number> =>
  options.evaluate(() =>
    Number(/Read (\d+) of/.exec(document.querySelector<HTMLElement>('.site-reading')?.innerText ?? '')?.[1]),
  );
// After the background was killed, an alarm resumes the reading half a minute later. Allow 150 seconds, which is enough
// for two such alarms.
const says = (options: Page, words: string): Promise<void> => untilSaid(pageSurface(options), words, 150_000);

/** A web site with a feed and a sitemap, but without a companion index. */
describe('a publication without companion index', () => {
  beforeAll(async () => {
    await Promise.all(
      BROWSERS.map(async (name) => {
        let release = (): void => undefined;
        const reader = await openReadyReader(name, {
          variant: GRANTED,
          prepare: (sample) => {
            sample.publishSite(siteWithOlder());
            release = sample.hold(isOlder);
          },
        });
        opened.set(name, { reader, options: await reader.open('/options.html'), release });
      }),
    );
  });
  afterAll(() => Promise.all([...opened.values()].map(({ reader }) => reader.close())));

  // The tests of both browsers run concurrently, because each of them waits long. The server holds back the older pages
  // until the test has seen the popup and Options during the reading. So the reading cannot end before that, even on a
  // slow machine.
  it.concurrent.each(BROWSERS)(
    'is read from its feed at once, then page by page, at most one a second, even after Stop and a kill, in %s',
    async (name) => {
      const { reader, options, release } = openedIn(name);
      const surface = pageSurface(options);
      await until('the feed is in the index', async () => (await cards(options)) >= 10);
      await says(options, 'NOLIGARCHY.US sample offers no ready list');
      const page = await reader.visit(reader.sample.page('nobody analysed: quiet-gazette').address);
      const popup = await reader.pressButton(page);
      await untilState(popup, 'partial');
      expect(await textOf(popup)).toContain('Still reading the publication’s list');
      await picture(popup, name, 'popup-partial');
      await popup.close();
      await page.close();
      await until('the reading continues', async () => (await cardsRead(options)) > 12, 60_000);
      await picture(surface, name, 'options-plain-site');
      await press(surface, 'button', 'Stop');
      await until('the reading has stopped', async () =>
        (await namesOf(surface, 'button')).includes('Read older analyses'),
      );
      await press(surface, 'button', 'Read older analyses');
      await until('the reading continues', async () => (await namesOf(surface, 'button')).includes('Stop'));
      await reader.killBackground();
      release();
      await says(options, `Read ${analyses.length + OLDER} of up to`);
      await until('all are in the index', async () => (await cards(options)) === analyses.length + OLDER);
      await says(options, 'back to April');
      // The extension reads pages that are not analyses last, so wait for these pages too.
      await until(
        'no page is left to read',
        () => options.evaluate(() => document.querySelector('[data-reading="reading"]') === null),
        60_000,
      );
      const times = reader.sample.requests
        .filter(({ url }) => url.includes('/analysis/'))
        .map(({ at }) => at);
      // On a busy machine, a request may arrive late, and the next request then seems to follow too soon. Such delays
      // do not add up, so compare each request with all earlier requests.
      const early = times.flatMap((time, n) =>
        times.slice(0, n).flatMap((before, earlier) => {
          const seconds = (time - before) / 1000;
          return seconds < n - earlier - LATE ? `${n - earlier} requests after ${seconds} s` : [];
        }),
      );
      expect(early).toEqual([]);
    },
  );

  it.each(
    BROWSERS.flatMap((name) =>
      [
        ['a plain article', '1'],
        ['two analyses', '2'],
        ['an analysis without a document', '1'],
        ['nobody analysed: quiet-gazette', ''],
      ].map(([pageName = '', badge = '']) => [pageName, name, badge] as const),
    ),
  )('gives %s the same badge as a companion index does, in %s', async (pageName, name, badge) => {
    const { reader } = openedIn(name);
    const page = await reader.visit(reader.sample.page(pageName).address);
    if (badge === '') await reader.untilLookedAt(page);
    await reader.untilBadge(page, badge);
    await page.close();
  });

  it.each(BROWSERS)(
    'gives the popup the text of an analysis without a request, and the reader can save it, in %s',
    async (name) => {
      const { reader } = openedIn(name);
      const page = await reader.visit(reader.sample.page('a desktop host').address);
      await reader.untilBadge(page, '1');
      reader.sample.clearRequests();
      const popup = await reader.pressButton(page);
      await untilState(popup, 'matched');
      await until('the text is there', async () =>
        (await namesOf(popup, 'heading')).includes('What to watch next'),
      );
      await untilSaid(popup, 'Global Power Plays');
      expect(await namesOf(popup, 'link')).toContain('Read the original at Northern Ledger – World');
      await press(popup, 'button', 'Save');
      await until('the analysis is saved', async () => (await namesOf(popup, 'button')).includes('Saved'));
      await popup.close();
      await page.close();
      expect(reader.sample.publicationRequests()).toEqual([]);
    },
  );
});
