import { isBuiltin } from 'node:module';
import { type Import, isPackage, roomOf } from './graph.ts';

/** The direction of imports: entrypoints → components → app → features → sync → db → browser → pure rooms. */

/**
 * Layers of rooms of `lib`, from the bottom to the top. A room may import rooms of lower layers and of its own layer.
 * But a feature may import only those other features that `BETWEEN_FEATURES` lists for it.
 */
const LAYERS: readonly (readonly string[])[] = [
  ['input', 'address', 'page', 'index', 'analysis', 'publication', 'mark', 'speech'],
  ['browser'],
  ['db'],
  ['sync'],
  ['library', 'search', 'follow', 'watch', 'map', 'transfer', 'devices', 'share', 'tab'],
  ['app'],
];
const PURE = LAYERS[0] ?? [];
const FEATURES = LAYERS[4] ?? [];

/** Features that may import another feature. `tab` shows what the reader has saved and what is new. */
const BETWEEN_FEATURES: readonly (readonly [from: string, to: string])[] = [
  ...['transfer', 'devices'].flatMap((from) =>
    ['library', 'follow', 'watch'].map((to) => [from, to] as const),
  ),
  ['search', 'library'],
  ['tab', 'follow'],
  ['tab', 'library'],
];

const TOOL = 'build-index';
const PARSERS = new Set(['htmlparser2', 'domhandler']);
/**
 * Files of pure rooms that run only at build time, and the packages that they may import. They read the Public Suffix
 * List, and compress icons.
 */
const AT_BUILD_TIME: readonly (readonly [from: string, to: string])[] = [
  ['lib/address/pack-public-suffixes.ts', 'tldts/dist/cjs/src/data/trie.js'],
  ['lib/mark/png.ts', 'fflate'],
];

/** Returns the room of `lib` that contains a file, for example `publication` for `lib/publication/feed/rss.ts`. */
function libRoom(file: string): string | undefined {
  return /^lib\/([^/]+)\//.exec(file)?.[1];
}

function layerOf(room: string): number {
  return LAYERS.findIndex((layer) => layer.includes(room));
}

/** Returns the entrypoint that contains a file: a folder or a file of `entrypoints`. */
function entrypointOf(file: string): string | undefined {
  return /^entrypoints\/([^/]+)/.exec(file)?.[1];
}

export interface Rule {
  /** The rule as the end of the sentence "…, but <rule>." */
  readonly rule: string;
  /** The imperative that says where the code belongs. */
  readonly instead: string;
  readonly breaks: (edge: Import) => boolean;
}

const between =
  (breaks: (from: string, to: string, edge: Import) => boolean) =>
  (edge: Import): boolean => {
    const [from, to] = [libRoom(edge.from), libRoom(edge.to)];
    return from !== undefined && to !== undefined && from !== to && breaks(from, to, edge);
  };

