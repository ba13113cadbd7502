import { globSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'vite';
import { KB, type Measured } from './report.ts';

/** Returns the sizes of the built extension's scripts with their budgets. */
export function scriptSizes(folder: string): Measured[] {
  const size = (file: string): number => statSync(join(folder, file)).size / KB;
  const popup = scriptsOf(folder, 'popup.html');
  const library = scriptsOf(folder, 'library.html');
  const sum = (files: ReadonlySet<string>): number =>
    [...files].reduce((total, file) => total + size(file), 0);
  return [
    { what: 'content script (detect.js)', value: size('detect.js'), unit: 'kB', budget: 5 },
    { what: 'script injected on a click (identify.js)', value: size('identify.js'), unit: 'kB', budget: 5 },
    {
      what: 'script that reads the links of a page (links.js)',
      value: size('links.js'),
      unit: 'kB',
      budget: 5,
    },
    { what: 'background', value: size('background.js'), unit: 'kB', budget: 300 },
    { what: '  its parsers of plain sites, loaded on demand', value: size('site-parsers.js'), unit: 'kB' },
    { what: 'popup, until its first sentence is painted', value: sum(popup.first), unit: 'kB', budget: 60 },
    { what: 'popup, everything', value: sum(popup.all), unit: 'kB', budget: 180 },
    { what: 'library, first view', value: sum(library.first), unit: 'kB', budget: 220 },
    { what: 'library, everything', value: sum(library.all), unit: 'kB' },
    {
      what: '  the page part of its search, loaded later',
      value: searchPart(folder),
      unit: 'kB',
      budget: 25,
    },
    { what: '  its search worker', value: size('search-worker.js'), unit: 'kB' },
    ...LOADED_ON_USE.map(([what, name, budget]): Measured => {
      const file = [...library.all].find((path) => basename(path).startsWith(`${name}-`));
      const value = file ? size(file) : Number.NaN;
      return { what: `  ${what}, loaded on use`, value, unit: 'kB', ...(budget ? { budget } : {}) };
    }),
  ];
}

/**
 * Parts of the library that are loaded on first use: the name for the report, the name of the file, and its budget
 * (kB).
 */
const LOADED_ON_USE: readonly (readonly [what: string, name: string, budget?: number])[] = [
  ['export dialog', 'export-dialog', 25],
  ['ZIP archive of Markdown files', 'export-zip', 25],
  ['import dialog', 'import-dialog', 25],
  ['reader of an exported library', 'read-library', 25],
  ['comparison of two versions', 'other-text', 25],
  ['list of corrections', 'ledger', 25],
  ['reader of bookmarks', 'read-bookmarks', 25],
  ['its HTML tokenizer', 'html-tokenizer', 25],
  ['its table of entities', 'html-entities', 25],
];

/** Returns the size of the script that the library loads later to start the search worker (kB). */
function searchPart(folder: string): number {
  const files = globSync('chunks/open-search-*.js', { cwd: folder });
  if (files.length !== 1) throw new Error(`${files.length} scripts start the search worker.`);
  return statSync(join(folder, files[0] as string)).size / KB;
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

/** Returns the packages and rooms in a bundle with their minified sizes, the largest first. */
export async function contentsOf(entry: string): Promise<Measured[]> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: {
      // The same aliases as in `wxt.config.ts`.
      alias: [
        { find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' },
        ...(entry.includes('background')
          ? [
              {
                find: /^.*\/load-site-parsers\.ts$/,
                replacement: resolve('lib/sync/load-site-parsers-in-background.ts'),
              },
            ]
          : [
              {
                find: 'webextension-polyfill',
                replacement: resolve('lib/browser/browser-without-polyfill.ts'),
              },
            ]),
      ],
    },
    build: {
      write: false,
      minify: true,
      rollupOptions: { input: entry, preserveEntrySignatures: 'allow-extension' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error(`${entry} could not be bundled`);
  const bytes = new Map<string, number>();
  for (const chunk of output.output) {
    if (chunk.type !== 'chunk') continue;
    const modules = Object.entries(chunk.modules).map(
      ([id, { renderedLength }]) => [id, renderedLength] as const,
    );
    const total = modules.reduce((sum, [, length]) => sum + length, 0);
    for (const [id, length] of modules) {
      const name = holderOf(id);
      bytes.set(name, (bytes.get(name) ?? 0) + (length / total) * chunk.code.length);
    }
  }
  return [...bytes]
    .sort(([, a], [, b]) => b - a)
    .map(([what, value]) => ({ what: `  ${what}`, value: value / KB, unit: 'kB' }));
}

/** Returns the name of a module's package, the room of one of the project's own modules, or else "the bundler". */
function holderOf(id: string): string {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id) ?? [];
  const [, room] = /\/((?:lib|components|entrypoints)(?:\/[a-z-]+(?=\/))?)\//.exec(id) ?? [];
  return name ?? room ?? 'the bundler';
}
