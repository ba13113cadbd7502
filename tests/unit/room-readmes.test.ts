import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Checks the READMEs of the rooms of lib and components: their lengths, the functions and components that their code
 * uses, and the folders of components that they name as imports.
 */

const FILES = globSync(['lib/*/**/*.ts', 'components/*/**/*.{ts,tsx}']).map((file) =>
  file.replaceAll('\\', '/'),
);
const MAX_README_LINES = 20;
/** Folders with a longer README, which is a manual. The README of lib/build-index is for publishers. */
const MANUALS = ['lib/build-index'];
/** Folders that are not rooms, but have a README, too. */
const OTHER_FOLDERS = ['entrypoints', 'tests'];

/** Folders that contain files, and folders of lib that contain only folders. */
const FOLDERS = FILES.flatMap((file) => [dirname(file), file.split('/').slice(0, 2).join('/')]);

/**
 * The rooms: all folders of components, and those folders of lib that contain more than one file, or a README. If a
 * folder contains only folders, the files in these folders count.
 */
const ROOMS = [...new Set(FOLDERS)]
  .filter(
    (room) =>
      room.startsWith('components/') || filesOf(room).length > 1 || existsSync(join(room, 'README.md')),
  )
  .sort();

/** Returns the files of a folder. If the folder contains only folders, returns the files of those folders. */
function filesOf(room: string): string[] {
  const own = FILES.filter((file) => dirname(file) === room);
  return own.length > 0 ? own : FILES.filter((file) => file.startsWith(`${room}/`));
}

function exportedBy(room: string): Set<string> {
  const sources = filesOf(room).map((file) => readFileSync(file, 'utf8'));
  return new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/^export (?:async )?(?:function\*?|const) (\w+)/gm)].map(([, name = '']) => name),
    ),
  );
}

/**
 * Returns the names of the functions that code in a README calls, and of the components that it draws. Leaves out
 * methods and constructors.
 */
function usedIn(readme: string): string[] {
  const code = readme.match(/^```tsx?\n[\s\S]*?^```$|`[^`\n]+`/gm) ?? [];
  return code.flatMap((text) =>
    [...text.matchAll(/(?<![\w.])(?:([a-z]\w*)\(|<([A-Z][a-z]\w*))/g)].map(
      ([, called, drawn]) => called ?? drawn ?? '',
    ),
  );
}

describe('the room', () => {
  it('is found by this test', () => {
    expect(ROOMS).toEqual(
      expect.arrayContaining([
        'components/ui',
        'components/welcome',
        'lib/address',
        'lib/build-index',
        'lib/db',
        'lib/publication',
      ]),
    );
  });

  it.each(ROOMS)('%s has a README that uses functions of this folder, and no others', (room) => {
    const used = usedIn(readFileSync(join(room, 'README.md'), 'utf8'));
    const exported = exportedBy(room);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((name) => !exported.has(name))).toEqual([]);
  });

  it.each([...ROOMS.filter((room) => !MANUALS.includes(room)), ...OTHER_FOLDERS])(
    `%s has a README of at most ${MAX_README_LINES} lines`,
    (room) => {
      const lines = readFileSync(join(room, 'README.md'), 'utf8').trimEnd().split('\n');
      expect(lines.length).toBeLessThanOrEqual(MAX_README_LINES);
    },
  );
});

/** Returns the other folders of components that files of this folder import. */
function importedBy(folder: string): string[] {
  const sources = FILES.filter((file) => dirname(file) === folder).map((file) => readFileSync(file, 'utf8'));
  const names = sources.flatMap((source) =>
    [...source.matchAll(/(?:from |import\()'\.\.\/([\w-]+)\//g)].map(([, name]) => `components/${name}`),
  );
  return [...new Set(names)].sort();
}

/** Returns the folders of components that a README names after "Imports:". */
function importsNamedIn(readme: string): string[] {
  const [, imports = ''] = /^Imports: (.*?)(?:Used by|$(?![\s\S]))/ms.exec(readme) ?? [];
  return [...imports.matchAll(/`(components\/[\w-]+)`/g)].map(([, folder = '']) => folder).sort();
}

describe('the folder of components', () => {
  it.each(ROOMS.filter((room) => room.startsWith('components/')))(
    '%s has a README that names the folders of components that it imports',
    (folder) => {
      const readme = readFileSync(join(folder, 'README.md'), 'utf8');
      expect(importsNamedIn(readme)).toEqual(importedBy(folder));
    },
  );

  it('(components/panel) imports four folders, which `importedBy` finds', () => {
    expect(importedBy('components/panel')).toEqual([
      'components/corrections',
      'components/reading',
      'components/share',
      'components/ui',
    ]);
  });
});

describe('code in a README', () => {
  it.each<[readme: string, used: string[]]>([
    ['```ts\nawait open(page);\n```', ['open']],
    ['```tsx\n<Page title={name} />\n```', ['Page']],
    ['`close(page)` and `<Dialog />`', ['close', 'Dialog']],
    ['`page.close()`, `new Map<Name, Page>()`, `<section>`', []],
    ['open(page) and <Page /> outside code', []],
  ])('in %j uses %j', (readme, used) => {
    expect(usedIn(readme)).toEqual(used);
  });
});
