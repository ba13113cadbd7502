import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Each room of lib has a README that says why the room exists and shows calls of its main functions. */

const FILES = globSync('lib/*/**/*.ts').map((file) => file.replaceAll('\\', '/'));
const LONGEST_DOOR = 20;
/** Folders whose README is a manual, and may be longer. That of lib/build-index is for publishers. */
const MANUALS = ['lib/build-index'];

/** Folders with more than one file, and folders with a README. */
const ROOMS = [...new Set(FILES.map((file) => dirname(file)))]
  .filter(
    (room) =>
      FILES.filter((file) => dirname(file) === room).length > 1 || existsSync(join(room, 'README.md')),
  )
  .sort();

function exportedBy(room: string): Set<string> {
  const sources = FILES.filter((file) => dirname(file) === room).map((file) => readFileSync(file, 'utf8'));
  return new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/^export (?:async )?function\*? (\w+)/gm)].map(([, name = '']) => name),
    ),
  );
}

/** Returns the names of the functions that code in a README calls, without methods and constructors. */
function calledIn(readme: string): string[] {
  const code = readme.match(/^```ts\n[\s\S]*?^```$|`[^`\n]+`/gm) ?? [];
  return code.flatMap((text) => [...text.matchAll(/(?<![\w.])([a-z]\w*)\(/g)].map(([, name = '']) => name));
}

describe('a room of lib', () => {
  it('is found', () => {
    expect(ROOMS).toEqual(expect.arrayContaining(['lib/address', 'lib/build-index', 'lib/db']));
  });

  it.each(ROOMS)('%s has a README that calls functions of this folder and no others', (room) => {
    const called = calledIn(readFileSync(join(room, 'README.md'), 'utf8'));
    const exported = exportedBy(room);
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter((name) => !exported.has(name))).toEqual([]);
  });

  it.each(ROOMS.filter((room) => !MANUALS.includes(room)))(
    `%s has a README of at most ${LONGEST_DOOR} lines`,
    (room) => {
      const lines = readFileSync(join(room, 'README.md'), 'utf8').trimEnd().split('\n');
      expect(lines.length).toBeLessThanOrEqual(LONGEST_DOOR);
    },
  );
});
