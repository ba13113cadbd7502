import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, type BrowserName, builtExtension, GRANTED } from '../../build.ts';
import { picture } from '../harness/pictures.ts';
import { isOpen, openReadyReader, type Reader } from '../harness/reader.ts';
import {
  namesOf,
  pageSurface,
  press,
  type Surface,
  stateOf,
  textOf,
  until,
  untilState,
} from '../harness/surface.ts';

/**
 * Tests new analyses across syncs, pages, notifications and restarts of the background. `tests/components` tests the
 * words.
 */

/** Returns the card of an analysis that the publication adds. */
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
 * Returns the folder of the built extension. For Chromium, this is a copy whose manifest already has the
 * `notifications` permission, because no test can answer the permission prompt without a display.
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

describe.each(BROWSERS)('new analyses in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReadyReader(name, { variant: GRANTED, extension: extensionOf(name) });
  });
  afterAll(() => reader.close());

  /** Adds analyses to the publication, and syncs. */
  async function publish(...cards: object[]): Promise<void> {
    reader.sample.publish({ more: { '2026-07': cards } });
    await reader.ask((api) => api.runtime.sendMessage({ type: 'sync' }));
  }

  /** Opens the popup of a page and waits for a state. */
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

  const title = (page: Page): Promise<string> => page.evaluate(() => document.title);

  it('do not include earlier analyses of the lens, topic and outlet that the reader follows', async () => {
    const { popup, close } = await popupOf('a desktop host', 'matched');
    // The arriving text moves the buttons down, so wait for it.
    await until('the text is there', async () =>
      (await namesOf(popup, 'heading')).includes('Where this comes from'),
    );
    for (const what of ['Global Power Plays', 'topic shipping', 'Northern Ledger – World']) {
      await press(popup, 'button', `Follow ${what}`);
      await until('the button says "Following"', async () =>
        (await namesOf(popup, 'button')).includes(`Following ${what}`),
      );
    }
    await picture(popup, name, 'popup-following');
    await close();
    const library = pageSurface(await reader.open('/library.html#view=new'));
    await until('the library lists lens, topic and outlet', async () => {
      const headings = await namesOf(library, 'heading');
      return ['Global Power Plays', 'shipping', 'Northern Ledger – World'].every((heading) =>
        headings.includes(heading),
      );
    });
    await picture(library, name, 'library-followed-all');
    await press(library, 'button', 'Following Northern Ledger – World');
    await until('the outlet is no longer followed', async () => (await reader.count('followed')) === 2);
    await library.close();
    expect(await reader.count('newAnalyses')).toBe(0);
  });

  it('are counted in popup and library until the reader opens them or marks all as seen', async () => {
    await publish(CANAL, TREATY, TRAM, BRIDGE);
    expect(await reader.count('newAnalyses')).toBe(3);
    const library = await reader.open('/library.html#view=new');
    await until('the library counts them', async () => (await title(library)) === '(3) Your library');
    await picture(pageSurface(library), name, 'library-new-for-you');
    await reader.setColours(library, 'dark');
    await picture(pageSurface(library), name, 'library-new-for-you-dark');
    await reader.setColours(library, 'light');

    const { popup, close } = await popupOf('nobody analysed: quiet-gazette', 'none');
    await until('the new analyses are listed', async () => (await namesOf(popup, 'article')).length === 3);
    expect((await namesOf(popup, 'article')).sort()).toEqual([
      'A treaty for the old pipeline',
      'Canal tolls rise by a third',
      'Tram fares go up again',
    ]);
    expect(await namesOf(popup, 'button')).toContain('Library: 3 new');
    await picture(popup, name, 'popup-new-for-you');
    await press(popup, 'button', 'Canal tolls rise by a third');
    await until('the analysis is open', async () => (await namesOf(popup, 'button')).includes('Save'));
    expect(await stateOf(popup)).toBe('none');
    await until('the popup counts it as seen', async () =>
      (await namesOf(popup, 'button')).includes('Library: 2 new'),
    );
    await press(popup, 'button', 'Back');
    await until('the popup no longer lists it', async () => (await namesOf(popup, 'article')).length === 2);
    await close();
    await until('the library counts it as seen', async () => (await title(library)) === '(2) Your library');

    await press(pageSurface(library), 'button', 'A treaty for the old pipeline');
    await until('the library counts the next one', async () => (await title(library)) === '(1) Your library');
    await press(pageSurface(library), 'button', 'Mark all as seen');
    await until('all new analyses are seen', async () => (await title(library)) === 'Your library');
    expect(await textOf(pageSurface(library))).toContain('All seen.');

    await publish(CANAL, TREATY, TRAM, BRIDGE, added('grain-ships', 'Grain ships wait outside the port'));
    await until('only the next one is new', async () => (await title(library)) === '(1) Your library');
    await library.close();
  });

  describe('their notification', () => {
    const shown = (): Promise<string[]> =>
      reader.ask(async (api) => Object.keys((await api.notifications?.getAll()) ?? {}));
    const quiet = (from: string, to: string): Promise<unknown> =>
      reader.ask((api, hours) => api.storage.local.set({ quietHours: hours }), { from, to });

    it('has its permission, and Options offers quiet hours, once the reader enables it', async () => {
      expect(await shown()).toEqual([]);
      const options = pageSurface(await reader.open('/options.html'));
      await press(options, 'switch', 'Tell me about new analyses');
      await until('quiet hours are offered', async () => /quiet hours/i.test(await textOf(options)));
      await picture(options, name, 'options-notifications');
      expect(await reader.ask((api) => api.permissions.contains({ permissions: ['notifications'] }))).toBe(
        true,
      );
      await options.close();
    });

    it('is shown after a sync that brought new analyses', async () => {
      // Firefox wakes the background only for events to which the background listened at its start. At that start, the
      // extension lacked the permission. So restart the background.
      await reader.killBackground();
      await quiet('00:00', '00:00');
      expect(await shown()).toEqual([]);
      await publish(CANAL, TREATY, TRAM, BRIDGE, added('salt-road', 'A road through the salt flats'));
      await until('the notification is shown', async () => (await shown()).join() === 'new-for-you');
    });

    it('opens the analysis on a click, even if the background was killed before the click', async () => {
      await reader.killBackground();
      await reader.clickNotification('new-for-you');
      await until('the analysis is open', () => isOpen(reader, '/library.html#analysis=salt-road'));
      await until('the notification is gone', async () => (await shown()).length === 0);
    });

    it('is postponed in quiet hours, and shown once the reader has switched them off', async () => {
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
      await until('the notification is postponed', async () =>
        reader.ask(async (api) => (await api.alarms.get('notification')) !== undefined),
      );
      expect(await shown()).toEqual([]);
      await quiet('00:00', '00:00');
      await until('the notification is shown', async () => (await shown()).join() === 'new-for-you');
      await reader.clickNotification('new-for-you');
      await until('the library shows the new analyses', () => isOpen(reader, '/library.html#new-for-you'));
    });
  });
});
