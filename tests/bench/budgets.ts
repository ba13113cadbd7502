/**
 * The budgets of the project: every limit that the bench asserts, in one table. The rest of the bench only measures,
 * and names the budget of each measured value. `README.md` says how to read the results.
 *
 * A kB has 1,000 bytes. The reference machine has two cores.
 */

/** Parts of the bench, in the order in which they run: `npm run bench -- popup` runs one of them. */
export const PARTS = [
  'sizes',
  'corpus',
  'content',
  'visits',
  'index',
  'popup',
  'library',
  'upgrade',
  'search',
  'transfer',
  'corrections',
] as const;
export type Part = (typeof PARTS)[number];

export interface Budget {
  /** The part of the bench that measures it. */
  readonly part: Part;
  readonly unit: string;
  /** The limit of each case. A budget without cases has one limit, keyed by an empty text. */
  readonly limits: ReadonlyMap<string, number>;
  /** Whether the limits are the lowest allowed values. Usually they are the highest. */
  readonly isMinimum: boolean;
}

/** A line of the specification, and the budgets that assert it. */
interface Line {
  /** What the specification says. */
  readonly says: string;
  readonly budgets: Readonly<Record<string, Budget>>;
}

/** A limit for all cases, or a limit for each case. */
type Limit = number | Readonly<Record<string, number>>;

function atMost(part: Part, limit: Limit, unit: string, cases: readonly string[] = ['']): Budget {
  const limits = typeof limit === 'number' ? cases.map((of) => [of, limit] as const) : Object.entries(limit);
  return { part, unit, limits: new Map(limits), isMinimum: false };
}

function atLeast(...limit: Parameters<typeof atMost>): Budget {
  return { ...atMost(...limit), isMinimum: true };
}

/**
 * Two kinds of pages that readers visit. The first kind has no address on a host of the index. The second kind has one.
 */
export const VISITED = ['outside the index', 'on a host of the index'] as const;

/** The ways in which the popup opens. A first opening has no view that the background has prepared. */
export const POPUPS = [
  'background awake',
  'background killed',
  'first opening, only when I click',
  'first opening, no analysis',
] as const;
/** The panel shows the same as the popup. It has no static page to be compared with. */
export const PANEL = 'side panel';

/** Numbers of saved analyses. */
export const USUAL = '2,000 saved';
export const STRESS = '10,000 saved';
const BOTH = [USUAL, STRESS];

/** The forms of export that contain analyses. */
export const FORMS = ['json', 'markdown', 'csv', 'highlights', 'bookmarks', 'html'] as const;
export const manyAs = (form: string): string => `${form}, ${STRESS}`;
export const importOf = (saved: string): string => `import, ${saved}`;
const TRANSFERS = [...FORMS, manyAs('markdown'), ...BOTH.map(importOf)];
/** Kinds of foreign files of 30 MB. */
export const FOREIGN = ['bookmarks', 'csv', 'json', 'unclosed'] as const;

/** Ways to rewrite a whole text. Such texts take the most time to compare. */
export const REWRITTEN = [
  'every second word replaced',
  'the same words in another order',
  'another text',
  'another text under the same headings',
] as const;

/**
 * Scripts that are loaded on first use. They are named after the module with which they begin, except for those that
 * `wxt.config.ts` names.
 */
export const LOADED_ON_USE = {
  'open-search': 'search: the part in the page',
  'export-zip': 'ZIP archive of Markdown files',
  'export-dialog': 'export dialog',
  'import-dialog': 'import dialog',
  'read-library': 'reader of an exported library',
  'other-text': 'comparison of two versions',
  ledger: 'list of corrections',
  'read-bookmarks': 'reader of bookmarks',
  'html-tokenizer': 'its HTML tokenizer',
  'html-entities': 'its table of entities',
} as const;
/** The code of the room `lib/search` in the search worker, without Dexie, the database and other rooms. */
export const SEARCH_CODE = 'search: its own code in the search worker';

/** Kinds of queries of the search in Node. */
export const QUERIES = ['one letter', 'two letters', 'a word', 'several words', 'a misspelt word'] as const;
export const PHRASE = 'first part for a phrase';

