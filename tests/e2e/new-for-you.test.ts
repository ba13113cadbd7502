import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, type BrowserName, builtExtension, GRANTED } from '../build.ts';
import { picture } from './harness/pictures.ts';
import { openReader, type Reader } from './harness/reader.ts';
import {
  namesOf,
  pageSurface,
  press,
  type Surface,
  stateOf,
  textOf,
  until,
  untilState,
} from './harness/surface.ts';

/** An analysis that the publication adds. */
const added = (id: string, headline: string, change: object = {}): object => ({
  id,
  url: `http://noligarchy.localhost:4170/analysis/${id}`,
  headline,
  summary: `What ${headline.toLowerCase()} means for those who were not asked.`,
  lens: 'global-power-plays',
  type: 'Reporting',
  published: '2026-07-03',
  readMinutes: 2,
  outlet: 'Quiet Gazette',
  sources: [`http://quiet-gazette.localhost:4170/${id}`],
  topics: ['ports'],
  ...change,
});
const CANAL = added('canal-tolls', 'Canal tolls rise by a third');
const TREATY = added('pipeline-treaty', 'A treaty for the old pipeline');
const TRAM = added('tram-fares', 'Tram fares go up again', {
  lens: 'no-lens-of-ours',
  topics: ['shipping'],
  outlet: 'Harbour Courier',
});
const BRIDGE = added('bridge-toll', 'Who pays for the bridge', { lens: 'no-lens-of-ours', topics: [] });

/**
 * The built extension; in Chromium with notifications granted from the start, since no test can press the browser's own prompt without a
 * display. What is asked for then is answered at once.
 */
