import { nextTask, runInSlices } from '../db/run-in-slices.ts';
import type { ListedSegment } from '../db/search-records.ts';
import type { PackedBlock } from '../index/byte-packing.ts';
import { DocumentPacker, packedDocuments } from './pack-documents.ts';
import type { Hit, LiveSegment } from './search-index.ts';
import type { SearchDocument } from './segments/fields.ts';
import { isDeleted, mergedSegment } from './segments/merge-segments.ts';
import { MAX_DOCUMENTS, MAX_MERGED } from './segments/segment-format.ts';
import type { ReadDocuments, StoredIndex } from './stored-index.ts';
import { WordCodes } from './words/word-codes.ts';

/*
 * Keeps the stored search index up to date with the reader's records and the cards. Each step commits its own result,
 * so a killed search worker loses only one step. A step finds missing documents by comparing the search index with the
 * database, so it needs no record of earlier steps.
 */

/** Cards of the index that form one unit: they are indexed and removed together. */
export interface CardSource {
  /** Changes whenever one of the cards changes. */
  readonly key: string;
  readonly read: () => PromiseLike<readonly SearchDocument[]>;
}

/** The data from which the search index is made. */
export interface SearchSources {
  /** The ids of all saved analyses. */
  readonly savedIds: () => PromiseLike<readonly string[]>;
  readonly cards: () => PromiseLike<readonly CardSource[]>;
  readonly read: ReadDocuments;
}

export interface KeepOptions {
  /** Waits until other work has run. */
  readonly pause?: () => PromiseLike<void>;
  /** Called after each commit. */
  readonly onCommit?: () => void;
}

/**
 * Brings the search index up to date: indexes queued analyses, missing analyses and cards, removes deleted documents,
 * and merges segments. Returns when no work is left. Run it in one search worker at a time to avoid double work. Two
 * search workers at once do no harm.
 */
export async function keepIndex(
  stored: StoredIndex,
  sources: SearchSources,
  { pause = nextTask, onCommit = () => undefined }: KeepOptions = {},
): Promise<void> {
  const steps = [indexQueued, indexMissing, indexCards, mergeSegments];
  const work: Work = { stored, sources, pause, wordCodes: new WordCodes(), empty: new Set() };
  await stored.refresh();
  for (let n = 0; n < steps.length; ) {
    await beginIndex(stored);
    const outcome = await steps[n]?.(work);
    if (outcome === 'nothing to do') {
      n++;
      continue;
    }
    if (outcome === 'committed') onCommit();
    else await stored.refresh();
    // After each step, start again with the queue: the reader may have saved an analysis meanwhile.
    n = 0;
  }
}

/**
 * The outcome of one step. `refused` means that the stored list of segments is no longer the list on which the step is
 * based.
 */
type Outcome = 'nothing to do' | 'committed' | 'refused';
type Step = (work: Work) => Promise<Outcome>;

interface Work {
  readonly stored: StoredIndex;
  readonly sources: SearchSources;
  readonly pause: () => PromiseLike<void>;
  /**
   * The word codes of this run. They are not kept for the next run, because searches between the runs need the memory.
   */
  readonly wordCodes: WordCodes;
  /** Ids of saved analyses and keys of card sources that gave no document. This run does not read them again. */
  readonly empty: Set<string>;
}

function outcomeOf(isCommitted: boolean): Outcome {
  return isCommitted ? 'committed' : 'refused';
}

function asSaved(ids: readonly string[]): Hit[] {
  return ids.map((id) => ({ id, kind: 'saved' }));
}

/**
 * If there is no list of segments, writes an empty one before any text is read. If the reader deletes everything while
 * the search worker indexes texts, that list is deleted too. The commit of those texts is then refused, so they do not
 * come back.
 */
async function beginIndex(stored: StoredIndex): Promise<void> {
  while (stored.basis === undefined) if (!(await stored.commit(undefined, {}))) await stored.refresh();
}

/** Packs the queued analyses into segments. */
const indexQueued: Step = async ({ stored, sources: { read }, pause, wordCodes }) => {
  const { basis } = stored;
  const done = await stored.store.queue.orderBy('queuedAt').reverse().limit(MAX_DOCUMENTS).toArray();
  if (done.length === 0) return 'nothing to do';
  // Sort the ids: after an import, their records may be neighbours in the database, and then few requests read them.
  const ids = done.map(({ id }) => id).sort();
  const { blocks } = await packedDocuments(asSaved(ids), read, pause, wordCodes);
  const added = blocks.map((bytes) => ({ bytes, kind: 'saved' as const }));
  return outcomeOf(await stored.commit(basis, { added, deleted: ids, done }));
};

