import { resolve } from 'node:path';
import { build, type Rollup } from 'vite';
import { fewFiles } from '../../wxt.config.ts';
import { KB, type Measured } from './report.ts';

/** The pages whose scripts share files. */
const PAGES = ['popup', 'sidepanel', 'options', 'welcome', 'library'];

/** Returns the packages and rooms in a bundle with their approximate minified sizes, the largest first. */
export async function contentsOf(entry: string): Promise<Measured[]> {
  const isBackground = entry.includes('background');
  return holders(await chunksOf([entry], isBackground ? SITE_PARSERS_APART : WITHOUT_POLYFILL));
}

/**
 * Bundles the pages together, and returns the packages and rooms in each script of the bundle, keyed by the name of the
 * script. The scripts are divided as in the built extension.
 */
export async function contentsOfLaterScripts(): Promise<ReadonlyMap<string, Measured[]>> {
  const entries = PAGES.map((page) => `entrypoints/${page}/main.tsx`);
  const chunks = await chunksOf(entries, WITHOUT_POLYFILL, { codeSplitting: fewFiles() });
  return new Map(chunks.map((chunk) => [chunk.name, holders([chunk])]));
}

interface Alias {
  readonly find: string | RegExp;
  readonly replacement: string;
}

/** The same aliases as in `wxt.config.ts`. */
const DEXIE: Alias = { find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.min.mjs' };
const SITE_PARSERS_APART: Alias = {
  find: /^.*\/load-site-parsers\.ts$/,
  replacement: resolve('lib/sync/load-site-parsers-in-background.ts'),
};
const WITHOUT_POLYFILL: Alias = {
  find: 'webextension-polyfill',
  replacement: resolve('lib/browser/browser-without-polyfill.ts'),
};

/** Bundles entrypoints as in the extension. */
async function chunksOf(
  input: string[],
  alias: Alias,
  output: Rollup.OutputOptions = {},
): Promise<Rollup.OutputChunk[]> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: [DEXIE, alias] },
    build: {
      write: false,
      minify: true,
      rollupOptions: { input, output, preserveEntrySignatures: 'allow-extension' },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  if (!bundle || !('output' in bundle)) throw new Error(`${input} could not be bundled`);
  return bundle.output.filter((one) => one.type === 'chunk');
}

/** Returns the packages and rooms in these chunks, the largest first. */
function holders(chunks: readonly Rollup.OutputChunk[]): Measured[] {
  const bytes = new Map<string, number>();
  for (const { modules, code } of chunks) {
    const lengths = Object.entries(modules).map(([id, { renderedLength }]) => [id, renderedLength] as const);
    const total = lengths.reduce((sum, [, length]) => sum + length, 0);
    for (const [id, length] of lengths) {
      const name = holderOf(id);
      bytes.set(name, (bytes.get(name) ?? 0) + (length / total) * code.length);
    }
  }
  return [...bytes]
    .sort(([, a], [, b]) => b - a)
    .map(([what, value]) => ({ what: `  ${what}`, value: value / KB, unit: 'kB' }));
}

/**
 * Returns the name of a module's package, the room of a module of the project, or "the bundler" for any other module.
 */
function holderOf(id: string): string {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id) ?? [];
  const [, room] = /\/((?:lib|components|entrypoints)(?:\/[a-z-]+(?=\/))?)\//.exec(id) ?? [];
  return name ?? room ?? 'the bundler';
}
