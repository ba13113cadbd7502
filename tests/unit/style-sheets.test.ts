import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { IMPORTS, roomOf } from '../imports/graph.ts';

/**
 * Two rooms whose style sheets one page loads must not style the same class. A sheet that the page loads later would
 * otherwise change elements of the other room.
 */

const PAGES = ['library', 'options', 'popup', 'sidepanel', 'welcome'];

/** Returns all style sheets that a page can load, also with code that it loads later. */
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

describe('the style sheets', () => {
  it.each(PAGES)('of the page %s style each class in one room', (page) => {
    const sheets = sheetsOf(page);
    expect(sheets.length).toBeGreaterThan(5);
    expect(sharedClasses(sheets)).toEqual([]);
  });

  it('are searched only for classes that have a rule of their own', () => {
    const css =
      '/* .a { */ .b, .c:hover {} @media print { .d { color: red } .e .f {} } .b > .g {} .h\n{} .i:is(.j, .k) {}';
    expect(classesIn(css)).toEqual(['b', 'd', 'h']);
  });
});
