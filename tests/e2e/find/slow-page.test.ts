import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED, SAMPLE_PUBLICATION } from '../../build.ts';
import { viewOf } from '../harness/popup.ts';
import { openReader, type Reader } from '../harness/reader.ts';
import { until } from '../harness/surface.ts';

/** A script that does not arrive keeps the page loading. The content script reads a page only after it has loaded. */
describe.each(BROWSERS)('a page that is slow to load, in %s', (name) => {
  let reader: Reader;
  const held: ServerResponse[] = [];

  beforeAll(async () => {
    reader = await openReader(name, { variant: GRANTED });
    await reader.untilIndex();
    reader.sample.answering = ({ path }, response) => {
      if (path === '/slow.js') held.push(response);
      return path === '/slow.js';
    };
  });
  afterEach(() => {
    for (const response of held.splice(0)) response.end();
  });
  afterAll(() => reader.close());

  it('has its analysis in the popup while it loads, and gets its badge when it has loaded', async () => {
    const { address, html } = reader.sample.page('a plain article');
    const slow = `<script src="${SAMPLE_PUBLICATION}slow.js"></script></body>`;
    reader.sample.replacedPages.set(address, html.replace('</body>', slow));
    const page = await reader.browser.newPage();
    const loaded = page.goto(address);
    await until('the page waits for its script', async () => held.length > 0);
    expect(await viewOf(reader, page)).toMatchObject({ state: 'matched' });
    expect((await reader.badge(page)).text).toBe('');
    for (const response of held.splice(0))
      response.writeHead(200, { 'content-type': 'text/javascript' }).end();
    await loaded;
    await reader.untilBadge(page, '1');
    await page.close();
  });
});
