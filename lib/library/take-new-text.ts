import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import { indexState } from '../db/index-state.ts';
import { markSavedChanged } from '../db/saved-changes.ts';
import { markUncopied } from '../db/second-copy-queue.ts';
import type { TextResult } from '../sync/texts.ts';
import { addToJournal, recordChange } from './add-to-journal.ts';
import { newTextOf } from './corrections.ts';
import { withNewCard } from './saved-analyses.ts';

/**
 * The result of taking a new text: the id for `undo`, or the reason why the text was not replaced. `not-listed`: the
 * publication no longer lists the analysis, the reader has removed it, or the analysis has the newest text already.
 */
export type TakenText =
  | { readonly undo: string }
  | { readonly missing: Exclude<TextResult, { readonly state: 'ready' }>['state'] | 'not-listed' };

/**
 * Replaces the text of a saved analysis by the newest text, and keeps the old text as an earlier version. Changes
 * nothing if the new text cannot be fetched.
 */
export async function takeNewText(
  id: string,
  now = Date.now(),
  get: typeof fetch = fetch,
): Promise<TakenText> {
  const found = await newTextOf(id, get);
  if (!found) return { missing: 'not-listed' };
  if (found.state !== 'ready') return { missing: found.state };
  const { card, text, version } = found;
  const index = await indexState();
  const own = [db.saved, db.savedTexts, db.earlierTexts, db.corrections, db.journal];
  const undo = await write([...own, db.uncopied, db.searchQueue], async () => {
    const [saved, old] = [await db.saved.get(id), await db.savedTexts.get(id)];
    if (!saved || old?.version === version) return undefined;
    const after = { ...withNewCard(saved, card, index), textState: 'kept' } as const;
    if (old) await db.earlierTexts.put({ ...old, card: saved.card, keptAt: now });
    await db.earlierTexts.delete([id, version]);
    await db.savedTexts.put({ id, version, text });
    await db.saved.put(after);
    await markSavedChanged(id);
    for (const correction of await db.corrections.where('id').equals(id).toArray()) {
      // Keep earlier decisions, except a decision about this text: the reader may have refused this text first.
      if (correction.decision !== undefined && correction.to !== version) continue;
      if (correction.kind !== 'corrected') continue;
      await db.corrections.put({ ...correction, decision: 'taken' });
      await markUncopied('corrections', correction.key);
    }
    return addToJournal(
      {
        kind: 'text-taken',
        about: saved.card.headline,
        number: 1,
        changes: [recordChange('saved', id, saved, after)],
        ...(old ? { texts: [{ id, before: old.version, after: version }] } : {}),
      },
      now,
    );
  });
  return undo === undefined ? { missing: 'not-listed' } : { undo };
}
