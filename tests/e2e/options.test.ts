import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AS_INSTALLED, BROWSERS, GRANTED } from '../build.ts';
import { picture } from './harness/pictures.ts';
import { openReader, type Reader } from './harness/reader.ts';
import { pageSurface, press, until } from './harness/surface.ts';

describe.each(BROWSERS)('options in %s', (name) => {
  let reader: Reader;
  let options: Page;

  beforeAll(async () => {
    reader = await openReader(name, { variant: GRANTED });
    await reader.untilIndex();
    await reader.tabs();
    options = await reader.open('/options.html');
  });
  afterAll(() => reader.close());
  afterEach(() => {
    reader.sample.answering = undefined;
  });

  const says = (words: string): Promise<unknown> =>
    until(`it says "${words}"`, () =>
      options.evaluate((wanted) => document.body.innerText.includes(wanted), words),
    );
  const index = (): Promise<{ state: string | undefined; cards: string | undefined }> =>
    options.evaluate(() => {
      const section = document.querySelector<HTMLElement>('[data-index]');
      return { state: section?.dataset.index, cards: section?.dataset.cards };
    });

  it('tell how many analyses there are, how old the list is, and when it is checked again', async () => {
    await until('the index is told', async () => (await index()).state === 'ready');
    expect(await index()).toEqual({ state: 'ready', cards: '18' });
    await says('18 analyses, confirmed');
    await says('Published by NOLIGARCHY.US sample on July 2, 2026.');
    await says('Next check in');
    await picture(pageSurface(options), name, 'options');
  });

  it('check now, and tell what failed without losing the list', async () => {
    reader.sample.answering = (_, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Welcome to the hotel network</title>');
      return true;
    };
    await press(pageSurface(options), 'button', 'Check now');
    await until('the failure is told', async () => (await index()).state === 'failed');
    expect((await index()).cards).toBe('18');
    await says('the publication sent something else than a list of analyses');
    await says('File: /.well-known/civic-lens/index.json');
    await says('18 analyses, confirmed');
    await picture(pageSurface(options), name, 'options-failed');
    reader.sample.answering = undefined;
    await press(pageSurface(options), 'button', 'Check now');
    await until('all is well again', async () => (await index()).state === 'ready');
  });

  it('keep as many months of text ahead as the reader chooses', async () => {
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

  it('say what it means where the publication offers no texts', async () => {
    reader.sample.publish({ offersTexts: false });
    await press(pageSurface(options), 'button', 'Check now');
    await says('This publication offers no texts to keep ahead.');
    reader.sample.publish({});
    await press(pageSurface(options), 'button', 'Check now');
    await says('Texts that are on this device open at once');
  });

  it('list the sites that are switched off, with the way back', async () => {
    await reader.ask((api) => api.storage.local.set({ sitesOff: ['harbour-courier.localhost'] }));
    await press(pageSurface(options), 'button', 'Switch on for harbour-courier.localhost');
    await says('None. You can switch Civic Lens off for a site in its popup.');
    expect(await reader.ask(async (api) => (await api.storage.local.get('sitesOff')).sitesOff)).toEqual([]);
  });

  it('show the shortcuts that the browser assigned', async () => {
    await says('Save the analysis of this page');
    const keys = await options.evaluate(() =>
      [...document.querySelectorAll('.keys dt')].map((term) => term.textContent),
    );
    expect(keys.sort()).toEqual([
      'Jump between analysis and original',
      'Open the popup',
      'Open the side panel',
      'Save the analysis of this page',
    ]);
  });

  it('tell how much is kept', async () => {
    await says('used on this device.');
    await says('0 saved analyses.');
  });

  it('delete everything, after asking again', async () => {
    await press(pageSurface(options), 'button', 'Delete everything');
    await press(pageSurface(options), 'button', 'Keep everything');
    expect(await reader.count('state')).toBeGreaterThan(0);
    await press(pageSurface(options), 'button', 'Delete everything');
    await press(pageSurface(options), 'button', 'Yes, delete everything');
    await says('Everything was deleted.');
    expect(await reader.count('state')).toBe(0);
    // This build's mode is not the reader's to choose, and comes back by itself.
    expect(await reader.ask(async (api) => Object.keys(await api.storage.local.get(null)))).toEqual(['mode']);
    await until('the list is gone', async () => (await index()).state === 'empty');
    await press(pageSurface(options), 'button', 'Check now');
    await until('the list is back', async () => (await index()).cards === '18');
  });
});

describe.each(BROWSERS)('choosing a mode in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader(name, { variant: AS_INSTALLED });
    await reader.untilIndex();
    await reader.tabs();
  });
  afterAll(() => reader.close());

  it('stays on click as long as the browser grants nothing', async () => {
    const options = await reader.open('/options.html');
    await until('it says so', () =>
      options.evaluate(() => document.body.innerText.includes('In use: On click')),
    );
    await options.close();
  });

  it('says when access was taken back, with the button that asks again', async () => {
    await reader.ask((api) => api.storage.local.set({ mode: 'automatic' }));
    const options = await reader.open('/options.html');
    await until('it says so', () =>
      options.evaluate(() =>
        document.body.innerText.includes('the browser no longer lets Civic Lens read pages'),
      ),
    );
    expect(
      await options.evaluate(() =>
        [...document.querySelectorAll('button')].map((button) => button.innerText),
      ),
    ).toContain('Grant access again');
    await picture(pageSurface(options), name, 'options-access-lost');
    await options.close();
  });
});
