import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { READING_ROOMS } from '../../lib/build-index/cache.ts';
import { drawing } from '../imports/drawing.ts';
import {
  cyclesIn,
  FILES,
  fileCycles,
  IMPORTS,
  type Import,
  importsOf,
  isPackage,
  loadedWith,
  roomCycles,
} from '../imports/graph.ts';
import { faultsIn, RULES } from '../imports/rules.ts';

const TOOL = /^lib\/build-index\//;

describe('imports', () => {
  it('are found by the test', () => {
    expect(FILES.length).toBeGreaterThan(200);
    expect(IMPORTS.length).toBeGreaterThan(1000);
    const files = IMPORTS.map(({ to }) => to).filter((to) => !isPackage(to) && !/\.(?:css|json)$/.test(to));
    expect(files.filter((file) => !FILES.includes(file))).toEqual([]);
  });

  it.each([
    ["import { a } from './a.ts';", { to: 'lib/tab/a.ts', typeOnly: false, dynamic: false }],
    [
      "import {\n  a,\n  type B,\n} from '../db/a.ts';",
      { to: 'lib/db/a.ts', typeOnly: false, dynamic: false },
    ],
    ["import type { A } from 'dexie';", { to: 'dexie', typeOnly: true, dynamic: false }],
    ["export { a } from './a.ts';", { to: 'lib/tab/a.ts', typeOnly: false, dynamic: false }],
    ["import './a.css';", { to: 'lib/tab/a.css', typeOnly: false, dynamic: false }],
    ["const a = await import('./a.ts');", { to: 'lib/tab/a.ts', typeOnly: false, dynamic: true }],
    ["type A = typeof import('./a.ts');", { to: 'lib/tab/a.ts', typeOnly: true, dynamic: false }],
  ])('are recognized in %s', (source, found) => {
    expect(importsOf('lib/tab/x.ts', source)).toEqual([{ from: 'lib/tab/x.ts', ...found }]);
  });

  it('and links load every style sheet; a style sheet that nothing loads has no effect', () => {
    const sheets = globSync('{entrypoints,components}/**/*.css').map((file) => file.replaceAll('\\', '/'));
    const pages = globSync('entrypoints/*/index.html').map((page) => readFileSync(page, 'utf8'));
    const linked = pages.flatMap((page) => [...page.matchAll(/href="(?:\.\.\/)+(.+?\.css)"/g)]);
    const loaded = new Set([...IMPORTS.map(({ to }) => to), ...linked.map(([, sheet]) => sheet)]);
    expect(sheets.length).toBeGreaterThan(20);
    expect(sheets.filter((sheet) => !loaded.has(sheet))).toEqual([]);
  });

  it.each(RULES)('follow the rule that $rule', ({ rule }) => {
    expect(faultsIn(IMPORTS).filter((fault) => fault.includes(rule))).toEqual([]);
  });

  it.each<[from: string, to: string, rule: string | undefined]>([
    ['lib/new-room/a.ts', 'lib/address/hosts.ts', 'known room'],
    ['lib/loose.ts', 'lib/address/hosts.ts', 'known room'],
    ['lib/tab/a.ts', 'lib/new-room/a.ts', 'known room'],
    ['lib/tab/a.ts', 'components/ui/menu.tsx', 'no components'],
    ['components/ui/a.tsx', 'entrypoints/popup/main.tsx', 'no entrypoints'],
    ['entrypoints/popup/main.tsx', 'entrypoints/options/main.tsx', 'no other entrypoint'],
    ['entrypoints/links.ts', 'entrypoints/detect.ts', 'no other entrypoint'],
    ['entrypoints/popup/main.tsx', 'entrypoints/popup/size.ts', undefined],
    ['lib/db/a.ts', 'lib/sync/sync.ts', 'no room above it'],
    ['lib/sync/a.ts', 'lib/library/second-copy.ts', 'no room above it'],
    ['lib/browser/a.ts', 'lib/db/database.ts', 'no room above it'],
    ['lib/follow/a.ts', 'lib/app/messages.ts', 'no room above it'],
    ['lib/sync/a.ts', 'lib/db/database.ts', undefined],
    ['lib/address/a.ts', 'lib/input/dates.ts', undefined],
    ['lib/library/a.ts', 'lib/follow/followed.ts', 'another feature'],
    ['lib/share/a.ts', 'lib/tab/badge.ts', 'another feature'],
    ['lib/tab/a.ts', 'lib/library/second-copy.ts', undefined],
    ['lib/address/a.ts', 'dexie', 'pure rooms'],
    ['lib/publication/feed/a.ts', 'htmlparser2', undefined],
    ['lib/mark/png.ts', 'fflate', undefined],
    ['lib/mark/a.ts', 'fflate', 'pure rooms'],
    ['lib/tab/a.ts', 'webextension-polyfill', 'polyfill'],
    ['lib/follow/a.ts', 'dexie', 'Dexie'],
    ['lib/app/a.ts', 'preact', 'Preact'],
    ['lib/sync/a.ts', 'lib/build-index/crawl.ts', 'publisher’s tool'],
    ['lib/sync/a.ts', 'node:fs', 'Node'],
    ['components/ui/a.tsx', 'fs', 'Node'],
    ['lib/build-index/a.ts', 'lib/db/database.ts', 'publisher’s tool imports only pure rooms'],
    ['lib/build-index/a.ts', 'lib/sync/fetch-file.ts', undefined],
  ])('by %s of %s break the rule that contains "%s" (undefined: no rule)', (from, to, rule) => {
    const faults = faultsIn([{ from, to, typeOnly: false, dynamic: false }]);
    expect(faults.filter((fault) => fault.includes(rule ?? ''))).toHaveLength(rule === undefined ? 0 : 1);
  });

  it.each<[from: string, to: string, rule: string | undefined]>([
    ['lib/tab/a.ts', 'webextension-polyfill', undefined],
    ['lib/follow/a.ts', 'dexie', undefined],
    ['lib/publication/page/a.ts', 'domhandler', undefined],
    ['lib/address/a.ts', 'dexie', 'pure rooms'],
    ['lib/address/a.ts', 'lib/db/records.ts', 'pure rooms'],
    ['lib/app/a.ts', 'preact', 'Preact'],
    ['lib/sync/a.ts', 'node:fs', 'Node'],
    ['lib/build-index/a.ts', 'lib/db/records.ts', 'publisher’s tool imports only pure rooms'],
  ])('of types by %s of %s break the rule that contains "%s" (undefined: no rule)', (from, to, rule) => {
    const faults = faultsIn([{ from, to, typeOnly: true, dynamic: false }]);
    expect(faults.filter((fault) => fault.includes(rule ?? ''))).toHaveLength(rule === undefined ? 0 : 1);
  });

  it('match docs/architecture.svg (`npm run imports draw` draws them again)', () => {
    expect(readFileSync('docs/architecture.svg', 'utf8')).toBe(drawing());
  });

  it('that break a rule cause a message that says where the code belongs', () => {
    const edge: Import = { from: 'lib/db/a.ts', to: 'lib/tab/badge.ts', typeOnly: true, dynamic: false };
    expect(faultsIn([edge])).toEqual([
      'lib/db/a.ts imports lib/tab/badge.ts, but a room of lib imports no room above it. Instead: move the shared ' +
        'type into lib/db/records.ts, pass the function as a parameter, or do the work in lib/app.',
    ]);
  });

  it('form no cycle of files, even if type imports count', () => {
    expect(fileCycles()).toEqual([]);
  });

  it('form no cycle of rooms, even if type imports count', () => {
    expect(roomCycles()).toEqual([]);
  });

  it.each<[edges: [string, string][], cycles: string[][]]>([
    [
      [
        ['a', 'b'],
        ['b', 'c'],
        ['a', 'c'],
      ],
      [],
    ],
    [
      [
        ['a', 'b'],
        ['b', 'a'],
        ['b', 'c'],
      ],
      [['a', 'b']],
    ],
    [
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'a'],
        ['c', 'd'],
        ['d', 'e'],
        ['e', 'd'],
      ],
      [
        ['d', 'e'],
        ['a', 'b', 'c'],
      ],
    ],
    [[['a', 'a']], []],
  ])('are searched for cycles: %j', (edges, cycles) => {
    expect(cyclesIn(edges)).toEqual(cycles);
  });
});

