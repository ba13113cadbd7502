import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { INDEX_TABLES } from '../../../lib/db/open-database.ts';

/** Functions that run in a transaction of the function that calls them. */
const IN_TRANSACTIONS = [
  'markUncopied',
  'markSavedChanged',
  'markFieldsChanged',
  'markCopiesOutdated',
  'addToJournal',
  'joinToJournal',
  'storeInTransaction',
  'prepareToSave',
  'storeCountedTime',
  'undoInSaved',
  'restoreAnalyses',
  'restoreText',
  'removeAdded',
  'addNewAnalyses',
  'restoreNewAnalyses',
  'pruneNewAnalyses',
  'joinWith',
  'keepBeside',
  'putWaitingPages',
  'setAsideRemoved',
  'markAsNewInTransaction',
  'importAnalyses',
  'addEarlierTexts',
];
/** Functions that write to the reader's tables in a transaction under the index lock or the lock of the search. */
const UNDER_LOCK = ['commitIndex', 'emptyDatabase', 'databaseStore'];
/** Functions whose arguments run only after a check that there is room: under the index lock, or in `write`. */
const GUARDS = 'write|withIndexLock|writeAsSite';
/** Functions that write to the tables of the index without such a guard, because they check for room or make room. */
const WITH_OWN_GUARD = ['databaseStore', 'emptyDatabase'];
const READER_TABLES = db.tables.map(({ name }) => name).filter((name) => !INDEX_TABLES.has(name));
const METHODS = 'put|add|delete|clear|update|upsert|modify|bulk(?:Put|Add|Delete|Update)';

interface Place {
  readonly file: string;
  readonly source: string;
  readonly index: number;
}

describe('the code', () => {
  const files = globSync('{lib,components,entrypoints}/**/*.{ts,tsx}').filter(
    (file) => file !== 'lib/db/disk-space.ts',
  );
  const sources = files.map((file) => [file, readFileSync(file, 'utf8')] as const);
  const found = sources.flatMap(([file, source]) => {
    const changes = new RegExp(`\\bdb\\.(?:${READER_TABLES.join('|')})\\b[^;]*?\\.(?:${METHODS})\\(`, 'g');
    return [...source.matchAll(changes)].map(({ index }) => ({
      file,
      within: functionAround(source, index),
      isGuarded: isWithin(source, index, 'write'),
    }));
  });

  it('writes to the reader’s tables only through `write`', () => {
    expect(found.length).toBeGreaterThan(20);
    const others = found.filter(({ within, isGuarded }) => !isGuarded && !IN_TRANSACTIONS.includes(within));
    expect(others).toEqual([]);
  });

  it('opens a transaction that may write to the reader’s tables only in `write`, or under a lock', () => {
    const transactions = sources.flatMap(([file, source]) =>
      [...source.matchAll(/\.transaction\('rw', ([^(]*?),\s*(?:async|\(\)|commit)/g)].map(
        ({ index, 1: tables = '' }) => ({
          file,
          within: functionAround(source, index),
          tables: [...tables.split(/,\s*/)].filter((table) => !INDEX_TABLES.has(table.replace(/^db\./, ''))),
        }),
      ),
    );
    expect(sources.reduce((sum, [, source]) => sum + source.split("'rw'").length - 1, 0)).toBe(
      transactions.length,
    );
    expect(transactions.length).toBeGreaterThan(10);
    expect(
      transactions.filter(({ within, tables }) => tables.length > 0 && !UNDER_LOCK.includes(within)),
    ).toEqual([]);
  });

  it('writes to the tables of the index only under the index lock, or after a check that there is room', () => {
    const code = sources.map(([file, source]) => [file, withoutComments(source)] as const);
    const placesOf = (pattern: string): Place[] =>
      code.flatMap(([file, source]) =>
        [...source.matchAll(new RegExp(pattern, 'gs'))].map(({ index }) => ({ file, source, index })),
      );
    const open = new Map<string, string | undefined>(WITH_OWN_GUARD.map((name) => [name, undefined]));
    /** Returns a chain of calls without a guard that leads to a place, as "a > b"; `undefined` if there is none. */
    const unguarded = ({ file, source, index }: Place): string | undefined => {
      if (isWithin(source, index, `(?:${GUARDS})`)) return undefined;
      const name = functionAround(source, index);
      if (name === '') return file;
      // A function counts as guarded while its calls are examined, so that a recursive call changes nothing.
      if (!open.has(name)) open.set(name, undefined).set(name, unguardedCall(name));
      const chain = open.get(name);
      return chain === undefined ? undefined : `${chain}${name}`;
    };
    const unguardedCall = (name: string): string | undefined => {
      const calls = placesOf(`(?<!function\\*? |[.#])\\b${name}\\((?![^()]*\\): )|(?<=\\()${name}(?=[,)])`);
      if (calls.length === 0) return '';
      const [chain] = calls.flatMap((call) => unguarded(call) ?? []);
      return chain === undefined ? undefined : `${chain} > `;
    };
    const writes = [
      ...placesOf(`\\bdb\\.(?:${[...INDEX_TABLES].join('|')})\\b[^;]*?\\.(?:${METHODS})\\(`),
      ...placesOf(`(?<!function )\\b(?:keepOnly|keepBlocksOf)\\(`),
    ];
    expect(writes.length).toBeGreaterThan(20);
    expect(writes.flatMap((place) => unguarded(place) ?? [])).toEqual([]);
  });
});

/** Removes comments, because the name of a function in a comment is not a call. */
function withoutComments(source: string): string {
  return source.replace(/\/\*.*?\*\/|(?<=^|\s)\/\/ [^\n]*/gs, '');
}

/** Returns the name of the function that contains a position in a source text. */
function functionAround(source: string, index: number): string {
  return (
    [...source.slice(0, index).matchAll(/^(?:export )?(?:async )?function\*? (\w+)/gm)].at(-1)?.[1] ?? ''
  );
}

/**
 * Returns whether a position in a source text is inside the arguments of a call.
 *
 * @param call a regular expression for the name of the called function
 */
function isWithin(source: string, index: number, call: string): boolean {
  let depth = 0;
  for (let at = index - 1; at >= 0; at--) {
    if (source[at] === ')') depth++;
    else if (source[at] === '(' && depth > 0) depth--;
    else if (source[at] === '(' && new RegExp(`\\b${call}$`).test(source.slice(Math.max(0, at - 20), at)))
      return true;
  }
  return false;
}
