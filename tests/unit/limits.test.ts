import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nestedDeeper } from '../imports/nesting.ts';

/** Checks the limits that keep files, folders and functions readable. */

const MAX_LINES = 300;
/** Maximum share of all lines in the files of one folder. Files in its subfolders do not count. */
const MAX_SHARE = 0.15;
const MAX_LEVELS = 3;
const MAX_LINE_LENGTH = 120;

const CODE = globSync('{entrypoints,components,lib}/**/*.{ts,tsx,css}');
const WRITTEN = [
  ...CODE,
  ...globSync('{tests,.github}/**/*.{ts,tsx,yml}'),
  ...globSync('*.{md,ts}'),
  ...globSync('{docs,components,entrypoints,lib,tests}/**/*.md'),
];

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');

describe('the code of the project', () => {
  it(`has no file of more than ${MAX_LINES} lines`, () => {
    expect(CODE.length).toBeGreaterThan(300);
    expect(CODE.filter((file) => linesOf(file).length > MAX_LINES)).toEqual([]);
  });

  it('has no folder with more than 15 % of all lines', () => {
    const folders = new Map<string, number>();
    for (const file of CODE)
      folders.set(dirname(file), (folders.get(dirname(file)) ?? 0) + linesOf(file).length);
    const all = [...folders.values()].reduce((sum, lines) => sum + lines, 0);
    expect([...folders].filter(([, lines]) => lines > MAX_SHARE * all)).toEqual([]);
  });

  it(`has no function with more than ${MAX_LEVELS} levels of nesting, nor have its tests`, () => {
    const deep = WRITTEN.filter((file) => /\.tsx?$/.test(file)).flatMap((file) =>
      nestedDeeper(MAX_LEVELS, file).map((line) => `${file}:${line}`),
    );
    expect(deep).toEqual([]);
  });

  it(`and its documents have no line of more than ${MAX_LINE_LENGTH} characters`, () => {
    const long = WRITTEN.flatMap((file) =>
      linesOf(file).flatMap((line, n) => (line.length > MAX_LINE_LENGTH ? [`${file}:${n + 1}`] : [])),
    );
    expect(long).toEqual([]);
  });
});

describe('statements that are nested deeper than two levels', () => {
  it.each<[where: string, source: string, lines: number[]]>([
    ['in two loops', 'for (const a of b)\n  while (a)\n    go();', []],
    ['in two loops and a condition', 'for (const a of b)\n  while (a)\n    if (a)\n      go();', [3]],
    ['in an `else if`', 'if (a)\n  while (a) go();\nelse if (b)\n  while (b) go();\nelse go();', []],
    ['below an `else if`', 'if (a) go();\nelse if (b) {\n  while (b)\n    if (c) go();\n}', [4]],
    ['in a case', 'switch (a) {\n  case 1:\n    if (b)\n      try { go(); } catch {}\n}', [4]],
    ['in a function in a condition', 'if (a) b.map((c) => {\n  if (c)\n    while (c) go();\n});', []],
    ['in JSX', 'const a = (): JSX.Element => <p>{b.map((c) => <b>{c}</b>)}</p>;', []],
  ])('are counted correctly %s', (_, source, lines) => {
    expect(nestedDeeper(2, 'a.tsx', source)).toEqual(lines);
  });
});
