import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LOADED_ON_USE, SEARCH_CODE } from './budgets.ts';
import { contentsOf, contentsOfLaterScripts } from './contents.ts';
import { KB, type Measured, measured, print } from './report.ts';

/** Entrypoints whose contents are listed. */
const ENTRIES = ['background.ts', 'site-parsers.ts', 'popup/main.tsx', 'library/main.tsx', 'detect.ts'];
const SEARCH_WORKER = 'search-worker.ts';
/** The room of the search. Its code in the search worker has a budget of its own. */
const SEARCH_ROOM = 'lib/search';

/** Prints the sizes of the built extension's scripts, and what they contain. */
export async function printSizes(folder: string): Promise<void> {
  const searchWorker = await contentsOf(`entrypoints/${SEARCH_WORKER}`);
  const searchCode = searchWorker.find(({ what }) => what.trim() === SEARCH_ROOM)?.value ?? Number.NaN;
  print('Sizes, minified', scriptSizes(folder, searchCode));
  for (const entry of ENTRIES) print(`Contents of ${entry}`, await contentsOf(`entrypoints/${entry}`));
  print(`Contents of ${SEARCH_WORKER}`, searchWorker);
  const later = await contentsOfLaterScripts();
  for (const name of Object.keys(LOADED_ON_USE)) {
    const contents = later.get(name);
    if (!contents) throw new Error(`No script that is loaded on use begins with ${name}.`);
    print(`Contents of ${name}.js, loaded on use`, contents);
  }
}

/**
 * Returns the sizes of the built extension's scripts.
 *
 * @param searchCode size of the search worker's own code (kB)
 */
function scriptSizes(folder: string, searchCode: number): Measured[] {
  const size = (file: string): number => statSync(join(folder, file)).size / KB;
  const popup = scriptsOf(folder, 'popup.html');
  const library = scriptsOf(folder, 'library.html');
  const sum = (files: ReadonlySet<string>): number =>
    [...files].reduce((total, file) => total + size(file), 0);
  return [
    ...['detect.js', 'identify.js', 'links.js'].map((file) =>
      measured('script in a page, size', size(file), file),
    ),
    measured('background', size('background.js')),
    measured('parsers of plain sites, which the background loads on use', size('site-parsers.js')),
    measured('popup, until its first sentence is painted', sum(popup.first)),
    measured('popup, everything', sum(popup.all)),
    measured('library, first view', sum(library.first)),
    { what: 'library, everything', value: sum(library.all), unit: 'kB' },
    measured('search worker, with Dexie and the database', size('search-worker.js')),
    measured('loaded on use', searchCode, SEARCH_CODE),
    ...Object.entries(LOADED_ON_USE).map(([name, of]) => {
      const file = [...library.all].find((path) => basename(path).startsWith(`${name}-`));
      return measured('loaded on use', file ? size(file) : Number.NaN, of);
    }),
  ];
}
/** Returns the scripts that a page loads at its start (`first`), and all scripts that it may load (`all`). */
function scriptsOf(
  folder: string,
  page: string,
): { readonly first: ReadonlySet<string>; readonly all: ReadonlySet<string> } {
  const html = readFileSync(join(folder, page), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, file = '']) => file);
  const first = reached(folder, named, STATIC);
  return { first, all: reached(folder, [...first], STATIC, DYNAMIC) };
}

/** Imports as the bundler writes them: `import{a}from"./b.js"`, `import"./b.js"`. */
const STATIC = /(?:\bfrom|\bimport)\s*["'`]\.?\/([^"'`]+\.js)["'`]/g;
const DYNAMIC = /\bimport\(\s*["'`]\.?\/([^"'`]+\.js)["'`]/g;

function reached(folder: string, files: readonly string[], ...kinds: readonly RegExp[]): Set<string> {
  const found = new Set(files);
  for (const file of found) {
    const code = readFileSync(join(folder, file), 'utf8');
    for (const kind of kinds)
      for (const [, other = ''] of code.matchAll(kind)) found.add(join('chunks', basename(other)));
  }
  return found;
}