function extensionOf(name: BrowserName): string {
  const built = builtExtension(GRANTED, name);
  if (name === 'firefox') return built;
  const folder = `${built}-notifying`;
  rmSync(folder, { recursive: true, force: true });
  cpSync(built, folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(
    file,
    JSON.stringify({
      ...manifest,
      permissions: [...manifest.permissions, ...manifest.optional_permissions],
      optional_permissions: [],
    }),
  );
  return folder;
}

describe.each(BROWSERS)('new for you in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader(name, { variant: GRANTED, extension: extensionOf(name) });
    await reader.untilIndex();
    await reader.tabs();
  });
  afterAll(() => reader.close());

  /** Has the publication add analyses, and the reader's browser hear of it. */
  async function publish(...cards: object[]): Promise<void> {
    reader.sample.publish({ more: { '2026-07': cards } });
    await reader.ask((api) => api.runtime.sendMessage({ type: 'sync' }));
  }

  /** The popup of a page, once it says what it has to. */
  async function popupOf(
    pageName: string,
    state: string,
  ): Promise<{ popup: Surface; close(): Promise<void> }> {
    const page = await reader.visit(reader.sample.page(pageName).address);
    const popup = await reader.pressButton(page);
    await untilState(popup, state);
    return {
      popup,
      close: async () => {
        await popup.close();
        await page.close();
      },
    };
  }

  const sectionNew = (surface: Surface): Promise<string[]> =>
    surface.run((document) =>
      [...document.querySelectorAll('.panel-new .headline-button, .library-new .headline-button')].map(
        (button) => button.textContent ?? '',
      ),
    );

  async function openLibrary(): Promise<{ page: Page; surface: Surface }> {
    const page = await reader.open('/library.html');
    await until('it is drawn', () => page.evaluate(() => document.querySelector('h1') !== null));
    return { page, surface: pageSurface(page) };
  }

  const title = (page: Page): Promise<string> => page.evaluate(() => document.title);

  it('follows a lens, a topic and an outlet from an analysis', async () => {
    const { popup, close } = await popupOf('a desktop host', 'matched');
    await until(
      'the text is there',
      async () =>
        (await namesOf(popup, 'heading')).includes('Reader paths') &&
        (await namesOf(popup, 'heading')).includes('Source attribution'),
    );
    for (const what of ['Global Power Plays', 'topic shipping', 'Northern Ledger – World']) {
      await press(popup, 'button', `Follow ${what}`);
      await until('it is followed', async () =>
        (await namesOf(popup, 'button')).includes(`Following ${what}`),
      );
    }
    await picture(popup, name, 'popup-following');
    await close();
    const { page, surface } = await openLibrary();
    await until('all are listed', async () => {
      const headings = await namesOf(surface, 'heading');
      return ['Global Power Plays', 'shipping', 'Northern Ledger – World'].every((heading) =>
        headings.includes(heading),
      );
    });
    const latest = (kind: string): Promise<number> =>
      page.evaluate(
        (prefix) => document.querySelectorAll(`[aria-labelledby^="${prefix}-"] .headline-button`).length,
        kind,
      );
    await until('their analyses are listed', async () =>
      (await Promise.all(['lens', 'topic', 'outlet'].map(latest))).every((number) => number > 0),
    );
    await picture(surface, name, 'library-followed-all');
    await press(surface, 'button', 'Following Northern Ledger – World');
    await until('the outlet is gone', async () =>
      (await namesOf(surface, 'heading')).every((heading) => heading !== 'Northern Ledger – World'),
    );
    await page.close();
  });

  it('has nothing new at first, and says nothing of it', async () => {
    expect(await reader.count('newAnalyses')).toBe(0);
    const { popup, close } = await popupOf('nobody analysed: quiet-gazette', 'none');
    expect(await textOf(popup)).not.toContain('New for you');
    expect(await namesOf(popup, 'button')).toContain('Library');
    await close();
  });

  it('shows what a sync brought in what is followed, where the page has no analysis of its own', async () => {
    await publish(CANAL, TREATY, TRAM, BRIDGE);
    expect(await reader.count('newAnalyses')).toBe(3);
    const { popup, close } = await popupOf('nobody analysed: quiet-gazette', 'none');
    await until('what is new is listed', async () => (await sectionNew(popup)).length === 3);
    expect((await sectionNew(popup)).sort()).toEqual([
      'A treaty for the old pipeline',
      'Canal tolls rise by a third',
      'Tram fares go up again',
    ]);
    expect(await namesOf(popup, 'heading')).toContain('New for you (3)');
    expect(await namesOf(popup, 'button')).toContain('Library, 3 new');
    expect(await textOf(popup)).toContain('has not published an analysis of this article.');
    await picture(popup, name, 'popup-new-for-you');
    await close();
    const front = await popupOf('home of harbour-courier', 'not-article');
    await until('it is listed there too', async () => (await sectionNew(front.popup)).length === 3);
    await front.close();
    const matched = await popupOf('a desktop host', 'matched');
    expect(await textOf(matched.popup)).not.toContain('New for you');
    await until('the count stands there too', async () =>
      (await namesOf(matched.popup, 'button')).includes('Library, 3 new'),
    );
    await matched.close();
  });

  it('opens in place, and seen is seen everywhere', async () => {
    const library = await openLibrary();
    await until('the library tells', async () => (await title(library.page)) === '(3) Your library');
    await picture(library.surface, name, 'library-new-for-you');
    await reader.preferDark(library.page, true);
    await picture(library.surface, name, 'library-new-for-you-dark');
    await reader.preferDark(library.page, false);
    const { popup, close } = await popupOf('nobody analysed: quiet-gazette', 'none');
    await press(popup, 'button', 'Canal tolls rise by a third');
    await until('it is open', async () => (await namesOf(popup, 'button')).includes('Save'));
    expect(await stateOf(popup)).toBe('none');
    expect(await namesOf(popup, 'heading')).toContain('Canal tolls rise by a third');
    await until('the popup counts on', async () =>
      (await namesOf(popup, 'button')).includes('Library, 2 new'),
    );
    await press(popup, 'button', 'Back');
    await until('it has left the list', async () => (await sectionNew(popup)).length === 2);
    await close();
    await until('the library knows', async () => (await title(library.page)) === '(2) Your library');
    expect(await sectionNew(library.surface)).not.toContain('Canal tolls rise by a third');

    await press(library.surface, 'button', 'A treaty for the old pipeline');
    await until('it counts as seen', async () => (await title(library.page)) === '(1) Your library');
    expect(await sectionNew(library.surface)).toContain('A treaty for the old pipeline');
    await press(library.surface, 'button', 'Mark all as seen');
    await until('all is seen', async () => (await title(library.page)) === 'Your library');
    expect(await textOf(library.surface)).toContain('All seen.');
    await library.page.close();
    const after = await popupOf('nobody analysed: quiet-gazette', 'none');
    expect(await namesOf(after.popup, 'button')).toContain('Library');
    expect(await textOf(after.popup)).not.toContain('New for you');
    await after.close();
  });

  it('stays so after the next sync, which brings only what is new since', async () => {
    await publish(CANAL, TREATY, TRAM, BRIDGE, added('grain-ships', 'Grain ships wait outside the port'));
    const { page, surface } = await openLibrary();
    await until('one is new', async () => (await title(page)) === '(1) Your library');
    expect(await sectionNew(surface)).toEqual(['Grain ships wait outside the port']);
    await page.close();
  });

  describe('as a notification', () => {
    const shown = (): Promise<string[]> =>
      reader.ask(async (api) => Object.keys((await api.notifications?.getAll()) ?? {}));
    const quiet = (from: string, to: string): Promise<unknown> =>
      reader.ask((api, hours) => api.storage.local.set({ quietHours: hours }), { from, to });

    it('is off until the reader switches it on', async () => {
      expect(await shown()).toEqual([]);
      const options = await reader.open('/options.html');
      await press(pageSurface(options), 'switch', 'Notify me of new analyses');
      await until('it is on', () =>
        options.evaluate(() => document.querySelectorAll('input[type=time]').length === 2),
      );
      await options.evaluate(() =>
        document.querySelector('.quiet-hours')?.scrollIntoView({ block: 'center' }),
      );
      await picture(pageSurface(options), name, 'options-notifications');
      expect(
        await options.evaluate(() =>
          [...document.querySelectorAll<HTMLInputElement>('input[type=time]')].map(({ value }) => value),
        ),
      ).toEqual(['22:00', '08:00']);
      expect(await reader.ask((api) => api.permissions.contains({ permissions: ['notifications'] }))).toBe(
        true,
      );
      await options.close();
    });

    it('is one after a sync that brought something new', async () => {
      // Hours later. Firefox wakes a background for what it listened to when it started, which was before the permission.
      await reader.killBackground();
      await quiet('00:00', '00:00');
      expect(await shown()).toEqual([]);
      await publish(CANAL, TREATY, TRAM, BRIDGE, added('salt-road', 'A road through the salt flats'));
      await until('it is shown', async () => (await shown()).join() === 'new-for-you');
    });

    it('opens the analysis when it is clicked, also when the background was killed meanwhile', async () => {
      await reader.killBackground();
      await reader.clickNotification('new-for-you');
      await until('the analysis is open', async () =>
        (await reader.tabs()).some(({ url }) => url?.endsWith('/library.html#analysis=salt-road')),
      );
      await until('the notification is gone', async () => (await shown()).length === 0);
    });

    it('waits for the end of quiet hours', async () => {
      const clock = (hoursFromNow: number): string =>
        `${String((new Date().getHours() + 24 + hoursFromNow) % 24).padStart(2, '0')}:00`;
      await quiet(clock(-2), clock(2));
      await publish(
        CANAL,
        TREATY,
        TRAM,
        BRIDGE,
        added('quay-lease', 'The quay is leased again'),
        added('dredger', 'One dredger, two harbours'),
      );
      await until('it is put off', async () =>
        reader.ask(async (api) => (await api.alarms.get('digest')) !== undefined),
      );
      expect(await shown()).toEqual([]);
      await quiet('00:00', '00:00');
      await until('it is shown', async () => (await shown()).join() === 'new-for-you');
      await reader.clickNotification('new-for-you');
      await until('the library is open at what is new', async () =>
        (await reader.tabs()).some(({ url }) => url?.endsWith('/library.html#new-for-you')),
      );
    });
  });
});

describe.each(BROWSERS)('notifications that the browser no longer allows, in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader(name, { variant: GRANTED });
    await reader.untilIndex();
    await reader.tabs();
  });
  afterAll(() => reader.close());

  it('are told of in Options, with the button that asks again', async () => {
    await reader.ask((api) => api.storage.local.set({ notify: true }));
    const options = await reader.open('/options.html');
    const lost = (): Promise<boolean> =>
      options.evaluate(() =>
        document.body.innerText.includes('the browser no longer lets Civic Lens show them'),
      );
    await until('it says so', lost);
    expect(await namesOf(pageSurface(options), 'button')).toContain('Allow notifications again');
    await options.evaluate(() => document.querySelector('.quiet-hours')?.scrollIntoView({ block: 'center' }));
    await picture(pageSurface(options), name, 'options-notifications-lost');
    // Chromium asks in a prompt of its own, which only a display shows.
    if (name === 'firefox') {
      await press(pageSurface(options), 'button', 'Allow notifications again');
      await until('it is allowed again', async () => !(await lost()));
    }
    await options.close();
  });
});
