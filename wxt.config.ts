import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { defineConfig } from 'wxt';
import { packedSuffixes } from './lib/address/pack-public-suffixes.ts';
import { SUFFIXES_FILE } from './lib/address/suffixes-file.ts';
import { twinOrigin } from './lib/address/www-twin.ts';
import { MINIMUM_VERSIONS } from './lib/browser/minimum-versions.ts';
import { hostPatterns } from './lib/browser/publication-address.ts';
import { iconFiles, iconsInManifest } from './lib/mark/icon-files.ts';
import type { IconForm } from './lib/mark/toolbar-icon.ts';

/**
 * Address of the publication. The environment variable `WXT_PUBLICATION_URL` replaces the default. An `http:` address
 * must be a loopback address.
 */
const publication = new URL(process.env.WXT_PUBLICATION_URL || 'https://noligarchy.us/');
/**
 * Whether the manifest requires access to all sites. Automatic mode is then on after the installation. For managed
 * installations and tests.
 */
const grantAllSites = process.env.WXT_GRANT_ALL_SITES === '1';

const ALL_SITES = '*://*/*';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  // Pages connect to the extension's own files (the list of public suffixes), to the publication, and to its twin: the
  // host with `www.` and the host without it may redirect to each other.
  ["connect-src 'self'", publication.origin, twinOrigin(publication) ?? ''].join(' ').trim(),
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  // The only policy that may create script addresses, see `lib/browser/trusted-script-address.ts`.
  'trusted-types civic-lens-worker',
].join('; ');

const COMMANDS = {
  // Chromium does not assign Alt+Shift+C, because it uses that shortcut to add a tab to a group.
  popup: { suggested_key: { default: 'Alt+Shift+L' } },
  sidePanel: { suggested_key: { default: 'Alt+Shift+V' } },
  save: { suggested_key: { default: 'Alt+Shift+S' }, description: '__MSG_commandSave__' },
  jump: { suggested_key: { default: 'Alt+Shift+J' }, description: '__MSG_commandJump__' },
} as const;

/** The file format of the toolbar icon. */
function iconForm(browser: string): IconForm {
  return browser === 'firefox' ? 'svg' : 'png';
}

/** The part of the bundler's API that returns the imports of a module. */
interface Modules {
  getModuleInfo(
    id: string,
  ): { readonly importedIds: readonly string[]; readonly dynamicallyImportedIds: readonly string[] } | null;
}

const PAGES = ['popup', 'options', 'welcome', 'library'] as const;

/** The modules of a page. */
interface PageModules {
  /** The modules that the page imports statically, directly or through other modules. */
  readonly atStart: ReadonlySet<string>;
  /** The modules in `atStart`, and all that the page may import later. */
  readonly all: ReadonlySet<string>;
}

function modulesOf(page: (typeof PAGES)[number], modules: Modules): PageModules {
  const entrypoint = resolve('entrypoints', page, 'main.tsx');
  const atStart = new Set([entrypoint]);
  for (const id of atStart)
    for (const next of modules.getModuleInfo(id)?.importedIds ?? []) atStart.add(next);
  const all = new Set([entrypoint]);
  for (const id of all) {
    const { importedIds = [], dynamicallyImportedIds = [] } = modules.getModuleInfo(id) ?? {};
    for (const next of [...importedIds, ...dynamicallyImportedIds]) all.add(next);
  }
  return { atStart, all };
}

/**
 * Returns the rules that divide the code of one build into files. By default the bundler would make two dozen files for
 * a page, and reading each of them delays the first paint. The modules that pages load at their start are divided so
 * that no page loads much that it does not need:
 *
 * - The popup's modules, which the side panel loads too, form three files: the modules that Options loads (`pages`),
 *   other modules that the library loads (`lists`), and the rest (`panel`).
 * - The library's other modules form three files: the modules that the popup may load later (`later`), other modules
 *   that Options or the welcome page may load (`shared`), and the rest, among them the database (`library-page`).
 */
