import type { Table } from 'dexie';
import { db } from './database.ts';
import { write } from './room.ts';

/** The reader's tables that the second copy has, by the name that starts the keys of `uncopied`. */
export type CopiedTable = 'saved' | 'followed';

/**
 * Notes in the transaction that changes a record that the second copy has to follow. The copy is written only after
 * the commit, and whoever should write it may be killed before: the note stays until it is done. A removed analysis
 * is noted as `saved`.
 */
export async function markUncopied(table: CopiedTable, key: string): Promise<void> {
  await db.uncopied.put({ key: `${table}/${key}`, change: Math.random() });
}

/** Marks every record as not copied, before the second copy is cleared. */
export async function markAllUncopied(): Promise<void> {
  await write([db.saved, db.removed, db.followed, db.uncopied], async () => {
    const keys = async (name: CopiedTable, table: Pick<Table, 'toCollection'>): Promise<string[]> =>
      (await table.toCollection().primaryKeys()).map((key) => `${name}/${key}`);
    const all = [
      ...(await keys('saved', db.saved)),
      ...(await keys('saved', db.removed)),
      ...(await keys('followed', db.followed)),
    ];
    await db.uncopied.bulkPut(all.map((key) => ({ key, change: Math.random() })));
  });
}
