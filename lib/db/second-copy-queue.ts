import type { Table } from 'dexie';
import { db } from './database.ts';
import { write } from './disk-space.ts';

/** The tables whose records have a second copy. Each key of `uncopied` begins with one of these names. */
export type CopiedTable = 'saved' | 'followed' | 'waiting' | 'answers' | 'labels' | 'filters' | 'corrections';

/**
 * Marks a record as not copied. Call it in the transaction that changes the record. The second copy is written after
 * that transaction, and the page or background may end before the copy is written. The mark stays until the record has
 * been copied.
 *
 * @param table `saved` also for a removed analysis
 */
export async function markUncopied(table: CopiedTable, key: string): Promise<void> {
  await db.uncopied.put({ key: `${table}/${key}`, change: Math.random() });
}

/** Marks all records as not copied. Call it before the second copy is cleared. */
export async function markAllUncopied(): Promise<void> {
  const tables = [
    db.saved,
    db.removed,
    db.followed,
    db.waiting,
    db.answers,
    db.labels,
    db.filters,
    db.corrections,
  ];
  await write([...tables, db.uncopied], async () => {
    const keys = async (name: CopiedTable, table: Pick<Table, 'toCollection'>): Promise<string[]> =>
      (await table.toCollection().primaryKeys()).map((key) => `${name}/${key}`);
    const all = [
      ...(await keys('saved', db.saved)),
      ...(await keys('saved', db.removed)),
      ...(await keys('followed', db.followed)),
      ...(await keys('waiting', db.waiting)),
      ...(await keys('answers', db.answers)),
      ...(await keys('labels', db.labels)),
      ...(await keys('filters', db.filters)),
      ...(await keys('corrections', db.corrections)),
    ];
    await db.uncopied.bulkPut(all.map((key) => ({ key, change: Math.random() })));
  });
}

/** Whether the second copy lacks the present state of any record. */
export async function hasUncopied(): Promise<boolean> {
  return (await db.uncopied.count()) > 0;
}
