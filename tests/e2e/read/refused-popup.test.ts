import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GRANTED } from '../../build.ts';
import { openReader, type Reader } from '../harness/reader.ts';
import { namesOf, pageSurface, textOf, until } from '../harness/surface.ts';

/**
 * Firefox 140 opens a popup only during a user gesture. When the background has looked up the page, the key press no
 * longer counts as a user gesture. Newer versions open the popup, unless this preference is off.
 */
const preferences = { 'extensions.openPopupWithoutUserGesture.enabled': false };

describe('a command without an effect, in a Firefox that refuses to open the popup', () => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader('firefox', { variant: GRANTED, preferences });
    await reader.untilIndex();
  });
  afterAll(() => reader.close());

  const pageAt = async (address: string): Promise<Page | undefined> => {
    for (const page of await reader.browser.pages())
      if ((await page.evaluate(() => location.href).catch(() => '')) === address) return page;
    return undefined;
  };

  it.each(['save', 'jump'] as const)('"%s" opens the page that explains why', async (command) => {
    const { address } = reader.sample.page('nobody analysed: quiet-gazette');
    const page = await reader.visit(address);
    await reader.untilLookedAt(page);
    const explains = reader.address(`/library.html#tab=${await reader.tabId(page)}`);
    await reader.command(page, command);
    const explained = await until('the page that explains is open', async () => {
      const open = await reader.openAddresses();
      if (!open.includes(explains)) throw new Error(`open tabs: ${open.join(' ')}`);
      return pageAt(explains);
    });
    const surface = pageSurface(explained);
    await until('the page is drawn', async () =>
      (await namesOf(surface, 'heading')).includes('The page you were on'),
    );
    expect(await textOf(surface)).toContain('has not published an analysis of this article.');
    await explained.close();
    await page.close();
  });
});