export const RULES: readonly Rule[] = [
  {
    rule: 'every file of lib is in a known room',
    instead: 'choose the room whose README describes the code; name a new room in tests/imports/rules.ts',
    // Files without imports are checked where other files import them.
    breaks: ({ from, to }) =>
      [from, to].some((file) => {
        const room = libRoom(file);
        return file.startsWith('lib/') && (!room || (room !== TOOL && layerOf(room) < 0));
      }),
  },
  {
    rule: 'lib imports no components and no entrypoints',
    instead: 'pass what lib needs as a parameter',
    breaks: ({ from, to }) => from.startsWith('lib/') && /^(?:components|entrypoints)\//.test(to),
  },
  {
    rule: 'components import no entrypoints',
    instead: 'move what both need into components',
    breaks: ({ from, to }) => from.startsWith('components/') && to.startsWith('entrypoints/'),
  },
  {
    rule: 'an entrypoint imports no other entrypoint',
    instead: 'move what both need into components or lib/app',
    breaks: ({ from, to }) => {
      const [one, other] = [entrypointOf(from), entrypointOf(to)];
      return one !== undefined && other !== undefined && one !== other;
    },
  },
  {
    rule: 'a room of lib imports no room above it',
    instead:
      'move the shared type into lib/db/records.ts, pass the function as a parameter, or do the work in lib/app',
    breaks: between((from, to) => from !== TOOL && to !== TOOL && layerOf(to) > layerOf(from)),
  },
  {
    rule: 'a feature imports another feature only if tests/imports/rules.ts says so',
    instead: 'move the shared type into lib/db/records.ts, or combine the two features in lib/app',
    breaks: between(
      (from, to) =>
        FEATURES.includes(from) &&
        FEATURES.includes(to) &&
        !BETWEEN_FEATURES.some(([one, other]) => one === from && other === to),
    ),
  },
  {
    rule: 'pure rooms import only pure rooms, parsers, and packages that tests/imports/rules.ts allows at build time',
    instead: 'let sync, a feature or app call the pure function with what it needs',
    breaks: ({ from, to }) =>
      PURE.includes(libRoom(from) ?? '') &&
      !PURE.includes(libRoom(to) ?? '') &&
      !PARSERS.has(to) &&
      !AT_BUILD_TIME.some(([file, allowed]) => from === file && to === allowed),
  },
  {
    rule: 'the polyfill, except for its types, is imported in lib/browser/browser.ts only',
    instead: 'import `browser` from lib/browser/browser.ts',
    breaks: ({ from, to, typeOnly }) =>
      to === 'webextension-polyfill' && !typeOnly && from !== 'lib/browser/browser.ts',
  },
  {
    rule: 'Dexie, except for its types, is imported in lib/db and lib/app/database-for-pages.ts only',
    instead: 'put the query into lib/db or a feature, and watch it through lib/app/database-for-pages.ts',
    breaks: ({ from, to, typeOnly }) =>
      to === 'dexie' && !typeOnly && !from.startsWith('lib/db/') && from !== 'lib/app/database-for-pages.ts',
  },
  {
    rule: 'Preact is imported in components and entrypoints only',
    instead: 'lib also runs in workers: put code that draws into components',
    breaks: ({ from, to }) => from.startsWith('lib/') && to.startsWith('preact'),
  },
  {
    rule: 'only the publisher’s tool imports lib/build-index',
    instead: 'move what extension and tool share into a pure room',
    breaks: ({ from, to }) => libRoom(from) !== TOOL && libRoom(to) === TOOL,
  },
  {
    rule: 'Node’s own modules are imported in the publisher’s tool only',
    instead: 'browsers have none of them: put the code into lib/build-index',
    breaks: ({ from, to }) => isBuiltin(to) && libRoom(from) !== TOOL,
  },
  {
    rule: 'of the project’s other rooms, the publisher’s tool imports only pure rooms and lib/sync/fetch-file.ts',
    instead: 'the tool has no browser, no database and no settings: move what it needs into a pure room',
    breaks: ({ from, to }) =>
      libRoom(from) === TOOL &&
      !isPackage(to) &&
      libRoom(to) !== TOOL &&
      !PURE.includes(libRoom(to) ?? '') &&
      to !== 'lib/sync/fetch-file.ts',
  },
];

/** Returns a sentence for each import that breaks a rule. It names the rule and says where the code belongs. */
export function faultsIn(imports: readonly Import[]): string[] {
  return RULES.flatMap(({ rule, instead, breaks }) =>
    imports.filter(breaks).map(({ from, to }) => `${from} imports ${to}, but ${rule}. Instead: ${instead}.`),
  );
}

/** Counts the imports from each room to each other room. */
export function arrows(imports: readonly Import[]): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { from, to } of imports) {
    const [room, other] = [roomOf(from), roomOf(to)];
    if (room === other) continue;
    const ofRoom = counts.get(room) ?? new Map<string, number>();
    ofRoom.set(other, (ofRoom.get(other) ?? 0) + 1);
    counts.set(room, ofRoom);
  }
  return counts;
}
