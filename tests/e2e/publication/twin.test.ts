import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../../lib/index/card.ts';
import { BROWSERS, GRANTED, SAMPLE_PUBLICATION } from '../../build.ts';
import { analyses } from '../../sample/content.ts';
import { viewOf } from '../harness/popup.ts';
import { openReader, type Reader } from '../harness/reader.ts';

/** The publication redirects every request to its `www.` twin. */
describe.each(BROWSERS)('a publication that redirects to its `www.` twin, in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader(name, {
      variant: GRANTED,
      prepare: (sample) => {
        sample.isAtTwin = true;
      },
    });
  });
  afterAll(() => reader.close());

  it('gives the extension its index and its texts', async () => {
    await reader.untilIndex();
    const page = await reader.visit(reader.sample.page('a plain article').address);
    await reader.untilBadge(page, '1');
    expect(await viewOf(reader, page)).toMatchObject({ state: 'matched' });
    const [card] = await reader.query('newestCards', 1);
    expect(await reader.query('textOf', card as Card, false)).toMatchObject({ state: 'ready' });
    await page.close();
  });

  it('lets the extension show an analysis on its own page, also at the twin', async () => {
    const [analysis] = analyses;
    const { host } = new URL(SAMPLE_PUBLICATION);
    const page = await reader.visit(`http://www.${host}/analysis/${analysis?.id}`);
    await reader.untilBadge(page, '');
    expect(await viewOf(reader, page)).toEqual({ state: 'matched', headlines: [analysis?.headline] });
    await page.close();
  });
});
