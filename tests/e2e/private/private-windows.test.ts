import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { picture } from '../harness/pictures.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { namesOf, textOf, until, untilState } from '../harness/surface.ts';

/** Tests what private windows store, and whether the badge works there. `tests/components` tests the words. */

describe.each(BROWSERS)('private windows in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name);
  });
  afterAll(() => reader.close());

  it('show the analysis with its text, and store nothing', async () => {
    const { address } = reader.sample.page('a relative canonical');
    const before = await counts(reader);
    expect(await mentions(reader, address)).toEqual([]);
    const page = await reader.visitPrivately(address);
    await until('the badge is lit', () =>
      reader.ask(async (api, url) => {
        const tab = (await api.tabs.query({})).find(
          (candidate: { incognito: boolean; url?: string }) => candidate.incognito && candidate.url === url,
        );
        return tab && (await api.action.getBadgeText({ tabId: tab.id })) === '1';
      }, address),
    );
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    // This text was not fetched ahead, so the popup fetches it.
    await until('the text is there', async () =>
      (await namesOf(popup, 'heading')).includes('What to watch next'),
    );
    expect(await textOf(popup)).toContain('Nothing is kept in private windows.');
    await picture(popup, name, 'popup-private');
    await popup.close();
    // The background may still store results of the last sync, so do not compare everything that is stored.
    expect(await mentions(reader, address)).toEqual([]);
    expect(await counts(reader)).toEqual(before);
    await page.close();
    // In an ordinary window, the same page is stored. So `mentions` would have found it.
    const ordinary = await reader.visit(address);
    await reader.untilBadge(ordinary, '1');
    await until('the page is stored', async () => (await mentions(reader, address)).length > 0);
    await ordinary.close();
  });
});

/** Returns the keys of both storage areas whose value contains the path of an address. */
async function mentions(reader: Reader, address: string): Promise<string[]> {
  const { local, session } = await reader.stored();
  const path = new URL(address).pathname;
  return [local, session].flatMap((area) =>
    Object.keys(area).filter((key) => JSON.stringify(area[key]).includes(path)),
  );
}

/** Returns the number of records in each table that reading in an ordinary window could change. */
function counts(reader: Reader): Promise<number[]> {
  const tables = ['followed', 'newAnalyses', 'saved', 'savedTexts', 'texts', 'waiting'];
  return Promise.all(tables.map((table) => reader.count(table)));
}
