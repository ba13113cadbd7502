import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED, OUTLET_PORT, SAMPLE_PUBLICATION } from '../build.ts';
import { analyses } from '../sample/content.ts';
import { outletsOn } from '../sample/outlets.ts';
import { analysisPage } from '../sample/publication.ts';
import { type ServedSite, siteOf } from '../sample/server.ts';
import { picture } from './harness/pictures.ts';
import { openReader, type Reader } from './harness/reader.ts';
import { namesOf, pageSurface, press, textOf, until, untilState } from './harness/surface.ts';

/** Analyses that only the sitemap names. They are read in half a minute and more. */
const OLDER = 24;

/** The plain sample site with older analyses that only its sitemap names. */
function siteWithOlder(count: number): ServedSite {
  const outlet = outletsOn(OUTLET_PORT);
  const site = new Map(siteOf(SAMPLE_PUBLICATION, outlet, { form: 'site' }));
  const [model] = analyses;
  if (!model) throw new Error('the sample has no analysis');
  const entries = [...Array(count).keys()].map((n) => {
    const id = `from-the-archive-${n}`;
    const published = new Date(Date.UTC(2026, 3, 30 - n)).toISOString().slice(0, 10);
    const older = { ...model, id, published, sources: [`northern-ledger:/world/archive/${id}`] };
    site.set(`/analysis/${id}`, { type: 'text/html', body: analysisPage(older, SAMPLE_PUBLICATION, outlet) });
    return `<url><loc>${SAMPLE_PUBLICATION}analysis/${id}</loc><lastmod>${published}</lastmod></url>`;
  });
  const sitemap = String(site.get('/sitemap-1.xml')?.body).replace(
    '</urlset>',
    `${entries.join('')}</urlset>`,
  );
  return site.set('/sitemap-1.xml', { type: 'application/xml', body: sitemap });
}

/** The publication as it is today: a web site with a feed and a sitemap, and no companion index. */
describe.each(BROWSERS)('a publication without companion index, in %s', (name) => {
  let reader: Reader;
  let options: Page;

  beforeAll(async () => {
    reader = await openReader(name, {
      variant: GRANTED,
      prepare: (sample) => sample.publishSite(siteWithOlder(OLDER)),
    });
    await reader.untilIndex();
    await reader.tabs();
    options = await reader.open('/options.html');
  });
  afterAll(() => reader.close());

  const cards = (): Promise<number> =>
    options.evaluate(() =>
      Number(document.querySelector<HTMLElement>('[data-index]')?.dataset.cards ?? Number.NaN),
    );
  const cardsRead = (): Promise<number> =>
    options.evaluate(() =>
      Number(
        /Read (\d+) of/.exec(document.querySelector<HTMLElement>('.site-reading')?.innerText ?? '')?.[1],
      ),
    );
  const says = (words: string): Promise<unknown> =>
    until(
      `it says "${words}"`,
      async () => {
        const said = await options.evaluate(() => document.body.innerText);
        if (!said.includes(words)) throw new Error(`it says: ${said}`);
        return true;
      },
      // A killed background goes on by an alarm, half a minute later at the earliest, and twice at the most.
      150_000,
    );

  it('is read from its feed at once, and says of an older article that it is not known yet', async () => {
    await until('the feed is in the index', async () => (await cards()) >= 10);
    await says('NOLIGARCHY.US sample offers no ready list');
    const page = await reader.visit(reader.sample.page('nobody analysed: quiet-gazette').address);
    const popup = await reader.pressButton(page);
    await untilState(popup, 'partial');
    expect(await textOf(popup)).toContain('Only part of the list of NOLIGARCHY.US sample has arrived');
    await picture(popup, name, 'popup-partial');
    await popup.close();
    await page.close();
  });

  it('is read from its pages one a second, though the background is killed and the reader stops it', async () => {
    const surface = pageSurface(options);
    await until('it goes on', async () => (await cardsRead()) > 12, 60_000);
    await picture(surface, name, 'options-plain-site');
    await press(surface, 'button', 'Stop');
    await until('it has stopped', async () =>
      (await namesOf(surface, 'button')).includes('Read older analyses'),
    );
    await press(surface, 'button', 'Read older analyses');
    await until('it goes on', async () => (await namesOf(surface, 'button')).includes('Stop'));
    await reader.killBackground();
    await says(`Read ${analyses.length + OLDER} of up to`);
    await until('they are in the index', async () => (await cards()) === analyses.length + OLDER);
    await says('back to April');
    // Pages that are no analyses come last.
    await until(
      'no page is left to read',
      () => options.evaluate(() => document.querySelector('[data-reading="reading"]') === null),
      60_000,
    );
    const times = reader.sample.seen.filter(({ url }) => url.includes('/analysis/')).map(({ at }) => at);
    const gaps = times.slice(1).map((time, n) => time - (times[n] ?? 0));
    expect(gaps.filter((gap) => gap < 900)).toEqual([]);
  });

  it.each([
    ['a plain article', '1'],
    ['two analyses', '2'],
    ['an analysis without a document', '1'],
    ['nobody analysed: quiet-gazette', ''],
  ])('lights up on %s as with an index', async (pageName, badge) => {
    const page = await reader.visit(reader.sample.page(pageName).address);
    if (badge === '') await reader.untilLookedAt(page);
    await reader.untilBadge(page, badge);
    await page.close();
  });

  it('is read in the popup without a request, saved and left for the original', async () => {
    const page = await reader.visit(reader.sample.page('a desktop host').address);
    await reader.untilBadge(page, '1');
    reader.sample.forget();
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await until('the text is there', async () =>
      (await namesOf(popup, 'heading')).includes('What to watch next'),
    );
    expect(await textOf(popup)).toContain('Global Power Plays');
    expect(await namesOf(popup, 'link')).toContain('Read the original at Northern Ledger – World');
    await press(popup, 'button', 'Save');
    await until('it is saved', async () => (await namesOf(popup, 'button')).includes('Saved'));
    await popup.close();
    await page.close();
    expect(reader.sample.asked()).toEqual([]);
  });
});

describe.each(BROWSERS)('a companion index that arrives while pages are read, in %s', (name) => {
  let reader: Reader;
  afterAll(() => reader.close());

  it('takes their place, and stays', async () => {
    reader = await openReader(name, {
      variant: GRANTED,
      prepare: (sample) => sample.publishSite(siteWithOlder(OLDER)),
    });
    await reader.untilIndex();
    const options = await reader.open('/options.html');
    const shown = (): Promise<{ cards: number; isReading: boolean; words: string }> =>
      options.evaluate(() => ({
        cards: Number(document.querySelector<HTMLElement>('[data-index]')?.dataset.cards),
        isReading: document.querySelector('.site-reading') !== null,
        words: document.body.innerText,
      }));
    await until('pages are read', async () => (await shown()).isReading);
    reader.sample.publish({});
    await press(pageSurface(options), 'button', 'Check now');
    await until('the companion index is there', async () =>
      (await shown()).words.includes('Published by NOLIGARCHY.US sample on'),
    );
    // The alarm of the next batch rings half a minute after the last one was set.
    await until(
      'no alarm for the next batch is left',
      async () =>
        !(await reader.ask((api) => api.alarms.getAll())).some(
          ({ name }: { name: string }) => name === 'back-fill',
        ),
      60_000,
    );
    const { cards, isReading } = await shown();
    expect({ cards, isReading }).toEqual({ cards: analyses.length, isReading: false });
  });
});
