import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { IMPORTS, roomOf } from '../imports/graph.ts';

/**
 * If a page loads the style sheets of two rooms, the rooms must not style the same class. The style sheet that the page
 * loads later would change elements of the other room.
 */

const PAGES = ['library', 'options', 'popup', 'sidepanel', 'welcome'];

/** Returns all style sheets that a page can load, including those that the page loads later. */
function sheetsOf(page: string): string[] {
  const loaded = new Set([`entrypoints/${page}/main.tsx`]);
  for (const file of loaded) for (const { from, to } of IMPORTS) if (from === file) loaded.add(to);
  return [...loaded].filter((file) => file.endsWith('.css'));
}

/** Returns the classes that have rules of their own in a style sheet: `.row`, not `.panel .row`. */
function classesIn(css: string): string[] {
  const rules = css.replace(/\/\*.*?\*\/|\([^()]*\)/gs, '').matchAll(/(?:^|[{};])([^{};@]+)\{/g);
  return [...rules].flatMap(([, selectors = '']) =>
    selectors.split(',').flatMap((selector) => /^\s*\.([\w-]+)\s*$/.exec(selector)?.[1] ?? []),
  );
}

/** Returns the classes that style sheets of several rooms style, with the rooms. */
function sharedClasses(sheets: readonly string[]): string[] {
  const rooms = new Map<string, Set<string>>();
  for (const sheet of sheets)
    for (const name of classesIn(readFileSync(sheet, 'utf8')))
      rooms.set(name, (rooms.get(name) ?? new Set()).add(roomOf(sheet)));
  return [...rooms].flatMap(([name, { size }]) =>
    size > 1 ? [`.${name}: ${[...(rooms.get(name) ?? [])].join(', ')}`] : [],
  );
}

/** Returns the properties and values of a style sheet that name the left or the right side. */
function sidesIn(css: string): string[] {
  const declarations = css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/--[\w-]+/g, '')
    .matchAll(/(?<=[{;]\s*)([\w-]+)\s*:([^{};]*)(?=[;}])/g);
  return [...declarations].flatMap(([, property = '', value = '']) =>
    [property, ...value.split(/[\s,()]+/)].filter((word) => /(?:^|-)(?:left|right)(?:-|$)/.test(word)),
  );
}

describe('the style sheets', () => {
  it.each(PAGES)('of the page %s style each class in one room', (page) => {
    const sheets = sheetsOf(page);
    expect(sheets.length).toBeGreaterThan(5);
    expect(sharedClasses(sheets)).toEqual([]);
  });

  it('name sides by the direction of the text: no rule says left or right', () => {
    const sheets = globSync('{components,entrypoints}/**/*.css');
    expect(sheets.length).toBeGreaterThan(20);
    expect(
      sheets.flatMap((sheet) => sidesIn(readFileSync(sheet, 'utf8')).map((side) => `${sheet}: ${side}`)),
    ).toEqual([]);
  });

  it.each([
    ['.a { margin-left: 0 }', ['margin-left']],
    ['.a { text-align: right; inset-inline: 0 }', ['right']],
    ['.a { left: 0; border-top-right-radius: 0 }', ['left', 'border-top-right-radius']],
    ['/* left */ .copyright, .left-over { color: var(--bright-left) }', []],
  ])('are searched for sides: %s', (css, sides) => {
    expect(sidesIn(css)).toEqual(sides);
  });

  it('are searched only for classes that have a rule of their own', () => {
    const css =
      '/* .a { */ .b, .c:hover {} @media print { .d { color: red } .e .f {} } .b > .g {} .h\n{} .i:is(.j, .k) {}';
    expect(classesIn(css)).toEqual(['b', 'd', 'h']);
  });
});
