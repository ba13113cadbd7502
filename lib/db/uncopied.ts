import { db } from './database.ts';

/** The reader's tables that the second copy has, by the name that starts the keys of `uncopied`. */
export type CopiedTable = 'saved' | 'followed';

/**
 * Notes in the transaction that changes a record that the second copy has to follow. The copy is written only after the commit, and
 * whoever should write it may be killed before: the note stays until it is done. A removed analysis is noted as `saved`.
 */
export async function noteChange(table: CopiedTable, key: string): Promise<void> {
  await db.uncopied.put({ key: `${table}/${key}`, change: Math.random() });
}
