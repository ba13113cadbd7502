import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import { cardsById } from '../db/index-queries.ts';
import type { RecordChange } from '../db/journal-records.ts';
import { bytesOf } from '../db/record-sizes.ts';
import type { SavedAnalysis } from '../db/records.ts';
import { markSavedChanged } from '../db/saved-changes.ts';
import type { Card } from '../index/card.ts';
import { cardVersion } from '../index/version.ts';
import type { VersionedText } from '../sync/texts.ts';
import { addToJournal, recordChange } from './add-to-journal.ts';
import { addSavedText } from './saved-analyses.ts';

/**
 * Frees disk space: the reader can release the texts of read and archived analyses. A released text is deleted, and
 * fetched again when the reader opens the analysis. Only texts that the publication still offers can be released.
 * Analyses with highlights keep their texts. Analyses with earlier versions also keep their texts, because comparisons
 * need these texts.
 */

/** Number of texts that can be released, and the disk space that this frees (approximate bytes). */
export interface ReleasableTexts {
  readonly count: number;
  readonly bytes: number;
}

/** Number of texts to hold in memory at once. */
const BLOCK = 50;

/** Number of texts to read for an estimate of the size of all texts. */
const SAMPLE = 20;

export async function releasableTexts(): Promise<ReleasableTexts> {
  const ids = [...(await releasable()).keys()];
  const step = Math.max(1, Math.ceil(ids.length / SAMPLE));
  const sample = await db.savedTexts.bulkGet(ids.filter((_, n) => n % step === 0));
  const sizes = sample.flatMap((text) => (text ? bytesOf(text) : []));
  const sampled = sizes.reduce((sum, size) => sum + size, 0);
  return {
    count: ids.length,
    bytes: sizes.length === 0 ? 0 : Math.round((sampled / sizes.length) * ids.length),
  };
}

/**
 * Releases all texts that can be released.
 *
 * @returns the id with which `undo` makes the extension fetch them again; `undefined` if no text was released
 */
export async function releaseTexts(now = Date.now()): Promise<string | undefined> {
  const offered = await releasable();
  const ids = [...offered.keys()];
  const own = [db.saved, db.savedTexts, db.earlierTexts, db.journal];
  return write([...own, db.uncopied, db.searchQueue], async () => {
    const changes: RecordChange[] = [];
    let about = '';
    for (let at = 0; at < ids.length; at += BLOCK) {
      const block = ids.slice(at, at + BLOCK);
      const [records, texts] = await Promise.all([db.saved.bulkGet(block), db.savedTexts.bulkGet(block)]);
      const corrected = await withEarlierTexts();
      const released = records.flatMap((saved, n) => {
        const isOffered = saved && texts[n]?.version === offered.get(saved.id);
        return isOffered && mayRelease(saved) && !corrected.has(saved.id) ? [saved] : [];
      });
      about ||= released[0]?.card.headline ?? '';
      await db.saved.bulkPut(released.map((saved) => ({ ...saved, textState: 'released' as const })));
      await db.savedTexts.bulkDelete(released.map(({ id }) => id));
      await markSavedChanged(...released.map(({ id }) => id));
      // Undo cannot bring the deleted texts back. It sets `pending`, so that the texts are fetched again.
      for (const { id } of released)
        changes.push(recordChange('saved', id, { textState: 'pending' }, { textState: 'released' }));
    }
    if (changes.length === 0) return undefined;
    return addToJournal({ kind: 'texts-released', about, number: changes.length, changes }, now);
  });
}

/**
 * Stores the text of a saved analysis again if the text was released. Call this function when the reader has opened the
 * analysis.
 */
export async function keepReleasedText(card: Card, text: VersionedText): Promise<void> {
  const saved = await db.saved.get(card.id);
  if (saved?.textState === 'released') await addSavedText(card, text);
}

/** Returns the version of each text that can be released, keyed by the id of the analysis. */
async function releasable(): Promise<Map<string, string>> {
  const [read, archived, corrected] = await Promise.all([
    db.saved.where('state').equals('read').toArray(),
    db.saved.where('state').equals('archived').toArray(),
    withEarlierTexts(),
  ]);
  const wanted = [...read, ...archived].filter((saved) => mayRelease(saved) && !corrected.has(saved.id));
  const cards = await cardsById(wanted.map(({ id }) => id));
  return new Map(
    wanted.flatMap(({ id, card }) => {
      const listed = cards.get(id);
      const version = listed && cardVersion(listed);
      return version !== undefined && version === cardVersion(card) ? [[id, version]] : [];
    }),
  );
}

function mayRelease({ state, textState, highlights, unlistedSince, withdrawnAt }: SavedAnalysis): boolean {
  const isFinished = state === 'read' || state === 'archived';
  const isListed = unlistedSince === undefined && withdrawnAt === undefined;
  return isFinished && textState === 'kept' && isListed && !highlights?.length;
}

async function withEarlierTexts(): Promise<Set<unknown>> {
  return new Set(await db.earlierTexts.orderBy('id').uniqueKeys());
}
