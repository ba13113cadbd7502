import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED } from '../build.ts';
import { analyses } from '../sample/content.ts';
import { picture } from './harness/pictures.ts';
import { openReader, type Reader } from './harness/reader.ts';
import { namesOf, pageSurface, press, textOf, until, untilState } from './harness/surface.ts';

/** The publication as it is today: a web site with a feed and a sitemap, and no companion index. */
describe.each(BROWSERS)('a publication without companion index, in %s', (name) => {
  let reader: Reader;
  let options: Page;

  beforeAll(async () => {
    reader = await openReader(name, {
      variant: GRANTED,
      prepare: (sample) => sample.publish({ form: 'site' }),
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
  const says = (words: string): Promise<unknown> =>
    until(
      `it says "${words}"`,
      () => options.evaluate((wanted) => document.body.innerText.includes(wanted), words),
      60_000,
    );

  it('is read from its feed at once, and from its pages one a second, though the background is killed', async () => {
    await until('the feed is in the index', async () => (await cards()) >= 10);
    await says('It offers no ready list');
    await reader.killBackground();
    await says(`${analyses.length} of ${analyses.length} analysis pages read`);
    await until('all are in the index', async () => (await cards()) === analyses.length);
    await says('back to May');
    await picture(pageSurface(options), name, 'options-plain-site');
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
