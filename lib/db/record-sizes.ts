import type { Collection } from 'dexie';

/** The methods of a table that are needed to estimate its size. */
interface SampledTable {
  count(): PromiseLike<number>;
  toCollection(): Pick<Collection<object>, 'offset' | 'limit'>;
}

/** Number of positions in a table at which records are sampled. */
const PLACES = 4;

/** Number of records in a table, and their approximate size (bytes). */
export interface TableSize {
  readonly count: number;
  readonly bytes: number;
}

/**
 * Estimates the size of a table from a sample of its records, spread over the table. Reads all records of a small
 * table, and never more than four times `atEach`.
 *
 * @param atEach number of records to read at each of four places. Choose a small number if the records are large.
 */
export async function estimatedSize(table: SampledTable, atEach = 6): Promise<TableSize> {
  const count = await table.count();
  const step = count <= PLACES * atEach ? atEach : Math.floor((count - atEach) / (PLACES - 1));
  const samples = await Promise.all(
    Array.from({ length: PLACES }, (_, n) =>
      table
        .toCollection()
        .offset(n * step)
        .limit(atEach)
        .toArray(),
    ),
  );
  const records = samples.flat();
  const sampled = records.reduce((sum, record) => sum + bytesOf(record), 0);
  return { count, bytes: records.length === 0 ? 0 : Math.round((sampled / records.length) * count) };
}

/** Returns the approximate size of a stored value (bytes): its JSON as UTF-8, and binary data as it is. */
export function bytesOf(value: unknown): number {
  let binary = 0;
  const json = JSON.stringify(value, (_, part: unknown) => {
    if (!ArrayBuffer.isView(part) && !(part instanceof ArrayBuffer)) return part;
    binary += part.byteLength;
    return undefined;
  });
  return binary + new TextEncoder().encode(json).length;
}
