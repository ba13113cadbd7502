import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED, OUTLET_PORT } from '../../build.ts';
import { analyses } from '../../sample/content.ts';
import { outletPages, outletsOn } from '../../sample/outlets.ts';
import { placeOf } from '../../sample/server.ts';
import { openReader, type Reader } from '../harness/reader.ts';

const PLAIN = outletPages(outletsOn(OUTLET_PORT)).find(({ name }) => name === 'a plain article');
const ARTICLE = PLAIN?.address ?? '';
const HEADLINE = analyses.find(({ id }) => id === 'port-fee-holiday')?.sourceHeadline ?? '';
const SITE = `harbour-courier.localhost:${OUTLET_PORT}`;
const canonical = `<link rel="canonical" href="${ARTICLE}">`;
const page = (head: string, headline = HEADLINE): string =>
  [
    `<!doctype html><html><head><title>${headline} | Port fee holiday extended</title>${head}</head>`,
    `<body><h1>${headline}</h1><p>Text.</p></body></html>`,
  ].join('');

const PAGES: readonly (readonly [name: string, address: string, badge: '' | '1', html: string])[] = [
  [
    'another article that claims the address of the analysed one',
    `http://${SITE}/2026/07/04/storm-closes-coast-road-schools`,
    '',
    page(canonical, 'Storm closes coast road and schools').replace(' | Port fee holiday extended', ''),
  ],
  [
    'a copy on another host of the same site (by the list of public suffixes)',
    `http://news.${SITE}/n/1`,
    '1',
    page(canonical),
  ],
  [
    'a copy whose head elements end up in the body',
    `http://${SITE}/n/2`,
    '1',
    page(canonical).replace('<head>', '<head><script></script><iframe hidden></iframe>'),
  ],
  [
    'the article with gift parameters of one reader',
    `${ARTICLE}?gift=1a2b3c&unlocked_article_code=1.AbC`,
    '1',
    page(''),
  ],
  ['an archived copy', `https://archive.ph/2026.07.03-101010/${ARTICLE}`, '1', page('')],
  [
    'the article with a headline full of invisible characters',
    `${ARTICLE}?utm_source=letter`,
    '1',
    page('', [...HEADLINE].join('\u200b')),
  ],
];

describe.each(BROWSERS)('the identity of a page in %s', (name) => {
  let reader: Reader;
  let tab: Page;

  beforeAll(async () => {
    reader = await openReader(name, { variant: GRANTED });
    await reader.untilIndex();
    for (const [, address, , html] of PAGES)
      reader.sample.saved.set(placeOf(address), { charset: 'utf-8', body: Buffer.from(html) });
    tab = await reader.browser.newPage();
  });
  afterAll(() => reader.close());

  it.each(PAGES)('gives %s, at %s, the badge "%s"', async (_, address, badge) => {
    await tab.goto(address);
    await reader.untilLookedAt(tab);
    expect((await reader.untilBadge(tab, badge)).text).toBe(badge);
  });
});
