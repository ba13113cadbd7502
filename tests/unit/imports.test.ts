import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Imports run one way: entrypoints → components → lib; inside lib, pure modules know no browser, no page and no
 * database.
 */

const FILES = globSync('{entrypoints,components,lib}/**/*.{ts,tsx}').map((file) =>
  file.replaceAll('\\', '/'),
);

interface Import {
  readonly from: string;
  /** Path of a project file, or name of a package. */
  readonly to: string;
  /** Erased by the compiler: costs nothing and ties nothing together at run time. */
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)';/gm)].map(
    ([, typeOnly, to = '']) => ({
      from: file,
      to: to.startsWith('.') ? normalize(join(dirname(file), to)).replaceAll('\\', '/') : to,
      typeOnly: typeOnly !== undefined,
    }),
  );
}

const IMPORTS = FILES.flatMap(importsOf);
const isPackage = (to: string): boolean => !/^(?:entrypoints|components|lib|public)\//.test(to);

const PURE = /^lib\/(?:address|identity|index|analysis|feed|site|follow)\//;
const TOOL = /^lib\/build-index\//;
const PARSERS = new Set(['htmlparser2', 'domhandler']);

/** Each rule with what it teaches who breaks it. */
const RULES: readonly { readonly rule: string; readonly breaks: (edge: Import) => boolean }[] = [
  {
    rule: 'lib is the product and knows neither components nor entrypoints: pass what it needs as a parameter',
    breaks: ({ from, to }) => from.startsWith('lib/') && /^(?:components|entrypoints)\//.test(to),
  },
  {
    rule: 'components serve several entrypoints and know none of them: move the shared part here',
    breaks: ({ from, to }) => from.startsWith('components/') && to.startsWith('entrypoints/'),
  },
  {
    rule: 'an entrypoint imports no other entrypoint: what two share belongs in components or lib',
    breaks: ({ from, to }) =>
      from.startsWith('entrypoints/') && to.startsWith('entrypoints/') && dirname(from) !== dirname(to),
  },
  {
    rule: 'pure modules (address, identity, index, analysis, follow) import only each other and parsers: let an adapter (db, sync, tab, detect) import them instead',
    breaks: ({ from, to }) => PURE.test(from) && !PURE.test(to) && !PARSERS.has(to),
  },
  {
    rule: 'the polyfill is imported in lib/browser/browser.ts only: everything else speaks to `browser` from there',
    breaks: ({ from, to, typeOnly }) =>
      to === 'webextension-polyfill' && !typeOnly && from !== 'lib/browser/browser.ts',
  },
  {
    rule: 'the database is opened in lib/db and watched through lib/app/page-database.ts only',
    breaks: ({ from, to }) =>
      to === 'dexie' && !from.startsWith('lib/db/') && from !== 'lib/app/page-database.ts',
  },
  {
    rule: 'Preact is for components and entrypoints: lib runs in workers and pages alike',
    breaks: ({ from, to }) => from.startsWith('lib/') && to.startsWith('preact'),
  },
  {
    rule: 'the publisher’s tool (lib/build-index) runs in Node and nothing else imports it: what extension and tool share belongs in a pure module',
    breaks: ({ from, to }) => !TOOL.test(from) && TOOL.test(to),
  },
  {
    rule: 'Node’s own modules are for the publisher’s tool (lib/build-index): browsers have none of them',
    breaks: ({ from, to }) => to.startsWith('node:') && !TOOL.test(from),
  },
  {
    rule: 'the publisher’s tool imports pure modules and how files are fetched: it has no browser, no database and no settings',
    breaks: ({ from, to, typeOnly }) =>
      TOOL.test(from) &&
      !typeOnly &&
      !TOOL.test(to) &&
      !PURE.test(to) &&
      !to.startsWith('node:') &&
      to !== 'lib/sync/fetch-file.ts',
  },
];

describe('imports', () => {
  it('are found at all', () => {
    expect(FILES.length).toBeGreaterThan(40);
    expect(IMPORTS.length).toBeGreaterThan(150);
    const files = IMPORTS.map(({ to }) => to).filter((to) => !isPackage(to) && !/\.(?:css|json)$/.test(to));
    expect(files.filter((file) => !FILES.includes(file))).toEqual([]);
  });

  it.each(RULES)('$rule', ({ breaks }) => {
    expect(IMPORTS.filter(breaks).map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });
});

/** All modules that a content script loads, at any depth. Each line costs bytes and milliseconds on every page. */
const IN_PAGES = {
  'entrypoints/detect.ts': [
    'lib/address/hosts.ts',
    'lib/page/host-list.ts',
    'lib/page/watch-page.ts',
    'lib/page/page-identity.ts',
    'lib/page/read-identity.ts',
    'wxt/utils/define-unlisted-script',
  ],
  'entrypoints/identify.ts': [
    'lib/address/hosts.ts',
    'lib/page/host-list.ts',
    'lib/page/watch-page.ts',
    'lib/page/page-identity.ts',
    'lib/page/read-identity.ts',
    'wxt/utils/define-unlisted-script',
  ],
};

/**
 * A promise that nobody waits for: its error would be lost. The content script alone has no room for a guard; it
 * catches its own errors.
 */
const BARE = /\bvoid (?!0\b)[\w.]+(?:\(|\.)/;

describe('a promise that nobody waits for', () => {
  it('is started by `on` or `start` of lib/browser/guard.ts, which report its error', () => {
    const bare = FILES.filter((file) => file !== 'lib/page/watch-page.ts' && !TOOL.test(file)).flatMap(
      (file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .filter((line) => BARE.test(line))
          .map((line) => `${file}: ${line.trim()}`),
    );
    expect(bare).toEqual([]);
  });
});

/** The modules that load with an entrypoint, without what it imports later. */
function loadedWith(entrypoint: string): string[] {
  const reached = new Set([entrypoint]);
  for (const file of reached) {
    for (const { to, typeOnly } of IMPORTS.filter(({ from }) => from === file))
      if (!typeOnly) reached.add(to);
  }
  reached.delete(entrypoint);
  return [...reached].sort();
}

describe('a script that runs in pages', () => {
  it.each(Object.entries(IN_PAGES))('%s loads these modules and no others', (entrypoint, modules) => {
    expect(loadedWith(entrypoint)).toEqual(modules);
  });
});

/** What loads later, by who does without it at first. Each module of these would bring all of it along. */
const LATER: readonly (readonly [entrypoint: string, later: RegExp, why: string])[] = [
  [
    'entrypoints/background.ts',
    /^(?:htmlparser2|domhandler|lib\/site\/(?:survey|read-analysis)\.ts|lib\/analysis\/(?:html|page)\.ts)$/,
    'what reads pages: ask `pageReaders()` of lib/sync/load-page-readers.ts',
  ],
  ...['popup', 'sidepanel'].map(
    (page) =>
      [
        `entrypoints/${page}/main.tsx`,
        /^(?:dexie|lib\/db\/database\.ts|lib\/tab\/tab-view\.ts)$/,
        'the database: ask `pageDatabase()` or `query()` of lib/app/ask.ts',
      ] as const,
  ),
];

describe('what loads later', () => {
  it.each(LATER)('%s does not import %s: %s', (entrypoint, later) => {
    const loaded = loadedWith(entrypoint);
    expect(loaded.length).toBeGreaterThan(20);
    expect(loaded.filter((module) => later.test(module))).toEqual([]);
  });
});
