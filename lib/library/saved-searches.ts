import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import type { SavedFilter } from '../db/records.ts';
import { markUncopied } from '../db/second-copy-queue.ts';
import { addToJournal, recordChange } from './add-to-journal.ts';

/** Returns the reader's stored filters, sorted by name. */
export async function savedFilters(): Promise<SavedFilter[]> {
  return (await db.filters.toArray()).sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * Stores a filter under a name, and returns the filter. Replaces a filter with the same name. If the address changes,
 * the journal stores the earlier address, for Undo.
 *
 * @param address the hash, without "#", with which the library page shows the filter
 */
export async function storeFilter(name: string, address: string, now = Date.now()): Promise<SavedFilter> {
  return write([db.filters, db.journal, db.uncopied], async () => {
    const same = (await db.filters.toArray()).find((one) => one.name === name);
    const filter = { id: same?.id ?? crypto.randomUUID(), name, address };
    await db.filters.put(filter);
    await markUncopied('filters', filter.id);
    if (same && same.address !== address) {
      const changes = [recordChange('filters', filter.id, same, filter)];
      await addToJournal({ kind: 'filter-replaced', about: name, number: 0, changes }, now);
    }
    return filter;
  });
}

/**
 * Gives a filter another name.
 *
 * @returns the id with which `undo` undoes that; `undefined` if there is no such filter, or a filter has the new name
 *   already
 */
export async function renameFilter(id: string, name: string, now = Date.now()): Promise<string | undefined> {
  return write([db.filters, db.journal, db.uncopied], async () => {
    const all = await db.filters.toArray();
    const filter = all.find((one) => one.id === id);
    if (!filter || all.some((one) => one.name === name)) return undefined;
    const renamed = { ...filter, name };
    await db.filters.put(renamed);
    await markUncopied('filters', id);
    const changes = [recordChange('filters', id, filter, renamed)];
    return addToJournal({ kind: 'filter-renamed', about: filter.name, to: name, number: 0, changes }, now);
  });
}

/** Deletes a filter. Returns the id with which `undo` brings it back; `undefined` if there is no such filter. */
export async function deleteFilter(id: string, now = Date.now()): Promise<string | undefined> {
  return write([db.filters, db.journal, db.uncopied], async () => {
    const filter = await db.filters.get(id);
    if (!filter) return undefined;
    await db.filters.delete(id);
    await markUncopied('filters', id);
    const changes = [recordChange('filters', id, filter, undefined)];
    return addToJournal({ kind: 'filter-deleted', about: filter.name, number: 0, changes }, now);
  });
}