/**
 * All modules that each page script loads, directly or indirectly. Each module costs time on every page in which the
 * script runs.
 */
const IN_PAGES = {
  'entrypoints/detect.ts': [
    'lib/address/hosts.ts',
    'lib/input/schema-org-types.ts',
    'lib/page/host-list.ts',
    'lib/page/page-identity.ts',
    'lib/page/read-identity.ts',
    'lib/page/watch-page.ts',
    'wxt/utils/define-unlisted-script',
  ],
  'entrypoints/links.ts': [
    'lib/address/hosts.ts',
    'lib/input/schema-org-types.ts',
    'lib/page/host-list.ts',
    'lib/page/page-identity.ts',
    'lib/page/page-links.ts',
    'lib/page/read-identity.ts',
    'lib/page/read-links.ts',
    'wxt/utils/define-unlisted-script',
  ],
  'entrypoints/identify.ts': [
    'lib/address/hosts.ts',
    'lib/input/schema-org-types.ts',
    'lib/page/host-list.ts',
    'lib/page/page-identity.ts',
    'lib/page/read-identity.ts',
    'lib/page/watch-page.ts',
    'wxt/utils/define-unlisted-script',
  ],
};

/**
 * Matches a call whose promise is discarded with `void`, so that the code does not handle its error. In the extension,
 * only `watch-page.ts` may do this, because it must stay small. The browser reports its last error in the console.
 */
