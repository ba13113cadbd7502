import type { Card } from '../index/card.ts';
import { unpackCards } from '../index/packed-cards.ts';
import { CARDS_PER_BLOCK, type PackedSegment, type SegmentDirectory } from '../index/segment.ts';
import { db } from './database.ts';
import { type Basis, checkBasis } from './index-state.ts';
import { readItems, storedBlocks } from './stored-blocks.ts';

/**
 * Directories by segment hash. A hash names a content, so what is in here can never be wrong; the worker may lose it at any time.
 */
const knownDirectories = new Map<string, SegmentDirectory>();

/** Puts packed segments on disk, where nobody finds them until `commitIndex` names them. */
export async function stageSegments(segments: readonly PackedSegment[], basis: Basis): Promise<void> {
  await db.transaction('rw', db.state, db.directories, db.cardBlocks, async () => {
    await checkBasis(basis);
    await db.directories.bulkPut(segments.map(({ directory }) => directory));
    await db.cardBlocks.bulkPut(
      segments.flatMap(({ directory, blocks }) => storedBlocks(directory.sha256, blocks)),
    );
  });
  for (const { directory } of segments) knownDirectories.set(directory.sha256, directory);
}

/** How many cards some segments hold. */
export async function countCards(names: readonly string[]): Promise<number> {
  return sum((await directoriesOf(names)).map(({ count }) => count));
}

/** Hashes of all segments on disk: of the current index, or left by a sync that was killed. */
export async function stagedSegments(): Promise<Set<string>> {
  return new Set(await db.directories.toCollection().primaryKeys());
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Keeps no directories in memory but those of some segments. */
export function forgetDirectories(names: readonly string[]): void {
  for (const sha256 of knownDirectories.keys()) if (!names.includes(sha256)) knownDirectories.delete(sha256);
}

/** The cards at some positions of a segment. What `packSegment` packed is trusted: it was checked then. */
export async function cardsAt(sha256: string, positions: readonly number[]): Promise<Card[]> {
  return readItems(db.cardBlocks, sha256, positions, CARDS_PER_BLOCK, unpackCards);
}

/** Directories of some segments, in the order asked for; those not in memory are read in one request. */
export async function directoriesOf(names: readonly string[]): Promise<SegmentDirectory[]> {
  const missing = names.filter((name) => !knownDirectories.has(name));
  if (missing.length > 0) {
    for (const found of await db.directories.bulkGet(missing))
      if (found) knownDirectories.set(found.sha256, found);
  }
  return names.flatMap((name) => knownDirectories.get(name) ?? []);
}
