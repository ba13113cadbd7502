import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { picture } from '../harness/pictures.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';
import { pageSurface, press, until, untilSaid } from '../harness/surface.ts';

/** Tests what Options changes in real storage, permissions and the background. `tests/components` tests the words. */

describe.each(BROWSERS)('Options in %s', (name) => {
  let reader: Reader;
  let options: Page;

  beforeAll(async () => {
    reader = await openReadyReader(name);
    options = await reader.open('/options.html');
  });
  afterAll(() => reader.close());
  afterEach(() => {
    reader.sample.answering = undefined;
  });

  const says = (words: string): Promise<void> => untilSaid(pageSurface(options), words);
  const index = (): Promise<{ state: string | undefined; cards: string | undefined }> =>
    options.evaluate(() => {
      const section = document.querySelector<HTMLElement>('[data-index]');
      return { state: section?.dataset.index, cards: section?.dataset.cards };
    });

  it('renews the index, and keeps the old index when the renewal fails', async () => {
    await until('the index is shown', async () => (await index()).state === 'ready');
    expect(await index()).toEqual({ state: 'ready', cards: '18' });
    await says('Next check in');
    await picture(pageSurface(options), name, 'options');
    reader.sample.answering = (_, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Welcome to the hotel network</title>');
      return true;
    };
    await press(pageSurface(options), 'button', 'Check now');
    await until('the failure is shown', async () => (await index()).state === 'failed');
    expect((await index()).cards).toBe('18');
    await says('the publication sent something other than a list of analyses');
    await picture(pageSurface(options), name, 'options-failed');
    reader.sample.answering = undefined;
    await press(pageSurface(options), 'button', 'Check now');
    await until('the index is renewed', async () => (await index()).state === 'ready');
  });

  it.runIf(name === 'chromium')('draws each section in its final height at once', async () => {
    const page = await reader.open('/options.html');
    await page.evaluateOnNewDocument(() => {
      const heights: Record<string, number[]> = {};
      Object.assign(globalThis, { heights });
      const look = (): void => {
        for (const section of document.querySelectorAll('main section')) {
          const title = section.querySelector('h2')?.textContent ?? '';
          const height = Math.round(section.getBoundingClientRect().height);
          const known = heights[title] ?? [];
          if (known.at(-1) !== height) heights[title] = [...known, height];
        }
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.evaluate(() => location.reload());
    await until('the sizes are shown', () =>
      page.evaluate(() => document.querySelector('.storage-rows')?.textContent?.includes('…') === false),
    );
    await until('the index is shown', () =>
      page.evaluate(() => document.querySelector('[data-index=ready]') !== null),
    );
    const heights = await page.evaluate(
      () => (globalThis as unknown as { heights: Record<string, number[]> }).heights,
    );
    expect(Object.keys(heights)).toContain('Delete everything');
    expect(Object.entries(heights).filter(([, seen]) => seen.length > 1)).toEqual([]);
    await page.close();
  });

  it('keeps as many months of text on the device as the reader chooses', async () => {
    const kept = (): Promise<number> => reader.count('texts');
    expect(await kept()).toBe(2);
    for (const [choice, months] of [
      ['All', 3],
      ['None', 0],
      ['The two newest months', 2],
    ] as const) {
      await options.evaluate((words) => {
        const label = [...document.querySelectorAll('label')].find(
          (candidate) => candidate.innerText.trim() === words,
        );
        label?.querySelector('input')?.click();
      }, choice);
      await until(`${months} months are kept`, async () => (await kept()) === months);
    }
  });

  it('shows the real shortcuts and the storage in use', async () => {
    for (const command of [
      'Jump between analysis and original',
      'Open the popup',
      'Open the side panel',
      'Save the analysis of this page',
    ]) {
      await says(command);
    }
    // A browser does not assign a suggested shortcut that it uses itself, so check the assigned shortcuts.
    const assigned: { name: string; shortcut?: string }[] = await reader.ask((api) => api.commands.getAll());
    expect(Object.fromEntries(assigned.map(({ name, shortcut }) => [name, shortcut]))).toEqual({
      _execute_action: 'Alt+Shift+L',
      [name === 'firefox' ? '_execute_sidebar_action' : 'open-side-panel']: 'Alt+Shift+V',
      jump: 'Alt+Shift+J',
      save: 'Alt+Shift+S',
    });
    await says('The browser reports');
  });

  it('deletes everything after a confirmation', async () => {
    await press(pageSurface(options), 'button', 'Delete everything');
    expect(await reader.count('state')).toBeGreaterThan(0);
    await press(pageSurface(options), 'button', 'Yes, delete everything');
    await says('Everything was deleted.');
    expect(await reader.count('state')).toBe(0);
    // This build has access to all sites. When it finds no mode, it stores automatic mode.
    expect(await reader.ask(async (api) => Object.keys(await api.storage.local.get(null)))).toEqual(['mode']);
    await until('the index is gone', async () => (await index()).state === 'empty');
    await press(pageSurface(options), 'button', 'Check now');
    await until('the index is back', async () => (await index()).cards === '18');
  });
});
