import type { Table } from 'dexie';
import { hash32 } from '../index/byte-packing.ts';
import { unpackRanks } from '../index/packed-cards.ts';
import { CARDS_PER_BLOCK, type SegmentDirectory } from '../index/segment.ts';
import { type CardPlace, supersededCards } from '../index/superseded.ts';
import { db } from './database.ts';
import { whileUnmarked } from './index-mark.ts';
import type { IndexedSegment, IndexState, Superseded } from './index-records.ts';
import { type Basis, checkBasis, indexState, StaleCommit } from './index-state.ts';
import { directoriesOf, forgetDirectories, stagedSegments, sum } from './segments.ts';
import { forgetSite } from './site-pages.ts';
import { keepBlocksOf, keepOnly, readItems } from './stored-blocks.ts';

/** What is known of a commit before its transaction. */
export interface IndexChange {
  /** The index that is replaced. */
  readonly before: IndexState | undefined;
  readonly next: NextIndex;
  /** Directories of the new segments, newest first. */
  readonly directories: readonly SegmentDirectory[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What a feature changes together with the index: both happen, or neither. */
export interface AlsoInTransaction {
  /** Tables that it reads or writes. */
  readonly tables: readonly Table[];
  /** Reads what is needed before the transaction. Returns the work to do in it. */
  readonly prepare: (change: IndexChange) => Promise<() => Promise<void>>;
}

const parts = new Set<AlsoInTransaction>();

/** Adds work to every commit from now on. The background does so at each start, before anything is awaited. */
export function alsoInTransaction(part: AlsoInTransaction): void {
  parts.add(part);
}

/** An index to be committed: what does not follow from its segments. */
export type NextIndex = Omit<IndexState, 'name' | 'generation' | 'cardCount' | 'skipped' | 'superseded'>;

/**
 * Makes staged segments the index, in one transaction: who reads sees the old index or the new one. Segments and texts
 * that the new index does not name are deleted.
 *
 * A companion index ends the reading of pages.
 *
 * @param next the new state; what follows from its segments (generation, count, superseded cards) is worked out here
 * @param basis what it was prepared on
 * @throws {StaleCommit} where that no longer stands, or a segment is no longer on disk
 */
export async function commitIndex(next: NextIndex, now: number, basis: Basis): Promise<IndexState> {
  const names = next.segments.map((segment) => segment.sha256);
  const segments = await withFormerTexts(next.segments);
  const directories = await directoriesOf(names);
  const before = await indexState();
  const works = await Promise.all([...parts].map((part) => part.prepare({ before, next, directories, now })));
  const superseded = await supersededCards(directories, (sha256, positions) =>
    readItems(db.cardBlocks, sha256, positions, CARDS_PER_BLOCK, unpackRanks),
  );
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
    await checkBasis(basis);
    await checkSource(next.origin);
    await checkStaged(names);
    if (next.origin === 'companion' && basis.origin !== 'companion') await forgetSite();
    await db.state.put(state);
    for (const work of works) await work();
    await keepOnly(db.directories, names);
    await keepBlocksOf(db.cardBlocks, names);
    await keepOnly(db.texts, texts);
    await keepBlocksOf(db.textBlocks, texts);
    return state.generation;
  };
  await whileUnmarked(() => db.transaction('rw', [...indexTables, ...siteTables, ...otherTables], commit));
  forgetDirectories(names);
  return state;
}

/** Pages make an index for as long as the publication is read as a site, and no longer. */
async function checkSource(origin: IndexState['origin']): Promise<void> {
  if (origin === 'site' && !(await db.state.get('site')))
    throw new StaleCommit('The publication is no longer read as a site.');
}

async function checkStaged(names: readonly string[]): Promise<void> {
  const staged = await stagedSegments();
  if (!names.every((name) => staged.has(name))) throw new StaleCommit('A segment was deleted.');
}

/** Segments with the texts that their months have on this device, where those that they name are not here yet. */
async function withFormerTexts(segments: readonly IndexedSegment[]): Promise<IndexedSegment[]> {
  const present = new Set(await db.texts.toCollection().primaryKeys());
  if (present.size === 0) return [...segments];
  const before = (await indexState())?.segments ?? [];
  return segments.map(({ formerTexts: _, ...segment }) => {
    if (segment.texts && present.has(segment.texts.sha256)) return segment;
    const old = before.find(({ from, to }) => from === segment.from && to === segment.to);
    const formerTexts = [old?.texts?.sha256, old?.formerTexts].find((hash) => hash && present.has(hash));
    return formerTexts ? { ...segment, formerTexts } : segment;
  });
}

/** Places as an index keeps them: it is read at each lookup, so that a record a card would be too much. */
function bySegment(places: readonly CardPlace[]): Superseded[] {
  const positions = Map.groupBy(places, ({ sha256 }) => sha256);
  return [...positions].map(([sha256, ofSegment]) => ({
    sha256,
    positions: Uint32Array.from(ofSegment, ({ position }) => position).sort(),
  }));
}
