import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_INSTALLED, BROWSERS } from '../../build.ts';
import { faultsOf } from '../harness/axe-faults.ts';
import { picture } from '../harness/pictures.ts';
import { openReader, type Reader } from '../harness/reader.ts';
import { namesOf, pageSurface, press, until } from '../harness/surface.ts';

describe.each(BROWSERS)('the welcome page in %s', (name) => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await openReader(name, { variant: AS_INSTALLED });
    await reader.untilIndex();
  });
  afterAll(() => reader.close());

  it('opens at installation, asks one question, and names articles without a request to an outlet', async () => {
    // `openReader` has waited until the page opened by itself.
    const page = await reader.open('/welcome.html');
    const articles = async (): Promise<string[]> =>
      (await namesOf(pageSurface(page), 'link')).filter((link) => link.startsWith('Open the article'));
    await until('the articles are there', async () => (await articles()).length === 3);
    const words = await page.evaluate(() => document.body.innerText);
    expect(words).toContain('Opening an older analysis asks the publication for its text, and nothing else.');
    expect(words).toContain('Your browser will ask for access to your data on all websites.');
    if (name === 'chromium') expect(words).toContain('Keep the button in sight');
    // Firefox shows no tab icon unless the page names one.
    const icon = await page.evaluate(() => document.querySelector<HTMLLinkElement>('link[rel=icon]')?.href);
    expect(icon).toBe(reader.address('/icon/32.png'));
    expect(await page.evaluate(async (file) => (await fetch(file)).status, icon ?? '')).toBe(200);
    expect(
      reader.sample.requests.filter(
        ({ url }) => /localhost/.test(url) && !url.includes('/.well-known/civic-lens/'),
      ),
    ).toEqual([]);
    await picture(pageSurface(page), name, 'welcome-as-installed');
    await page.close();
  });

  it('does not cut off descenders in headlines that it may shorten', async () => {
    const page = await reader.open('/welcome.html');
    const popup = await reader.open(`/popup.html?tab=${await reader.tabId(page)}`);
    for (const [surface, headlines] of [
      [page, '.articles h3'],
      [popup, '.row-open'],
    ] as const) {
      const heights = await until('the headlines are there', () =>
        surface.evaluate((selector) => {
          const found = [...document.querySelectorAll(selector)];
          return (
            found.length > 0 && found.map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)
          );
        }, headlines),
      );
      expect(heights).toEqual(heights.map(() => 0));
    }
    for (const surface of [popup, page]) await surface.close();
  });

  it('lets the reader try a sample and then follow lenses', async () => {
    const page = await reader.open('/welcome.html');
    await press(pageSurface(page), 'button', 'Offline, or no time? Try it on a sample right here');
    await until('the sample is there', async () =>
      (await namesOf(pageSurface(page), 'heading')).includes('What to watch next'),
    );
    await until('the lenses are there', async () => {
      const buttons = await namesOf(pageSurface(page), 'button');
      return buttons.includes('Follow Global Power Plays');
    });
    expect(await reader.count('saved')).toBe(0);
    await page.evaluate(axe.source);
    expect(await faultsOf(page)).toEqual([]);
    await page.close();
  });
});
