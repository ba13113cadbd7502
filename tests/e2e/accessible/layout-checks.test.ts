import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../build.ts';
import { axeFaults, layoutFaults } from '../../contact-sheet/checks.ts';
import { openReadyReader, type Reader } from '../harness/reader.ts';

/** Runs the checks of the contact sheet on pages whose faults are known, and on pages without faults. */

const LONG = 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbe';

const PAGES: readonly [name: string, content: string, faults: readonly string[]][] = [
  ['a page without fault', '<h1>Title</h1><p>One line.</p><p>Another line.</p>', []],
  ['small text', '<p class="small" style="font-size: 11px">Tiny</p>', ['11 px: “Tiny” in p.small']],
  [
    'a page that scrolls sideways',
    `<p style="width: 500px">Wide</p><p>${LONG}</p>`,
    ['scrolls sideways', `leaves the window: “${LONG.slice(0, 50)}” in p`],
  ],
  [
    'text that is cut off',
    '<div class="box" style="height: 20px; overflow: hidden"><p style="margin: 0; font-size: 40px">Half</p></div>',
    ['cut off: “Half” by div.box'],
  ],
  [
    'text that is shortened on purpose',
    `<p style="overflow: hidden; text-overflow: ellipsis; white-space: nowrap">${LONG}</p>`,
    [],
  ],
  [
    'text after a text that is shortened on purpose',
    '<p style="display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 1; overflow: hidden; ' +
      `margin: 0">${'long '.repeat(40)}</p><p style="margin: 0">After</p>`,
    [],
  ],
  [
    'overlapping texts',
    '<p style="margin: 0">Below</p><p style="margin: -10px 0 0">Above</p>',
    ['overlap: “Below” and “Above”'],
  ],
  [
    'a text above the page, in a layer of its own',
    '<p>Below</p><p style="position: fixed; inset: 0; margin: 0; background: #fff">Above</p>',
    [],
  ],
  [
    'a menu that another element covers in part',
    '<div role="menu"><button role="menuitem" style="display: block; height: 40px">First</button>' +
      '<button role="menuitem" style="display: block">Second</button></div>' +
      '<div class="bar" style="position: fixed; inset: 0 0 auto; height: 20px"></div>',
    ['covered: “First” by div.bar'],
  ],
  [
    'a toast above text',
    '<p>Fact</p><p>Rest</p><span class="toast" style="position: fixed; inset: 8px auto auto 8px">Saved.</span>',
    ['covered by the toast: “Fact”'],
  ],
  [
    'a toast in a strip of its own',
    '<p>Fact</p><div style="position: fixed; inset: 0 0 auto; height: 60px; background: #fff"></div>' +
      '<span class="toast" style="position: fixed; inset: 8px auto auto 8px">Saved.</span>',
    [],
  ],
  ['text for screen readers only', `<p class="hidden">${LONG}</p>`, []],
];

const HIDDEN =
  '.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }';

describe.each(BROWSERS)('the checks of the contact sheet in %s', (name) => {
  let reader: Reader;
  let page: Page;
  beforeAll(async () => {
    reader = await openReadyReader(name);
    page = await reader.browser.newPage();
    await reader.resize(page, 320, 400);
  });
  afterAll(() => reader.close());

  async function show(content: string): Promise<void> {
    await page.setContent(
      '<!doctype html><html lang="en"><title>Checks</title>' +
        `<style>body { font: 16px/1.2 sans-serif; margin: 8px } ${HIDDEN}</style>` +
        `<main>${content}</main></html>`,
    );
  }

  it.each(PAGES)('report exactly the faults of %s', async (_, content, faults) => {
    await show(content);
    const found = await layoutFaults(page);
    expect(found.map((fault) => fault.replace(/: \d+ px wide$/, '')).sort()).toEqual([...faults].sort());
  });

  it('apply forced colours to a page until the test switches them off', async () => {
    await show('<p style="color: #f00">Red</p>');
    const colour = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.querySelector('p') as Element).color);
    await reader.setColours(page, 'forced');
    expect(await colour()).not.toBe('rgb(255, 0, 0)');
    await reader.setColours(page, 'light');
    expect(await colour()).toBe('rgb(255, 0, 0)');
  });

  it('make a page use its styles for dark, for light and for more contrast', async () => {
    await show(
      '<style>p { color: #f00 } @media (prefers-color-scheme: dark) { p { color: #0f0 } }' +
        '@media (prefers-contrast: more) { p { color: #00f } }</style><p>Colourful</p>',
    );
    const shown: string[] = [];
    for (const colours of ['dark', 'contrast', 'light'] as const) {
      await reader.setColours(page, colours);
      shown.push(await page.evaluate(() => getComputedStyle(document.querySelector('p') as Element).color));
    }
    expect(shown).toEqual(['rgb(0, 255, 0)', 'rgb(0, 0, 255)', 'rgb(255, 0, 0)']);
  });

  it('name each violation that axe finds, and its element', async () => {
    await show('<h1>Title</h1><button></button><p style="color: #bbb">Pale</p>');
    expect(await axeFaults(page)).toEqual(['axe button-name: button', 'axe color-contrast: p']);
  });
});
