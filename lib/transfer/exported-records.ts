import { db } from '../db/database.ts';
import type { KeptAnalysis } from './analysis-in-file.ts';

/** How an export or import reports its progress, and how it is cancelled. */
export interface Progress {
  /** Ends the work between two blocks. It then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after each block. Both numbers have the same unit. */
  readonly report?: (done: number, total: number) => void;
}

/** Number of analyses that are in memory at once. */
const BLOCK = 50;

/**
 * The saved analyses with their texts, in blocks, in the order in which they were saved.
 *
 * @param ids only these; all if not given
 */
export async function* exportedAnalyses(
  ids?: readonly string[],
  { signal, report }: Progress = {},
): AsyncGenerator<readonly KeptAnalysis[]> {
  const all = await db.saved.orderBy('savedAt').primaryKeys();
  const wanted = ids && new Set(ids);
  const keys = wanted ? all.filter((id) => wanted.has(id)) : all;
  for (let at = 0; at < keys.length; at += BLOCK) {
    signal?.throwIfAborted();
    const block = keys.slice(at, at + BLOCK);
    // All requests in one transaction, so that an analysis and its text are of the same version.
    const tables = [db.saved, db.savedTexts, db.earlierTexts];
    yield await db.transaction('r', tables, async () => {
      const [records, textsOf] = [await db.saved.bulkGet(block), await textsOfBlock(block)];
      return records.flatMap((saved): KeptAnalysis[] => (saved ? [{ saved, ...textsOf(saved.id) }] : []));
    });
    report?.(Math.min(at + BLOCK, keys.length), keys.length);
  }
}

/** The removed analyses with their texts, in blocks, in the order in which they were removed. */
export async function* removedWithTexts({ signal }: Progress = {}): AsyncGenerator<readonly KeptAnalysis[]> {
  const keys = await db.removed.orderBy('removedAt').primaryKeys();
  for (let at = 0; at < keys.length; at += BLOCK) {
    signal?.throwIfAborted();
    const block = keys.slice(at, at + BLOCK);
    const tables = [db.removed, db.savedTexts, db.earlierTexts];
    yield await db.transaction('r', tables, async () => {
      const [records, textsOf] = [await db.removed.bulkGet(block), await textsOfBlock(block)];
      return records.flatMap((removed): KeptAnalysis[] => {
        if (!removed) return [];
        const { id, saved, removedAt } = removed;
        return [{ saved, removedAt, ...textsOf(id) }];
      });
    });
  }
}

type Texts = Pick<KeptAnalysis, 'text' | 'earlier'>;

/** Returns a function that finds the texts of an analysis. */
async function textsOfBlock(ids: readonly string[]): Promise<(id: string) => Texts> {
  const [texts, earlier] = await Promise.all([
    db.savedTexts.bulkGet([...ids]),
    db.earlierTexts.where('id').anyOf(ids).toArray(),
  ]);
  const byId = new Map(texts.flatMap((text) => (text ? [[text.id, text]] : [])));
  const versions = Map.groupBy(earlier, ({ id }) => id);
  return (id) => {
    const text = byId.get(id);
    const replaced = versions.get(id)?.sort((a, b) => a.keptAt - b.keptAt);
    return { ...(text ? { text } : {}), ...(replaced ? { earlier: replaced } : {}) };
  };
}
