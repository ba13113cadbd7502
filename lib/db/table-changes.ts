import Dexie from 'dexie';
import { db } from './database.ts';

/**
 * Calls back after each commit that changed one of these tables, in this or any other context of the extension. Unlike
 * a live query, it reads nothing.
 *
 * @returns a function that ends the calls
 */
export function onTablesChanged(tables: readonly string[], callback: () => void): () => void {
  const starts = tables.map(addressOf);
  // Dexie identifies the changed parts of a table by the table's address and an index. "all" means that the page comes
  // out of the back/forward cache.
  const listener = (parts: object): void => {
    const names = Object.keys(parts);
    if (names.some((name) => name === 'all' || starts.some((start) => name.startsWith(start)))) callback();
  };
  Dexie.on('storagemutated', listener);
  return () => Dexie.on.storagemutated.unsubscribe(listener);
}

/** Primary keys of changed records; `all` if Dexie does not know them, for example after a write of many records. */
export type ChangedKeys = ReadonlySet<string> | 'all';

/**
 * Calls back after each commit that changed a table, with the keys of the records that were added, changed or deleted.
 * Like `onTablesChanged`, it reads nothing and also sees changes by other contexts.
 *
 * @param table a table whose primary keys are strings
 * @returns a function that ends the calls
 */
export function onRecordsChanged(table: string, callback: (keys: ChangedKeys) => void): () => void {
  const listener = (parts: object): void => {
    // The part that is named after the table alone, and after none of its indexes, has the primary keys of all changed
    // records.
    const { all, [addressOf(table)]: changed } = parts as Readonly<Record<string, KeyRanges | undefined>>;
    if (all) callback('all');
    else if (changed) callback(keysIn(changed));
  };
  Dexie.on('storagemutated', listener);
  return () => Dexie.on.storagemutated.unsubscribe(listener);
}

/** Returns the address of a table. Dexie's names for the parts of the table begin with it. */
function addressOf(table: string): string {
  return `idb://${db.name}/${table}/`;
}

/**
 * A binary tree of ranges of keys, as Dexie describes a change
 * (https://dexie.org/docs/Dexie/Dexie.on.storagemutated).
 */
interface KeyRanges {
  readonly from?: unknown;
  readonly to?: unknown;
  readonly l?: KeyRanges | null;
  readonly r?: KeyRanges | null;
}

function keysIn(ranges: KeyRanges): ChangedKeys {
  const keys = new Set<string>();
  const waiting = [ranges];
  for (const { from, to, l, r } of waiting) {
    if (from !== to || (from !== undefined && typeof from !== 'string')) return 'all';
    if (typeof from === 'string') keys.add(from);
    if (l) waiting.push(l);
    if (r) waiting.push(r);
  }
  return keys;
}
