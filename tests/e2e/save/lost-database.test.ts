import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCHEMA_VERSION } from '../../../lib/db/versions.ts';
import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };
import { BROWSERS } from '../../build.ts';
import { changeVersion, loseDatabase } from '../harness/database.ts';
import { picture } from '../harness/pictures.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import {
  namesOf,
  pageSurface,
  press,
  type Surface,
  textOf,
  until,
  untilSaid,
  untilState,
} from '../harness/surface.ts';

/**
 * The reader saved an analysis and follows a lens. First the database cannot be opened, and later the browser loses it.
 */

const SAVED_PAGE = 'a desktop host';
const OTHER_PAGE = 'a plain article';
const ID = 'ferry-talks-merrow-strait';
const LENS = 'Global Power Plays';
/** The version number of the extension's database in IndexedDB: Dexie multiplies the version of the schema by ten. */
const OWN = 10 * SCHEMA_VERSION;
const NEWER = OWN + 20;

const words = (name: keyof typeof messages): string => messages[name].message;

describe.each(BROWSERS)('the extension in %s', (name) => {
  let reader: Reader;
  let headline: string;

  const popupOn = async (page: Page, state: string): Promise<Surface> => {
    const popup = await reader.pressButton(page);
    await untilState(popup, state);
    return popup;
  };

  beforeAll(async () => {
    reader = await openReadyReader(name);
    const page = await reader.visit(reader.sample.page(SAVED_PAGE).address);
    await reader.untilBadge(page, '1');
    const popup = await popupOn(page, 'matched');
    [headline = ''] = await namesOf(popup, 'heading');
    await press(popup, 'button', 'Save');
    await until('the analysis is saved', async () => (await namesOf(popup, 'button')).includes('Saved'));
    await press(popup, 'button', `Follow ${LENS}`);
    await until('it is followed', async () => (await namesOf(popup, 'button')).includes(`Following ${LENS}`));
    await until('analysis and lens are in the second copy', async () => {
      const keys = Object.keys((await reader.stored()).local);
      return keys.includes(`kept:${ID}`) && keys.some((key) => key.startsWith('kept-followed:lens:'));
    });
    await popup.close();
    await page.close();
  });
  afterAll(() => reader.close());

  it('leaves a database of a newer version unchanged, and shows the second copy until the database opens', async () => {
    await changeVersion(reader, NEWER);
    await reader.killBackground();

    const saved = await reader.visit(reader.sample.page(SAVED_PAGE).address);
    await reader.untilBadge(saved, '1');
    const onSaved = await popupOn(saved, 'matched');
    await untilSaid(onSaved, `${words('databaseNewer')} ${words('closedSaved')}`);
    await until('the button says "Saved"', async () => (await namesOf(onSaved, 'button')).includes('Saved'));
    await picture(onSaved, name, 'popup-second-copy');
    await onSaved.close();

    const other = await reader.visit(reader.sample.page(OTHER_PAGE).address);
    const onOther = await popupOn(other, 'no-index');
    await untilSaid(
      onOther,
      `${words('closedIndexTitle')} ${words('databaseNewer')} ${words('closedIndexText')}`,
    );
    await picture(onOther, name, 'popup-closed-index');
    await onOther.close();
    expect((await reader.badge(other)).text).toBe('');

    const page = await reader.open('/library.html');
    const library = pageSurface(page);
    await untilSaid(
      library,
      `${words('databaseClosedTitle')} ${words('databaseNewer')} ${words('databaseClosedText')}`,
    );
    await until('the saved analysis is listed', async () =>
      page.evaluate((id) => document.querySelector(`[data-count="1"] [data-analysis="${id}"]`) !== null, ID),
    );
    expect(await namesOf(library, 'button')).toEqual(['Text and colours', 'More', headline]);
    await picture(library, name, 'library-second-copy');

    const options = await reader.open('/options.html');
    await untilSaid(pageSurface(options), words('failure_newer_database'));
    await options.close();
    const next = await reader.ask(async (api) => (await api.alarms.get('sync')).scheduledTime - Date.now());
    expect(next).toBeLessThanOrEqual(60_000);
    const { records } = await reader.stored();
    expect([records['civic-lens/saved'], records['civic-lens/ofANewerVersion']]).toEqual([1, 1]);

    await changeVersion(reader, OWN);
    await untilSaid(library, words('librarySaved'));
    await until('the library is no longer read-only', async () =>
      (await namesOf(library, 'button')).includes(words('filterTitle')),
    );
    await page.close();
    await reader.ask((api) => api.alarms.create('sync', { when: Date.now() }));
    await reader.untilBadge(other, '1');
    for (const opened of [saved, other]) await opened.close();
    expect([await reader.count('saved'), await reader.count('followed')]).toEqual([1, 1]);
  });

  it('fills a lost database from the second copy, fetches the index at once, and informs the reader', async () => {
    await loseDatabase(reader);
    await reader.killBackground();
    const page = await reader.visit(reader.sample.page(SAVED_PAGE).address);
    const opened = await reader.open('/library.html');
    const library = pageSurface(opened);
    await untilSaid(
      library,
      [
        words('restoredTitle'),
        words('restoredText'),
        words('restoredSaved_one').replace('$1', '1'),
        headline,
        words('restoredFollowed_one').replace('$1', '1'),
        LENS,
        words('understood'),
      ].join(' '),
    );
    await picture(library, name, 'library-restored');
    await reader.untilIndex();
    await reader.untilBadge(page, '1');
    expect([await reader.count('saved'), await reader.count('followed')]).toEqual([1, 1]);
    await until('the text is there again', async () => (await reader.count('savedTexts')) === 1);
    await opened.bringToFront();
    await press(library, 'button', words('understood'));
    await until('the message is gone', async () => !(await textOf(library)).includes(words('restoredTitle')));
    await opened.close();
    await page.close();
  });
});
