import type { EntityTable } from 'dexie';
import { type Block, unpackBlock } from '../index/packed.ts';

/** A block of packed items: one record. */
export interface StoredBlock {
  /** Hash of the file that the items came in, a slash, and the block's number. */
  readonly key: string;
  readonly bytes: Block;
}

type BlockTable = EntityTable<StoredBlock, 'key'>;

export async function putBlocks(table: BlockTable, sha256: string, blocks: readonly Block[]): Promise<void> {
  await table.bulkPut(blocks.map((bytes, number) => ({ key: `${sha256}/${number}`, bytes })));
}

/** The items at some positions of a file, in the order asked for; what does not exist is left out. */
export async function readItems(
  table: BlockTable,
  sha256: string,
  positions: readonly number[],
  perBlock: number,
): Promise<unknown[]> {
  const numbers = [...new Set(positions.map((position) => Math.floor(position / perBlock)))];
  const blocks = await table.bulkGet(numbers.map((number) => `${sha256}/${number}`));
  const items = new Map(numbers.map((number, n) => [number, blocks[n] ? unpackBlock(blocks[n].bytes) : []]));
  return positions
    .map((position) => items.get(Math.floor(position / perBlock))?.[position % perBlock])
    .filter((item) => item !== undefined);
}

/** Deletes the blocks of all files but some. */
export async function keepBlocksOf(table: BlockTable, hashes: readonly string[]): Promise<void> {
  const kept = new Set(hashes);
  const keys = await table.toCollection().primaryKeys();
  await table.bulkDelete(keys.filter((key) => !kept.has(key.slice(0, key.indexOf('/')))));
}