/** The lines of the specification. */
const SPECIFIED = [
  {
    says:
      'content script: ≤ 5 kB minified (aim at 3), ≤ 0.5 ms median and ≤ 2 ms p99 on real news pages, 0 requests, ' +
      '0 layout, nothing that a page can see; the list of hosts it reads ≤ 1 ms',
    budgets: {
      'script in a page, size': atMost('sizes', 5, 'kB', ['detect.js', 'identify.js', 'links.js']),
      'news page read, median': atMost('content', 0.5, 'ms'),
      'news page read, 99th percentile': atMost('content', 2, 'ms'),
      'layouts and style recalculations on news pages': atMost('content', 0, ''),
      'requests of the extension during visits': atMost('visits', 0, '', VISITED),
      'layouts and style recalculations by the content script': atMost('visits', 0, '', VISITED),
      'traces that a page can see': atMost('visits', 0, '', VISITED),
      'list of hosts read in a page, median': atMost('index', 1, 'ms'),
    },
  },
  {
    says: 'background wakes on pages none of whose addresses lies on a host of the index: 0',
    budgets: {
      'wakes of the background on pages outside the index': atMost('visits', 0, ''),
      'messages to the background from pages outside the index': atMost('visits', 0, ''),
    },
  },
  {
    says:
      'page idle → badge, worker asleep, 20,000 cards: ≤ 30 ms more than the round trip to an empty worker in the ' +
      'same run',
    budgets: { 'page → badge, more than the empty extension, median': atMost('index', 30, 'ms') },
  },
  {
    says: 'lookup of one page, 20,000 cards, worker awake: ≤ 1 ms median',
    budgets: { 'lookup of a page, awake, median': atMost('index', 1, 'ms') },
  },
  {
    says: "first sync of 20,000 cards (processing): ≤ 450 ms, ≤ 80 MB peak; a day's change ≤ 40 ms",
    budgets: {
      'first sync, processing, median': atMost('index', 450, 'ms'),
      'first sync, heap and buffers above rest at their peak': atMost('index', 80, 'MB'),
      "a day's change, processing, median": atMost('index', 40, 'ms'),
    },
  },
  {
    says: 'bytes on disk: ≤ 400 a card, indexes included',
    budgets: { 'bytes on disk for each card, indexes included': atMost('index', 400, 'B') },
  },
  {
    says:
      'popup, text on the device: header and first sentence in one frame, ≤ 25 ms (aim at 15) behind a static page ' +
      "opened as a popup in the same run, background awake or killed; ≤ 100 ms by the bench's own method; no layout " +
      'shift',
    budgets: {
      'popup: opened → first sentence painted, median': atMost('popup', 100, 'ms', [...POPUPS, PANEL]),
      'popup: more than the static page, median': atMost('popup', 25, 'ms', POPUPS),
      'popup: from header to first sentence, longest': atMost('popup', 0, 'ms', [...POPUPS, PANEL]),
      'popup: layout shift, largest': atMost('popup', 0, '', [...POPUPS, PANEL]),
    },
  },
  {
    says:
      'library with 2,000 saved (10,000 as a stress), 900 words each: list shown ≤ 150 ms (250), ≤ 60 rows in the ' +
      'DOM, scrolling ≥ 55 frames a second; an item opened ≤ 80 ms, with 50 highlights too; search ready ≤ 100 ms ' +
      'after opening (100), keystroke → list painted ≤ 20 ms (30), also of one letter; one save → searchable ≤ 20 ms ' +
      'and ≤ 64 kB written',
    budgets: {
      'opened → list painted, median': atMost('library', { [USUAL]: 150, [STRESS]: 250 }, 'ms'),
      'rows in the document, at most': atMost('library', 60, '', BOTH),
      'frames while scrolling': atLeast('library', 55, 'a second', BOTH),
      'a click on a row → text painted, median': atMost('library', 80, 'ms', BOTH),
      'a click on a row → text with 50 highlights painted, median': atMost('library', 80, 'ms', BOTH),
      'list painted → a letter typed then has its results painted, median': atMost(
        'library',
        100,
        'ms',
        BOTH,
      ),
      'a first letter → list painted, median': atMost('library', { [USUAL]: 20, [STRESS]: 30 }, 'ms'),
      'a further letter → list painted, median': atMost('library', { [USUAL]: 20, [STRESS]: 30 }, 'ms'),
      'one save committed → list with it painted, median': atMost('library', 20, 'ms', BOTH),
      'one save, written to the index, median': atMost('library', 64, 'kB', BOTH),
    },
  },
  {
    says:
      'search index of 10,000: built in ≤ 8 s in a worker, no task over 50 ms in the page, ≤ 15 MB on disk, ≤ 40 MB ' +
      'in memory',
    budgets: {
      'search index built': atMost('library', 8, 's'),
      'search index built, longest task in the page': atMost('library', 50, 'ms'),
      'search index on disk': atMost('library', 15, 'MB'),
      'search index in memory': atMost('library', 40, 'MB'),
    },
  },
  {
    says:
      'taking away and bringing in 2,000 (10,000): JSON ≤ 0.5 s, Markdown zip ≤ 1.5 s (6), peak ≤ 80 MB, cancel ' +
      '≤ 100 ms; import ≤ 4 s (20) with progress',
    budgets: {
      'export as JSON': atMost('transfer', 500, 'ms'),
      'export as Markdown zip': atMost('transfer', { [USUAL]: 1500, [STRESS]: 6000 }, 'ms'),
      'export and import, heap and buffers above rest at their peak': atMost('transfer', 80, 'MB', TRANSFERS),
      'export and import, from cancel to end': atMost('transfer', 100, 'ms', TRANSFERS),
      'import of JSON': atMost('transfer', { [USUAL]: 4000, [STRESS]: 20_000 }, 'ms'),
      'import of JSON, reports of progress before its end': atLeast('transfer', 1, '', BOTH),
    },
  },
  {
    says: 'corrections, 900 words: word diff ≤ 5 ms usual, ≤ 50 ms for a rewritten text',
    budgets: {
      'usual correction compared, 95th percentile': atMost('corrections', 5, 'ms'),
      'rewritten text compared, 95th percentile': atMost('corrections', 50, 'ms', REWRITTEN),
    },
  },
  {
    says:
      'bytes of script: background ≤ 300 kB, popup ≤ 60 kB until its first sentence is painted and ≤ 180 kB in all, ' +
      'library ≤ 220 kB in its first view, minified (search, diff, zip, map: each its own chunk ≤ 25 kB, loaded when ' +
      'used); the bench lists what each holds',
    budgets: {
      background: atMost('sizes', 300, 'kB'),
      'popup, until its first sentence is painted': atMost('sizes', 60, 'kB'),
      'popup, everything': atMost('sizes', 180, 'kB'),
      'library, first view': atMost('sizes', 220, 'kB'),
      'loaded on use': atMost('sizes', 25, 'kB', [...Object.values(LOADED_ON_USE), SEARCH_CODE]),
    },
  },
  {
    says: 'growth from 1,000 to 200,000 cards: lookup flat, sync linear',
    budgets: {
      // The resolution of the clock is low, so a measured time may be up to twice the true one.
      'lookup, growth': atMost('index', 2, '×'),
      'first sync, growth divided by that of the cards': atMost('index', 1, '×'),
    },
  },
] as const satisfies readonly Line[];

