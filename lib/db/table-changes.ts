import Dexie from 'dexie';
import { db } from './database.ts';

/**
 * Calls back after each commit that changed one of these tables, in this or any other context of the extension. Unlike
 * a live query, it reads nothing.
 *
 * @returns a function that ends the calls
 */
export function onTablesChanged(tables: readonly string[], callback: () => void): () => void {
  const starts = tables.map((table) => `idb://${db.name}/${table}/`);
  // Dexie identifies the changed parts of a table by the table's address and an index. "all" means that a database was
  // deleted.
  const listener = (parts: object): void => {
    const names = Object.keys(parts);
    if (names.some((name) => name === 'all' || starts.some((start) => name.startsWith(start)))) callback();
  };
  Dexie.on('storagemutated', listener);
  return () => Dexie.on.storagemutated.unsubscribe(listener);
}
