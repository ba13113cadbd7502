import type { Card } from '../index/card.ts';
import { unpackCards } from '../index/packed-cards.ts';
import { CARDS_PER_BLOCK, type PackedSegment, type SegmentDirectory } from '../index/segment.ts';
import { db } from './database.ts';
import { type CommitBasis, checkCommitBasis } from './index-state.ts';
import { readItems, storedBlocks } from './stored-blocks.ts';

/** Directories by the hash of their segment. A hash identifies one content, so this cache is never out of date. */
const knownDirectories = new Map<string, SegmentDirectory>();

/**
 * Writes packed segments to the database. They become visible once `commitIndex` writes an index that names them.
 *
 * @throws {StaleCommit} if the index was replaced, another sync began, or everything was deleted since `basis` was read
 */
export async function stageSegments(segments: readonly PackedSegment[], basis: CommitBasis): Promise<void> {
  await db.transaction('rw', db.state, db.directories, db.cardBlocks, async () => {
    await checkCommitBasis(basis);
    // Send all records to the database at once. It writes them in the order of the requests.
    await Promise.all([
      db.directories.bulkPut(segments.map(({ directory }) => directory)),
      db.cardBlocks.bulkPut(
        segments.flatMap(({ directory, blocks }) => storedBlocks(directory.sha256, blocks)),
      ),
    ]);
  });
  for (const { directory } of segments) knownDirectories.set(directory.sha256, directory);
}

/** Returns the number of cards in the named segments, including cards that a card in another segment replaces. */
export async function countCards(names: readonly string[]): Promise<number> {
  return sum((await directoriesOf(names)).map(({ count }) => count));
}

/**
 * Returns the hashes of all segments in the database: the segments of the current index, and the segments staged for
 * the next index.
 */
export async function stagedSegments(): Promise<Set<string>> {
  return new Set(await db.directories.toCollection().primaryKeys());
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Removes all directories from memory, except those of the named segments. */
export function forgetDirectories(names: readonly string[]): void {
  for (const sha256 of knownDirectories.keys()) if (!names.includes(sha256)) knownDirectories.delete(sha256);
}

/**
 * Returns the cards at these positions of a segment. Leaves out cards that the database no longer has. The cards are
 * not validated again, because `packSegment` validated them.
 */
export async function cardsAt(sha256: string, positions: readonly number[]): Promise<Card[]> {
  return readItems(db.cardBlocks, sha256, positions, CARDS_PER_BLOCK, unpackCards);
}

/**
 * Returns the directories of the named segments, in the order of the names. Leaves out segments that the database
 * lacks. Reads the directories that are not in memory in one request.
 */
export async function directoriesOf(names: readonly string[]): Promise<SegmentDirectory[]> {
  const missing = names.filter((name) => !knownDirectories.has(name));
  if (missing.length > 0) {
    for (const found of await db.directories.bulkGet(missing))
      if (found) knownDirectories.set(found.sha256, found);
  }
  return names.flatMap((name) => knownDirectories.get(name) ?? []);
}