const BARE = /\bvoid (?!0\b)(?:[([]|[\w.]+(?:\(|\.))/;

describe('a promise that the code does not await', () => {
  it.each<[line: string, isBare: boolean]>([
    ['void sync();', true],
    ['void browser.tabs.remove(id);', true],
    ['  void (isSearch ? answer(data) : update());', true],
    ['void (async () => {', true],
    ['void [first(), second()];', true],
    ['const done = (): void => undefined;', false],
    ['let stop: () => void = () => {};', false],
    ['type Stop = (() => void) | undefined;', false],
    ['return void 0;', false],
  ])('is found in a line: %s: %s', (line, isBare) => {
    expect(BARE.test(line)).toBe(isBare);
  });

  it('is not discarded with `void`: `guardedListener` and `startTask` report its error', () => {
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

describe('the version of the parsers in the cache of the publisher’s tool', () => {
  it('covers every room that helps to read pages', () => {
    const rooms = loadedWith('lib/build-index/main.ts').flatMap(
      (file) => /^lib\/([^/]+)\//.exec(file)?.[1] ?? [],
    );
    expect(rooms).toContain('publication');
    const fetching = ['sync', 'db'];
    expect(
      [...new Set(rooms)].filter((room) => !fetching.includes(room) && !READING_ROOMS.includes(room)),
    ).toEqual([]);
  });
});

/** Matches the names of functions that change the reader's data, settings or permissions. */
const WRITERS = new RegExp(
  [
    '^(?:send|changeSettings|switchSite|saveAnalysis|removeSaved|restoreRemoved|follow|unfollow|followAgain',
    String.raw`|(?:giveBack|askFor|mark|dismiss|delete|clear|record)[A-Z]\w*)$`,
  ].join(''),
);

describe('a function that a page calls to change data', () => {
  it('comes from a file of actions in lib/app', () => {
    const pages = FILES.filter((file) => /\.tsx$|^components\//.test(file));
    const imported = pages.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/^import \{([^}]*)\} from '([^']*\/lib\/[^']*)';/gm)].flatMap(
        ([, names = '', from = '']) => names.split(',').map((name) => ({ file, from, name: name.trim() })),
      ),
    );
    const writers = imported.filter(({ name }) => WRITERS.test(name));
    expect(writers.length).toBeGreaterThan(15);
    expect(
      writers.filter(
        ({ from }) => !/\/lib\/app\/(?:setting-|library-|notice-|remembered-page-)?actions\.ts$/.test(from),
      ),
    ).toEqual([]);
  });
});

describe('the page script', () => {
  it.each(Object.entries(IN_PAGES))('%s loads these modules and no others', (entrypoint, modules) => {
    expect(loadedWith(entrypoint)).toEqual(modules);
  });
});

/** Modules that parse and read whole pages, and those that turn the results into records and cards. */
const SITE_PARSERS = [
  ...['list-site-pages', 'read-analysis', 'site-content'].map((name) => `lib/publication/site/${name}`),
  ...['analysis-page', 'html/parse-html'].map((name) => `lib/publication/page/${name}`),
  'lib/db/changes-by-listing',
];

/** Modules that an entrypoint must not load at its start, with the functions to use instead. */
const LATER: readonly (readonly [entrypoint: string, later: RegExp, instead: string])[] = [
  [
    'entrypoints/background.ts',
    new RegExp(`^(?:htmlparser2|domhandler|(?:${SITE_PARSERS.join('|')})\\.ts)$`),
    'use `siteParsers()` of lib/sync/load-site-parsers.ts',
  ],
  [
    'entrypoints/site-parsers.ts',
    /^(?:dexie|lib\/db\/database\.ts)$/,
    'read and write the records in the code that calls the parsers',
  ],
  ...['popup', 'sidepanel'].map(
    (page) =>
      [
        `entrypoints/${page}/main.tsx`,
        /^(?:dexie|lib\/db\/database\.ts|lib\/tab\/tab-view\.ts)$/,
        'use `databaseForPages()` or `query()` of lib/app/send-query.ts',
      ] as const,
  ),
  ...['background.ts', 'popup/main.tsx', 'sidepanel/main.tsx'].map(
    (entry) =>
      [`entrypoints/${entry}`, /^lib\/search\//, 'queue analyses with lib/db/search-queue.ts'] as const,
  ),
  [
    'entrypoints/library/main.tsx',
    /^lib\/search\/|^lib\/app\/library-search\.ts$/,
    'add it to components/library/open-search.ts, which is loaded after the first paint',
  ],
];

describe('the entrypoint', () => {
  it.each(LATER)('%s does not load %s at its start: %s', (entrypoint, later) => {
    const loaded = loadedWith(entrypoint);
    expect(loaded.length).toBeGreaterThan(20);
    expect(loaded.filter((module) => later.test(module))).toEqual([]);
  });
});

describe('the search worker', () => {
  it('loads nothing that needs extension APIs, because it has none', () => {
    const loaded = loadedWith('entrypoints/search-worker.ts');
    expect(loaded).toEqual(expect.arrayContaining(['dexie', 'lib/search/words/tokens.ts']));
    expect(loaded.filter((file) => /^lib\/browser\/|^webextension-polyfill$|^preact/.test(file))).toEqual([]);
  });
});
