import type { Table } from 'dexie';
import { hash32 } from '../index/byte-packing.ts';
import { unpackRanks } from '../index/packed-cards.ts';
import { CARDS_PER_BLOCK, type SegmentDirectory } from '../index/segment.ts';
import { type CardPlace, supersededCards } from '../index/superseded-cards.ts';
import { db } from './database.ts';
import { replaceMarkedGeneration } from './index-generation-mark.ts';
import type { IndexedSegment, IndexState, Superseded } from './index-records.ts';
import { type CommitBasis, checkCommitBasis, indexState, StaleCommit } from './index-state.ts';
import { directoriesOf, forgetDirectories, stagedSegments, sum } from './segments.ts';
import { forgetSite } from './site-state.ts';
import { keepBlocksOf, keepOnly, readItems } from './stored-blocks.ts';

/** Describes a commit before its transaction begins. */
export interface IndexChange {
  /** The index that the commit replaces; `undefined` at the first commit. */
  readonly before: IndexState | undefined;
  /** Directories of all segments of the new index, newest first. */
  readonly directories: readonly SegmentDirectory[];
  /** The cards in these segments that do not count, because another card of the same analysis replaces them. */
  readonly superseded: readonly CardPlace[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Work of a feature that runs in the transaction of a commit. Either the work and the commit both succeed, or neither
 * does.
 */
export interface CommitPart {
  /** Tables that the work reads or writes. */
  readonly tables: readonly Table[];
  /**
   * Runs before the transaction, and reads the data that the work needs. Returns the work, which runs in the
   * transaction.
   */
  readonly prepare: (change: IndexChange) => Promise<() => Promise<void>>;
}

const parts = new Set<CommitPart>();

/** Adds work to all later commits. The background does so at each start, before it awaits anything. */
export function addToCommits(part: CommitPart): void {
  parts.add(part);
}

/** An index to commit, without the fields that `commitIndex` sets itself. */
export type NextIndex = Omit<IndexState, 'name' | 'generation' | 'cardCount' | 'skipped' | 'superseded'>;

/**
 * Makes the staged segments the new index, in one transaction: every query sees either the old index or the new one.
 * Deletes the segments and texts that the new index does not name. When a companion index replaces a plain site, also
 * deletes everything that was read from the site.
 *
 * @param now milliseconds since the epoch
 * @param basis what `readCommitBasis` returned before the commit was prepared
 * @returns the new index
 * @throws {StaleCommit} if the database is no longer in the state of `basis`, a segment is no longer on disk, or the
 *   index comes from a plain site that is no longer read
 */
export async function commitIndex(next: NextIndex, now: number, basis: CommitBasis): Promise<IndexState> {
  // A segment named twice would supersede all of its own cards.
  const named = [...new Map(next.segments.map((segment) => [segment.sha256, segment])).values()];
  const names = named.map((segment) => segment.sha256);
  const [before, presentTexts, directories] = await Promise.all([
    indexState(),
    db.texts.toCollection().primaryKeys(),
    directoriesOf(names),
  ]);
  const segments = withFormerTexts(named, before, new Set(presentTexts));
  const superseded = await supersededCards(directories, (sha256, positions) =>
    readItems(db.cardBlocks, sha256, positions, CARDS_PER_BLOCK, unpackRanks),
  );
  const change: IndexChange = { before, directories, superseded, now };
  const works = await Promise.all([...parts].map((part) => part.prepare(change)));
  const state: IndexState = {
    ...next,
    segments,
    name: 'index',
    generation: hash32(names.join()).toString(36),
    cardCount: sum(directories.map(({ count }) => count)) - superseded.length,
    skipped: {
      count: sum(directories.map(({ skipped }) => skipped.count)),
      reasons: directories.flatMap(({ skipped }) => skipped.reasons).slice(0, 5),
    },
    superseded: bySegment(superseded),
  };
  const texts = segments.flatMap(({ texts, formerTexts }) =>
    [texts?.sha256, formerTexts].flatMap((hash) => hash ?? []),
  );
  const otherTables = [...parts].flatMap((part) => part.tables);
  const indexTables = [db.state, db.directories, db.cardBlocks, db.texts, db.textBlocks];
  const siteTables = [db.sitePages, db.siteTexts];
  const commit = async (): Promise<string> => {
    // Send each group of requests at once: a single request would take about as long.
    await Promise.all([checkCommitBasis(basis), checkSource(next.origin), checkStaged(names)]);
    if (next.origin === 'companion' && basis.origin !== 'companion') await forgetSite();
    await db.state.put(state);
    for (const work of works) await work();
    await Promise.all([
      keepOnly(db.directories, names),
      keepBlocksOf(db.cardBlocks, names),
      keepOnly(db.texts, texts),
      keepBlocksOf(db.textBlocks, texts),
    ]);
    return state.generation;
  };
  await replaceMarkedGeneration(() =>
    db.transaction('rw', [...indexTables, ...siteTables, ...otherTables], commit),
  );
  forgetDirectories(names);
  return state;
}

/** Throws if the index was made from pages, but the publication is no longer read as a plain site. */
async function checkSource(origin: IndexState['origin']): Promise<void> {
  if (origin === 'site' && !(await db.state.get('site')))
    throw new StaleCommit('The publication is no longer read as a plain site.');
}

async function checkStaged(names: readonly string[]): Promise<void> {
  const staged = await stagedSegments();
  if (!names.every((name) => staged.has(name))) throw new StaleCommit('A segment was deleted.');
}

/**
 * Finds the segments whose `texts` are not on this device. Sets their `formerTexts` to the previous texts of the same
 * month, if those are on the device. If a month has several files, each file gets the texts of a different previous
 * file.
 *
 * @param present hashes of the texts files on this device
 */
function withFormerTexts(
  segments: readonly IndexedSegment[],
  before: IndexState | undefined,
  present: ReadonlySet<string>,
): IndexedSegment[] {
  if (present.size === 0) return [...segments];
  /** Hashes of the texts that a segment uses already. */
  const used = new Set(segments.flatMap(({ texts }) => texts?.sha256 ?? []));
  return segments.map(({ formerTexts: _, ...segment }) => {
    if (segment.texts && present.has(segment.texts.sha256)) return segment;
    const old = before?.segments.filter(({ from, to }) => from === segment.from && to === segment.to) ?? [];
    const formerTexts = old
      .flatMap(({ texts, formerTexts }) => [texts?.sha256, formerTexts])
      .find((hash) => hash !== undefined && present.has(hash) && !used.has(hash));
    if (formerTexts === undefined) return segment;
    used.add(formerTexts);
    return { ...segment, formerTexts };
  });
}

/**
 * Groups the places by segment, in a compact form. Each lookup reads the index record, so the record must stay small.
 */
function bySegment(places: readonly CardPlace[]): Superseded[] {
  const positions = Map.groupBy(places, ({ sha256 }) => sha256);
  return [...positions].map(([sha256, ofSegment]) => ({
    sha256,
    positions: Uint32Array.from(ofSegment, ({ position }) => position).sort(),
  }));
}