/** Limits that the specification does not name. */
const OWN = [
  {
    says: "The content script is faster than the check that Firefox's reader view makes on every page.",
    budgets: {
      'news page read / isProbablyReaderable': atMost('content', 1, '×', [
        'median',
        '99th percentile',
        'median, throttled 4 ×',
        '99th percentile, throttled 4 ×',
      ]),
    },
  },
  {
    says: 'Lists from the index appear at once.',
    budgets: {
      'stories behind 500 links, median': atMost('index', 150, 'ms', [
        '50 of this month',
        'all, of all months',
      ]),
      'a page of a lens, topic or outlet, median': atMost('index', 50, 'ms'),
      'first sync of 40,000 cards that are listed in two months': atMost('index', 2000, 'ms'),
    },
  },
  {
    says: 'Two scripts outside the pages contain packages, and grow no further.',
    budgets: {
      'search worker, with Dexie and the database': atMost('sizes', 150, 'kB'),
      'parsers of plain sites, which the background loads on use': atMost('sizes', 180, 'kB'),
    },
  },
  {
    says: 'A foreign file of 30 MB does not block the page.',
    budgets: {
      'foreign file, longest time without reaction to input': atMost('transfer', 100, 'ms', FOREIGN),
      'foreign file, from cancel to end': atMost('transfer', 100, 'ms', FOREIGN),
    },
  },
  {
    says: 'The search keeps its limits with 10,000 articles in Node, where more of it can be measured.',
    budgets: {
      'search in Node: index built and merged': atMost('search', 8, 's'),
      'search in Node: longest time without a pause': atMost('search', 50, 'ms'),
      'search in Node: index on disk': atMost('search', 15, 'MB'),
      'search in Node: index in memory': atMost('search', 40, 'MB'),
      'search in Node: index loaded, median': atMost('search', 100, 'ms'),
      'search in Node: answer, median query': atMost('search', 20, 'ms', QUERIES),
      'search in Node: answer, worst query': atMost('search', 20, 'ms', [...QUERIES, PHRASE]),
      'search in Node: one save searchable, median': atMost('search', 20, 'ms'),
      'search in Node: one save written, worst': atMost('search', 64, 'kB'),
    },
  },
] as const satisfies readonly Line[];

type NamesIn<One> = One extends { readonly budgets: infer Budgets } ? keyof Budgets & string : never;
/** Name of a budget. It is also the text of its line in the results. */
export type BudgetName = NamesIn<(typeof SPECIFIED)[number] | (typeof OWN)[number]>;

/** All lines, those of the specification first. */
export const LINES: readonly Line[] = [...SPECIFIED, ...OWN];

/** All budgets, keyed by name. */
export const BUDGETS: ReadonlyMap<BudgetName, Budget> = new Map(
  LINES.flatMap(({ budgets }) => Object.entries(budgets) as [BudgetName, Budget][]),
);
