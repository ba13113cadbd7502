import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED, OUTLET_PORT, SAMPLE_PUBLICATION } from '../../build.ts';
import { analyses } from '../../sample/content.ts';
import { outletsOn } from '../../sample/outlets.ts';
import { type ServedSite, siteOf } from '../../sample/server.ts';
import { viewOf } from '../harness/popup.ts';
import { openReader, type Reader } from '../harness/reader.ts';
import { until } from '../harness/surface.ts';
import { timeLimit } from '../harness/time-limits.ts';

/**
 * Tests that syncs of a plain site fetch only new pages. While the site asks for a pause (`Retry-After`), syncs make no
 * request at all.
 */

const NEWEST_FIRST = analyses.toSorted((a, b) => (a.published < b.published ? 1 : -1)).map(({ id }) => id);
/** Analyses that the publication adds during the tests, FIRST before the others. FIRST is the oldest of the three. */
const [THIRD = '', SECOND = '', FIRST = ''] = NEWEST_FIRST;
const IN_FEED = NEWEST_FIRST.slice(3, 5);
const IN_SITEMAP = NEWEST_FIRST.slice(5, 7);

/** Returns a plain sample site whose feed has these analyses, and whose sitemap has those in `IN_SITEMAP`. */
function siteWith(inFeed: readonly string[]): ServedSite {
  const site = siteOf(SAMPLE_PUBLICATION, outletsOn(OUTLET_PORT), {
    form: 'site',
    newest: inFeed.length,
    withdrawn: NEWEST_FIRST.filter((id) => ![...inFeed, ...IN_SITEMAP].includes(id)),
  });
  const entries = IN_SITEMAP.map((id) => `<url><loc>${SAMPLE_PUBLICATION}analysis/${id}</loc></url>`);
  return (
    new Map(site)
      .set('/sitemap.xml', { type: 'application/xml', body: `<urlset>${entries.join('')}</urlset>` })
      // The Atom feed contains only summaries, so the extension needs the pages.
      .set('/feed.xml', { type: 'application/atom+xml', body: String(site.get('/atom.xml')?.body) })
  );
}

describe.each(BROWSERS)('a plain site in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader(name, {
      variant: GRANTED,
      prepare: (sample) => sample.publishSite(siteWith(IN_FEED)),
    });
    await reader.untilIndex();
    await untilRead([...IN_FEED, ...IN_SITEMAP]);
  });
  afterAll(() => reader.close());

  const known = async (): Promise<string[]> =>
    (await reader.query('newestCards', 50)).map(({ id }) => id).toSorted();
  /** Returns when the background reads the next pages (ms since the epoch), or undefined if no page is left to read. */
  const nextReading = (): Promise<number | undefined> =>
    reader.ask(async (api) => (await api.alarms.get('back-fill'))?.scheduledTime);
  /** Waits until the index has exactly these analyses, and no page is left to read. */
  const untilRead = (ids: readonly string[]): Promise<unknown> =>
    until(`${ids.length} analyses are in the index, and no page is left to read`, async () => {
      const now = await known();
      if (now.join() !== ids.toSorted().join()) throw new Error(`the index has ${now}`);
      return (await nextReading()) === undefined;
    });
  const requests = (): { path: string; isConditional: boolean; at: number }[] =>
    reader.sample
      .publicationRequests()
      .map(({ url, headers, at }) => ({
        path: new URL(url).pathname,
        isConditional: headers['if-none-match'] !== undefined,
        at,
      }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const requestedPages = (): { path: string; at: number }[] =>
    requests().filter(({ path }) => path.startsWith('/analysis/'));

  it('gets a conditional request for its feed, and no request for pages if the feed is unchanged', async () => {
    reader.sample.clearRequests();
    await reader.sync();
    await untilRead([...IN_FEED, ...IN_SITEMAP]);
    expect(requests().map(({ path, isConditional }) => [path, isConditional])).toEqual([
      // The site has no companion index, so the extension has no earlier answer to make this request conditional.
      ['/.well-known/civic-lens/index.json', false],
      ['/feed.xml', true],
      ['/robots.txt', true],
    ]);
  });

  it('gets a request for the one new page only, and the index keeps all other analyses', async () => {
    reader.sample.publishSite(siteWith([FIRST, ...IN_FEED]));
    reader.sample.clearRequests();
    await reader.sync();
    await untilRead([FIRST, ...IN_FEED, ...IN_SITEMAP]);
    expect(requestedPages().map(({ path }) => path)).toEqual([`/analysis/${FIRST}`]);
  });

  it('gets no request during the pause that it asks for, and is read to the end afterwards', async () => {
    // The pause must be longer than the steps below take, even on a slow machine.
    const seconds = Math.ceil(timeLimit(8000) / 1000);
    let refusedAt = 0;
    reader.sample.publishSite(siteWith([THIRD, SECOND, FIRST, ...IN_FEED]));
    reader.sample.clearRequests();
    reader.sample.answering = ({ path }, response) => {
      if (!path.startsWith('/analysis/') || refusedAt > 0) return false;
      refusedAt = Date.now();
      response.writeHead(429, { 'retry-after': String(seconds) }).end();
      return true;
    };
    /** Makes the alarm for the next pages fire now instead of in half a minute. */
    const readOn = (): Promise<unknown> =>
      reader.ask((api) => api.alarms.create('back-fill', { when: Date.now() + 100 }));

    const article = await reader.visit(reader.sample.page('a desktop host').address);
    await reader.sync();
    await until('a page is refused', async () => refusedAt > 0);
    await readOn();
    await until('reading is postponed again', async () => Number(await nextReading()) > Date.now() + 10_000);
    await reader.sync();
    // The site refused the page with the analysis of this article.
    expect(await viewOf(reader, article)).toMatchObject({ state: 'partial' });
    const lookedAt = Date.now();
    expect(requests().filter(({ at }) => at > refusedAt)).toEqual([]);
    expect(lookedAt - refusedAt).toBeLessThan(seconds * 1000);
    await until('the pause is over', async () => Date.now() >= refusedAt + seconds * 1000);
    await readOn();
    await untilRead([THIRD, SECOND, FIRST, ...IN_FEED, ...IN_SITEMAP]);
    await reader.untilBadge(article, '1');
    await article.close();
    const after = requestedPages().filter(({ at }) => at > refusedAt);
    expect(after.map(({ path }) => path)).toEqual([SECOND, THIRD].map((id) => `/analysis/${id}`).toSorted());
    expect(Math.min(...after.map(({ at }) => at)) - refusedAt).toBeGreaterThanOrEqual(seconds * 1000);
  });
});
