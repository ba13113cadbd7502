import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED } from '../build.ts';
import { picture } from './harness/pictures.ts';
import { openReader, type Reader } from './harness/reader.ts';
import { namesOf, press, textOf, until, untilState } from './harness/surface.ts';

describe.each(BROWSERS)('private windows in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader(name, { variant: GRANTED });
    await reader.untilIndex();
    await reader.tabs();
  });
  afterAll(() => reader.close());

  it('match and show, write nothing, and say why nothing can be saved', async () => {
    const before = await everything(reader);
    const page = await reader.visitPrivately(reader.sample.page('a desktop host').address);
    await until('the badge is lit', () =>
      reader.ask(async (api) => {
        const tab = (await api.tabs.query({})).find(
          (candidate: { incognito: boolean; url?: string }) =>
            candidate.incognito && candidate.url?.includes('northern-ledger'),
        );
        return tab && (await api.action.getBadgeText({ tabId: tab.id })) === '1';
      }),
    );
    const popup = await reader.pressButton(page);
    await untilState(popup, 'matched');
    await until('the text is there', async () =>
      (await namesOf(popup, 'heading')).includes('What to watch next'),
    );
    expect(await textOf(popup)).toContain('Nothing is kept in private windows.');
    const disabled = await popup.run((document) =>
      [...document.querySelectorAll<HTMLButtonElement>('button:disabled')].map(
        (button) => button.ariaLabel ?? button.innerText.trim(),
      ),
    );
    const [followTopic] = disabled.splice(0, disabled.indexOf('Follow Global Power Plays'));
    expect(followTopic).toMatch(/^Follow topic /);
    expect(disabled).toEqual([
      'Follow Global Power Plays',
      expect.stringMatching(/^Follow (?!topic )/),
      'Save',
    ]);
    await picture(popup, name, 'popup-private');
    await popup.close();
    expect(await everything(reader)).toEqual(before);
    await page.close();
  });

  it('show what was saved elsewhere as saved', async () => {
    const open = await reader.visit(reader.sample.page('a plain article').address);
    const popup = await reader.pressButton(open);
    await press(popup, 'button', 'Save');
    await until('it is saved', async () => (await namesOf(popup, 'button')).includes('Saved'));
    await popup.close();
    await open.close();
    const page = await reader.visitPrivately(reader.sample.page('a plain article').address);
    const privatePopup = await reader.pressButton(page);
    await until('it is shown as saved', async () =>
      (await namesOf(privatePopup, 'button')).includes('Saved'),
    );
    await privatePopup.close();
    await page.close();
  });

  it('keep no text that was fetched to be read', async () => {
    const page = await reader.visitPrivately(reader.sample.page('a relative canonical').address);
    const popup = await reader.pressButton(page);
    await until('the text is there', async () =>
      (await namesOf(popup, 'heading')).includes('What to watch next'),
    );
    await popup.close();
    await page.close();
    expect(await reader.count('fetchedTexts')).toBe(0);
  });
});

/** All that is stored: settings, what is known of tabs, and the number of records of every table. */
async function everything(reader: Reader): Promise<object> {
  const tables = ['fetchedTexts', 'followed', 'newAnalyses', 'saved', 'state', 'texts'];
  return {
    stored: await reader.ask(async (api) => [
      await api.storage.local.get(null),
      await api.storage.session.get(null),
    ]),
    records: await Promise.all(tables.map((table) => reader.count(table))),
  };
}
