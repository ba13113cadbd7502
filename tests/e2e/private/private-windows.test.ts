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
    const before = await everything(reader);
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
    expect(await everything(reader)).toEqual(before);
    await page.close();
  });
});

/** Returns the settings, the tab records, and the number of records in each table. */
async function everything(reader: Reader): Promise<object> {
  const tables = ['followed', 'newAnalyses', 'saved', 'state', 'texts'];
  return {
    stored: await reader.ask(async (api) => [
      await api.storage.local.get(null),
      await api.storage.session.get(null),
    ]),
    records: await Promise.all(tables.map((table) => reader.count(table))),
  };
}
