import type { EntityTable } from 'dexie';
import type { PackedBlock } from '../index/byte-packing.ts';
import type { StoredBlock } from './index-records.ts';

type BlockTable = EntityTable<StoredBlock, 'key'>;

/** The methods of a table that are needed to delete records by key. */
interface KeyedTable {
  toCollection(): { primaryKeys(): PromiseLike<string[]> };
  bulkDelete(keys: string[]): PromiseLike<void>;
}

/**
 * Returns the records for the blocks of a file.
 *
 * @param sha256 hash of the file
 */
export function storedBlocks(sha256: string, blocks: readonly PackedBlock[]): StoredBlock[] {
  return blocks.map((bytes, number) => ({ key: `${sha256}/${number}`, bytes }));
}

/**
 * Returns the items at these positions of a file, in the order of the positions. Leaves out items that do not exist.
 *
 * @param perBlock number of items in a block
 * @param unpack opens a block; returns a function that reads the item at a position in that block
 */
export async function readItems<Item>(
  table: BlockTable,
  sha256: string,
  positions: readonly number[],
  perBlock: number,
  unpack: (block: PackedBlock) => (place: number) => Item | undefined,
): Promise<Item[]> {
  const numbers = [...new Set(positions.map((position) => Math.floor(position / perBlock)))];
  const blocks = await table.bulkGet(numbers.map((number) => `${sha256}/${number}`));
  const opened = new Map(numbers.map((number, n) => [number, blocks[n] && unpack(blocks[n].bytes)]));
  return positions.flatMap((position) => {
    const item = opened.get(Math.floor(position / perBlock))?.(position % perBlock);
    return item === undefined ? [] : [item];
  });
}

/** Deletes all blocks, except the blocks of the files with these hashes. */
export async function keepBlocksOf(table: BlockTable, hashes: readonly string[]): Promise<void> {
  const kept = new Set(hashes);
  await deleteWhere(table, (key) => !kept.has(key.slice(0, key.indexOf('/'))));
}

/** Deletes all records, except those with these keys. */
export async function keepOnly(table: KeyedTable, keys: readonly string[]): Promise<void> {
  const kept = new Set(keys);
  await deleteWhere(table, (key) => !kept.has(key));
}

/** Reads all keys in one request, and deletes records in another. A cursor would need a request for each record. */
async function deleteWhere(table: KeyedTable, goes: (key: string) => boolean): Promise<void> {
  const keys = await table.toCollection().primaryKeys();
  const gone = keys.filter(goes);
  if (gone.length > 0) await table.bulkDelete(gone);
}
