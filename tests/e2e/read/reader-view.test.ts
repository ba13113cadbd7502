import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GRANTED } from '../../build.ts';
import { sampleHeadline } from '../../sample/content.ts';
import { readReason } from '../harness/popup.ts';
import { openReader, type Reader } from '../harness/reader.ts';
import { namesOf, until, untilState } from '../harness/surface.ts';

/** Only Firefox has a reader view at an `about:` address. Extensions cannot read a page at such an address. */
describe('an analysed article in the reader view of Firefox', () => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader('firefox', { variant: GRANTED });
    await reader.untilIndex();
  });
  afterAll(() => reader.close());

  it('has its analysis in the popup', async () => {
    const { address } = reader.sample.page('a plain article');
    const view = `about:reader?url=${encodeURIComponent(address)}`;
    const page = await reader.browser.newPage();
    // `goto` never resolves for a page of the browser itself.
    await page.goto(view, { timeout: 300 }).catch(() => undefined);
    await until('the reader view is shown', async () => (await reader.openAddresses()).includes(view));
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await until('the text is there', async () =>
      (await namesOf(popup, 'heading')).includes('Where this comes from'),
    );
    expect((await namesOf(popup, 'heading'))[0]).toBe(sampleHeadline('port-fee-holiday'));
    expect(await readReason(popup)).toContain('This is the article it analyses.');
    await popup.close();
    await page.close();
  });
});
