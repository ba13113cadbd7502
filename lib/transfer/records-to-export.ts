import { db } from '../db/database.ts';
import type { SavedAnalysis } from '../db/records.ts';
import type { AnalysisInFile } from './analysis-in-file.ts';

/** Progress and cancellation of an export or import. */
export interface TransferProgress {
  /**
   * Cancels the work between two blocks. An export then rejects with the signal's reason. An import returns a report
   * that says `cancelled`.
   */
  readonly signal?: AbortSignal;
  /** Called after each block. Both numbers count analyses in an export, and bytes in an import. */
  readonly report?: (done: number, total: number) => void;
}

/**
 * Number of analyses in a block. The next block is read while the current block is written, so the texts of two blocks
 * are in memory.
 */
const BLOCK = 100;

/** Reads the texts of a block. Not called for export forms without texts. */
type ReadTexts = (ids: readonly string[]) => Promise<(id: string) => Texts>;
type Texts = Pick<AnalysisInFile, 'text' | 'earlier'>;

/**
 * Returns the saved analyses in blocks, in the order in which they were saved.
 *
 * @param ids ids of the analyses to return; all analyses if not given
 * @param withTexts whether to read the texts of the analyses too
 */
export async function* exportedAnalyses(
  ids?: readonly string[],
  progress: TransferProgress = {},
  withTexts = true,
): AsyncGenerator<readonly AnalysisInFile[]> {
  yield* analysisBlocks(await exportedRecords(ids), progress, withTexts);
}

/**
 * Returns the records of the saved analyses, in the order in which they were saved.
 *
 * @param ids ids of the analyses to return; all analyses if not given
 */
export async function exportedRecords(ids?: readonly string[]): Promise<readonly SavedAnalysis[]> {
  // Read all records in one request: a request for each record would take most of the export's time.
  const all = await db.saved.orderBy('savedAt').toArray();
  const wanted = ids && new Set(ids);
  return wanted ? all.filter(({ id }) => wanted.has(id)) : all;
}

/** Returns these analyses in blocks, with their texts unless `withTexts` is `false`. */
export async function* analysisBlocks(
  analyses: readonly SavedAnalysis[],
  { signal, report }: TransferProgress,
  withTexts = true,
): AsyncGenerator<readonly AnalysisInFile[]> {
  const records = analyses.map((saved) => ({ saved }));
  let done = 0;
  for await (const block of inBlocks(records, withTexts ? await textReader() : undefined, signal)) {
    yield block;
    done += block.length;
    report?.(done, records.length);
  }
}

/** Returns the removed analyses with their texts, in blocks, in the order in which they were removed. */
export async function* removedWithTexts({
  signal,
}: TransferProgress = {}): AsyncGenerator<readonly AnalysisInFile[]> {
  const removed = await db.removed.orderBy('removedAt').toArray();
  const records = removed.map(({ saved, removedAt }) => ({ saved, removedAt }));
  yield* inBlocks(records, await textReader(), signal);
}

async function* inBlocks(
  records: readonly AnalysisInFile[],
  readTexts: ReadTexts | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly AnalysisInFile[]> {
  const read = async (at: number): Promise<readonly AnalysisInFile[]> => {
    const block = records.slice(at, at + BLOCK);
    const textsOf = await readTexts?.(block.map(({ saved: { id } }) => id));
    return textsOf ? block.map((kept) => ({ ...kept, ...textsOf(kept.saved.id) })) : block;
  };
  let next = read(0);
  for (let at = 0; at < records.length; at += BLOCK) {
    signal?.throwIfAborted();
    const block = await next;
    if (at + BLOCK < records.length) next = read(at + BLOCK);
    // If the export was cancelled, nothing awaits the next block. Handle its rejection here.
    next.catch(() => {});
    yield block;
  }
}

async function textReader(): Promise<ReadTexts> {
  const corrected = new Set((await db.earlierTexts.toCollection().primaryKeys()).map(([id]) => id));
  return async (ids) => {
    const withEarlier = ids.filter((id) => corrected.has(id));
    const [texts, earlier] = await Promise.all([
      db.savedTexts.bulkGet([...ids]),
      // Dexie sends a request even for an empty list of ids.
      withEarlier.length > 0 ? db.earlierTexts.where('id').anyOf(withEarlier).toArray() : [],
    ]);
    const byId = new Map(texts.flatMap((text) => (text ? [[text.id, text]] : [])));
    const versions = Map.groupBy(earlier, ({ id }) => id);
    return (id) => {
      const text = byId.get(id);
      const replaced = versions.get(id)?.sort((a, b) => a.keptAt - b.keptAt);
      return { ...(text ? { text } : {}), ...(replaced ? { earlier: replaced } : {}) };
    };
  };
}
