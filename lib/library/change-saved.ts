import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import type { JournalKind } from '../db/journal-records.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { markFieldsChanged } from '../db/saved-changes.ts';
import { addToJournal, type NewEntry, recordChange } from './add-to-journal.ts';

/** The facts about a change that the journal stores. */
export interface JournalFacts {
  readonly kind: JournalKind;
  /** The name of the changed thing; by default the headline of the first changed analysis. */
  readonly about?: string;
  /** Stores the change in the journal; by default as a new entry. */
  readonly store?: (entry: NewEntry, now: number) => Promise<string | undefined>;
  /** Whether analyses that the reader has removed, and can still restore, change too. */
  readonly alsoRemoved?: boolean;
}

/**
 * Changes saved analyses in one transaction, and stores the change in the journal.
 *
 * @param next returns the new record of an analysis; the same record or `undefined` if the analysis does not change
 * @returns the id with which `undo` undoes the change; `undefined` if nothing changed
 */
export async function changeSaved(
  ids: readonly string[],
  next: (saved: SavedAnalysis) => SavedAnalysis | undefined,
  { kind, about, store = addToJournal, alsoRemoved = false }: JournalFacts,
  now: number,
): Promise<string | undefined> {
  const tables = alsoRemoved ? [db.saved, db.removed] : [db.saved];
  return write([...tables, db.journal, db.uncopied, db.searchQueue], async () => {
    const saved = (await db.saved.bulkGet([...ids])).flatMap((saved) => saved ?? []);
    const known = new Set(saved.map(({ id }) => id));
    const removed = alsoRemoved ? (await db.removed.bulkGet([...ids])).flatMap((one) => one ?? []) : [];
    const removals = new Map(removed.flatMap((one) => (known.has(one.id) ? [] : [[one.id, one]])));
    const records = [...saved, ...[...removals.values()].map((one) => one.saved)];
    const changed = records.flatMap((before) => {
      const after = next(before);
      return after && after !== before ? [{ before, after }] : [];
    });
    const [first] = changed;
    if (!first) return undefined;
    const afterwards = changed.map(({ after }) => after);
    await db.saved.bulkPut(afterwards.filter(({ id }) => !removals.has(id)));
    for (const after of afterwards) {
      const removal = removals.get(after.id);
      if (removal) await db.removed.put({ ...removal, saved: after });
    }
    await markFieldsChanged(changed);
    return store(
      {
        kind,
        about: about ?? first.before.card.headline,
        number: changed.length,
        changes: changed.map(({ before, after }) => recordChange('saved', before.id, before, after)),
      },
      now,
    );
  });
}

/**
 * Changes a saved analysis without an entry in the journal. Call it only for changes that lose no words of the reader
 * and that the reader need not undo, for example a new position in the text.
 *
 * @param next returns the new record. If it returns the same record or `undefined`, nothing changes
 */
export async function changeWithoutJournal(
  id: string,
  next: (saved: SavedAnalysis) => SavedAnalysis | undefined,
): Promise<void> {
  await write([db.saved, db.uncopied, db.searchQueue], async () => {
    const before = await db.saved.get(id);
    const after = before && next(before);
    if (!after || after === before) return;
    await db.saved.put(after);
    await markFieldsChanged([{ before, after }]);
  });
}