export function fewFiles(): object {
  let pages: Readonly<Record<(typeof PAGES)[number], PageModules>> | undefined;
  const name = (id: string, modules: Modules): string | null => {
    pages ??= Object.fromEntries(PAGES.map((page) => [page, modulesOf(page, modules)])) as typeof pages & {};
    const { popup, options, welcome, library } = pages;
    if (id.includes('virtual:wxt')) return 'pages';
    const [, part] = OWN_FILES.find(([path]) => path.test(id)) ?? [];
    if (part) return part;
    // The script of a page runs as soon as its file is loaded, so it must not share a file with others.
    if (id.includes('/entrypoints/')) return null;
    if (popup.atStart.has(id)) {
      if (options.atStart.has(id)) return 'pages';
      return library.atStart.has(id) ? 'lists' : 'panel';
    }
    if (!library.atStart.has(id)) return null;
    if (popup.all.has(id)) return 'later';
    const isShared = options.all.has(id) || welcome.all.has(id);
    return isShared ? 'shared' : 'library-page';
  };
  return { includeDependenciesRecursively: false, groups: [{ name, debugName: 'pages' }] };
}

/**
 * Modules with a file of their own, which the library loads only when it uses them. Modules of the library's first view
 * import some of them, but the view calls none of their functions. None of these files should have more than 25 kB.
 */
