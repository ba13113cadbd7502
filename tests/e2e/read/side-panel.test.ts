import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_INSTALLED, BROWSERS } from '../../build.ts';
import { picture } from '../harness/pictures.ts';
import { openSidePanel } from '../harness/popup.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { namesOf, pageSurface, stateOf, textOf, until, untilState } from '../harness/surface.ts';

describe.each(BROWSERS)('the side panel in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());

  it('opens from the popup, and follows the active tab and its navigation', async () => {
    const article = await reader.visit(reader.sample.page('a desktop host').address);
    const panel = await openSidePanel(reader, article);
    await untilState(panel, 'matched');
    await until('the text is there', async () =>
      (await namesOf(panel, 'heading')).includes('What to watch next'),
    );
    await picture(panel, name, 'side-panel');

    const other = await reader.visit(reader.sample.page('two analyses').address);
    await other.bringToFront();
    await untilState(panel, 'choose');
    await article.bringToFront();
    await untilState(panel, 'matched');
    await article.goto(reader.sample.page('home of quiet-gazette').address);
    await untilState(panel, 'not-article');
    await article.goto(reader.sample.page('nobody analysed: quiet-gazette').address);
    await untilState(panel, 'none');

    const site = await reader.visit(reader.sample.page('a single-page site: court-backlog-plan').address);
    await site.bringToFront();
    await untilState(panel, 'matched');
    await pageSurface(site).press('a[data-path="/story/tram-depot-open-day"]');
    await until('the analysis is gone', async () => (await stateOf(panel)) !== 'matched');
    await pageSurface(site).press('a[data-path="/story/seed-library-network"]');
    await untilState(panel, 'matched');
    expect(await namesOf(panel, 'button')).toContain('Follow Common Ground');
    for (const page of [article, other, site]) await page.close();
  });

  it.each([
    ['240 px wide, as Firefox shows it at first', 240],
    ['320 px wide', 320],
  ])('shows its actions in one row when it is %s', async (_, width) => {
    const article = await reader.visit(reader.sample.page('a plain article').address);
    const panel = await reader.open(`/sidepanel.html?tab=${await reader.tabId(article)}`);
    await untilState(pageSurface(panel), 'matched');
    await reader.resize(panel, width, 600);
    const rows = (): Promise<number[]> =>
      panel.evaluate(() =>
        [...document.querySelectorAll('.actions :is(.button, .icon-button)')].map((button) => {
          const { top, bottom } = button.getBoundingClientRect();
          return Math.round((top + bottom) / 2);
        }),
      );
    expect(await rows()).toHaveLength(5);
    // The panel fits the actions into the new width before its next paint.
    await until('the actions are in one row', async () => new Set(await rows()).size === 1);
    for (const page of [article, panel]) await page.close();
  });
});

describe.each(BROWSERS)('the side panel in %s, with "Only when I click"', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name, { variant: AS_INSTALLED });
  });
  afterAll(() => reader.close());

  it('shows the page on which the reader clicked, and says that other pages were not checked', async () => {
    const article = await reader.visit(reader.sample.page('a desktop host').address);
    const panel = await openSidePanel(reader, article);
    await untilState(panel, 'matched');
    const other = await reader.visit(reader.sample.page('a plain article').address);
    await other.bringToFront();
    await untilState(panel, 'not-checked');
    expect(await textOf(panel)).toContain('Click Civic Lens to look up this page.');
    await picture(panel, name, 'side-panel-not-checked');
    const again = await reader.pressButton(other);
    await untilState(again, 'matched');
    await untilState(panel, 'matched');
    await again.close();
    await other.goto(reader.sample.page('a syndicated copy').address);
    await untilState(panel, 'not-checked');
    for (const page of [article, other]) await page.close();
  });
});