/** Indexes the saved analyses that the search index lacks, and removes the analyses that are no longer saved. */
const indexMissing: Step = async ({ stored, sources: { savedIds, read }, pause, wordCodes, empty }) => {
  // Read the ids after the search index: an indexed analysis whose id is not among them was removed.
  await stored.refresh();
  const { basis } = stored;
  const indexed = stored.index.idsOf('saved');
  const saved = await savedIds();
  const missing = saved.filter((id) => !indexed.has(id) && !empty.has(id));
  const now = new Set(saved);
  const deleted = [...indexed].filter((id) => !now.has(id));
  if (missing.length === 0 && deleted.length === 0 && stored.isComplete && !stored.isDamaged)
    return 'nothing to do';
  const batch = missing.slice(0, MAX_DOCUMENTS);
  const { blocks, missing: gone } = await packedDocuments(asSaved(batch), read, pause, wordCodes);
  for (const id of gone) empty.add(id);
  const added = blocks.map((bytes) => ({ bytes, kind: 'saved' as const }));
  const isComplete = missing.length === batch.length;
  return outcomeOf(await stored.commit(basis, { added, deleted, isComplete }));
};

/** Indexes the card sources that the search index lacks, and removes the card sources that no longer exist. */
const indexCards: Step = async ({ stored, sources: { cards }, pause, wordCodes, empty }) => {
  const { basis } = stored;
  const sources = await cards();
  const keys = new Set(sources.map(({ key }) => key));
  const removed = stored.listed.flatMap(({ name, kind, source }) =>
    kind === 'card' && !keys.has(source ?? '') ? [name] : [],
  );
  const known = new Set(stored.listed.map(({ source }) => source));
  const next = sources.find(({ key }) => !known.has(key) && !empty.has(key));
  if (!next)
    return removed.length === 0 ? 'nothing to do' : outcomeOf(await stored.commit(basis, { removed }));
  const packer = new DocumentPacker(pause, wordCodes);
  await packer.add(await next.read());
  const blocks = await packer.finish();
  if (blocks.length === 0) empty.add(next.key);
  const added = blocks.map((bytes) => ({ bytes, kind: 'card' as const, source: next.key }));
  return outcomeOf(await stored.commit(basis, { added, removed }));
};

/** Number of segments of about the same size to merge at once. */
const MERGED_TOGETHER = 8;
/** Segments are divided into four sizes. These are the upper limits (numbers of documents that are not deleted). */
const SIZES = [8, 64, 512, MAX_MERGED];

/** Merges small segments, or rewrites a segment if more than half of its documents are deleted. */
const mergeSegments: Step = async ({ stored, pause }) => {
  const { basis } = stored;
  const inputs = segmentsToMerge(stored.index.segments);
  if (inputs.length === 0) return 'nothing to do';
  const bytes = await runInSlices(mergedSegment(inputs), pause);
  const hasDocuments = inputs.some((input) => liveCount(input) > 0);
  const added: (Pick<ListedSegment, 'kind'> & { bytes: PackedBlock })[] = hasDocuments
    ? [{ bytes, kind: 'saved' }]
    : [];
  return outcomeOf(await stored.commit(basis, { added, removed: inputs.map(({ name }) => name) }));
};

/**
 * Chooses the segments to merge next. Eight segments of one size become one segment of the next size. So merging
 * usually rewrites an analysis at most four times, even if the reader saves analyses one by one.
 */
export function segmentsToMerge(segments: readonly LiveSegment[]): LiveSegment[] {
  const saved = segments
    .filter(({ kind }) => kind === 'saved')
    .map((live) => ({ live, count: liveCount(live) }))
    .sort((one, other) => one.count - other.count);
  const wasted = saved.find(({ live, count }) => count < live.segment.size / 2 || live.segment.size === 0);
  if (wasted) return [wasted.live];
  for (const [n, limit] of SIZES.entries()) {
    const ofSize = saved.filter(({ count }) => count < limit && count >= (SIZES[n - 1] ?? 0));
    if (ofSize.length < MERGED_TOGETHER) continue;
    let total = 0;
    const chosen = ofSize.slice(0, MERGED_TOGETHER).filter(({ count }) => {
      total += count;
      return total <= MAX_MERGED;
    });
    if (chosen.length > 1) return chosen.map(({ live }) => live);
  }
  return [];
}

function liveCount({ segment, deleted }: LiveSegment): number {
  let count = segment.size;
  for (let document = 0; document < segment.size; document++) if (isDeleted(deleted, document)) count--;
  return count;
}