const OWN_FILES: readonly (readonly [path: RegExp, file: string])[] = [
  // The code that reads bookmarks files loads the HTML tokenizer and its table of entities.
  [/\/node_modules\/htmlparser2\//, 'html-tokenizer'],
  [/\/node_modules\/entities\/dist\/(?:generated|internal)\//, 'html-entities'],
  [/\/lib\/(?:index\/(?:card-keys|match)|page\/headline)\.ts$/, 'url-keys'],
  [/\/lib\/address\/(?:url-keys|wrappers|article-path|(?:tracking|personal)-parameters)\.ts$/, 'url-keys'],
  [/\/lib\/analysis\/(?:analysis|content-blocks)\.ts$/, 'read-analysis'],
];

/** Whether a file is the style sheet that every page names in its HTML. */
function isOfAllPages(file: string): boolean {
  return /(?:^|\/)pages-[^/]*\.css$/.test(file);
}

const PAGE = readFileSync('components/ui/page.html', 'utf8');

/** Inserts the lines of a page's `index.html` into the template that all pages share. */
const wholePage = {
  name: 'civic-lens-page',
  transformIndexHtml: {
    order: 'pre',
    handler: (head: string) => PAGE.replace('<!-- head -->', () => head.replace(/<!--.*?-->\s*/s, '').trim()),
  },
} as const;

/**
 * Replaces the function with which Vite loads the style sheets of a script that a page imports later. Vite's function
 * is written for web sites, and would add 2 kB to the popup's first script.
 */
const loadLater = {
  name: 'civic-lens-load-later',
  enforce: 'pre',
  load: (id: string) => (id === '\0vite/preload-helper.js' ? LOAD_LATER : undefined),
} as const;

const LOAD_LATER = `
  const loaded = new Map();
  const loadStyles = (file) =>
    new Promise((resolve) => {
      const link = document.createElement('link');
      Object.assign(link, { rel: 'stylesheet', href: '/' + file, onload: resolve, onerror: resolve });
      document.head.append(link);
    });
  const styles = (file) => {
    if (!document.querySelector('link[href="/' + file + '"]')) loaded.set(file, loadStyles(file));
    return loaded.get(file);
  };
  export const __vitePreload = async (load, files = []) => {
    await Promise.all(files.map(styles));
    return load();
  };
`;

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  // Tests set another folder, so that nobody can release a test build by mistake.
  outDir: process.env.CIVIC_LENS_OUTPUT || '.output',
  vite: ({ mode }) => {
    // Vite keeps a `NODE_ENV` that was set outside the build, for example by Vitest. With any value but `production`,
    // the paths of the sources would be part of the built code
    // (https://vite.dev/guide/env-and-mode#node-env-and-modes).
    if (mode === 'production') process.env.NODE_ENV = 'production';
    return {
      plugins: [wholePage, loadLater],
      // Dexie's build for current browsers is a fifth smaller than the default build in its `package.json`.
      resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.min.mjs' }] },
      build: {
        modulePreload: {
          polyfill: false,
          // A script that is loaded later finds its own imports, so only its style sheets must be listed in advance. A
          // list of all its files would add 2 kB to the popup's first script. Each page already has the style sheet
          // `pages`, so leave it out.
          resolveDependencies: (_, files, { hostType }) =>
            hostType === 'js' ? files.filter((file) => file.endsWith('.css') && !isOfAllPages(file)) : files,
        },
        target: [`chrome${MINIMUM_VERSIONS.chromium}`, `firefox${MINIMUM_VERSIONS.firefox}`],
      },
    };
  },
  hooks: {
    // Even with `imports: false`, WXT's plugin adds imports to each file that contains a name of its list, such as
    // `storage`, and so adds code that nothing uses. So empty the list.
    'config:resolved': ({ config }) => {
      Object.assign(config.imports, { imports: [], presets: [] });
    },
    // By default, WXT uses the title of the popup's page as the title of the toolbar button. Use the title that belongs
    // to the first icon instead.
    'build:manifestGenerated': (_, { action }) => {
      if (action) action.default_title = '__MSG_iconNotLooked__';
    },
    // Pages load faster without the polyfill, and use only APIs that all supported browsers have. The background needs
    // the polyfill, because its message listeners return promises.
    'vite:build:extendConfig': (entrypoints, config) => {
      const alias = config.resolve?.alias;
      if (!Array.isArray(alias))
        throw new Error('Expected `resolve.alias` to be an array, as this file sets it.');
      if (entrypoints.every(({ inputPath }) => inputPath.endsWith('.html'))) {
        alias.push({
          find: 'webextension-polyfill',
          replacement: resolve('lib/browser/browser-without-polyfill.ts'),
        });
        Object.assign(config.build?.rollupOptions?.output ?? {}, { codeSplitting: fewFiles() });
      }
      // The background loads the parsers of feeds, sitemaps and pages only when it needs them.
      if (entrypoints.some(({ type }) => type === 'background'))
        alias.push({
          find: /^.*\/load-site-parsers\.ts$/,
          replacement: resolve('lib/sync/load-site-parsers-in-background.ts'),
        });
    },
    'build:done': async ({ config }) => {
      await writeFile(join(config.outDir, SUFFIXES_FILE), await packedSuffixes());
      for (const [path, content] of iconFiles(iconForm(config.browser))) {
        await mkdir(dirname(join(config.outDir, path)), { recursive: true });
        await writeFile(join(config.outDir, path), content);
      }
    },
  },
  zip: { excludeSources: ['.ci/**', 'tests/pictures/**'] },
  manifest: ({ browser }) => {
    const isFirefox = browser === 'firefox';
    const { icons, action } = iconsInManifest(iconForm(browser));
    return {
      name: '__MSG_extensionName__',
      description: '__MSG_extensionDescription__',
      default_locale: 'en',
      permissions: [
        'storage',
        'unlimitedStorage',
        'alarms',
        'activeTab',
        'scripting',
        'contextMenus',
        ...(isFirefox ? [] : ['sidePanel']),
      ],
      optional_permissions: ['notifications'],
      host_permissions: [...hostPatterns(publication.href), ...(grantAllSites ? [ALL_SITES] : [])],
      optional_host_permissions: grantAllSites ? [] : [ALL_SITES],
      icons,
      action: {
        ...action,
        ...(isFirefox ? { default_area: 'navbar' } : {}),
      },
      content_security_policy: { extension_pages: contentSecurityPolicy },
      commands: {
        _execute_action: COMMANDS.popup,
        ...(isFirefox
          ? { _execute_sidebar_action: COMMANDS.sidePanel }
          : { 'open-side-panel': { ...COMMANDS.sidePanel, description: '__MSG_commandSidePanel__' } }),
        save: COMMANDS.save,
        jump: COMMANDS.jump,
      },
      ...(isFirefox
        ? {
            browser_specific_settings: {
              gecko: {
                id: 'civic-lens@noligarchy.us',
                strict_min_version: `${MINIMUM_VERSIONS.firefox}.0`,
                data_collection_permissions: { required: ['none'] },
              },
              gecko_android: { strict_min_version: `${MINIMUM_VERSIONS.firefoxAndroid}.0` },
            },
          }
        : { minimum_chrome_version: String(MINIMUM_VERSIONS.chromium) }),
    };
  },
});
