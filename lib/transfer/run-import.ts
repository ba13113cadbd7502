import type { PageToRemember } from '../db/remembered-page-records.ts';
import type { Progress } from './exported-records.ts';
import {
  type FoundAnalysis,
  type ImportActions,
  type ImportBlock,
  type ImportCounts,
  isFilled,
  NO_RECORDS,
} from './import-batch.ts';
import { type FindOwn, type MatchedAddresses, matchAddresses, ownAnalyses } from './match-addresses.ts';
import { readerOf } from './open-file.ts';
import type { SavedAddress, UnreadLine } from './read-file.ts';

/** The result of an import, for the reader. */
export interface ImportReport extends Pick<ImportCounts, 'added' | 'present'> {
  /** Addresses without an analysis, without duplicates. */
  readonly without: readonly PageToRemember[];
  /** The first lines that could not be read. */
  readonly unread: readonly UnreadLine[];
  /** Number of lines that could not be read. */
  readonly unreadCount: number;
  /** Whether the reader cancelled the import. The blocks that were stored before that stay, and can be undone. */
  readonly isCancelled: boolean;
}

/**
 * Number of analyses of the index in a block. The analyses of an exported library include texts and come in blocks of
 * 100.
 */
const FOUND_IN_BLOCK = 200;
/**
 * Number of addresses that are looked up at once. Their URL keys take some milliseconds, during which the page does not
 * react to input.
 */
const LOOKED_UP_AT_ONCE = 100;
/** Largest number of unreadable lines in a report. */
const MAX_UNREAD = 1000;

/**
 * Imports a file: reads it part by part, looks up its addresses, and sends each block to the background, which stores
 * it.
 *
 * @param id a random id; `undo` with it undoes the import
 * @throws {RefusedFile} if no part of the file can be read
 */
export async function importFile(
  file: File,
  id: string,
  { importBlock, endImport }: ImportActions,
  { signal, report }: Progress = {},
  now = Date.now(),
): Promise<ImportReport> {
  const read = await readerOf(file);
  const own = await ownAnalyses();
  const without = new Map<string, PageToRemember>();
  const unread: UnreadLine[] = [];
  let [added, present, unreadCount, number] = [0, 0, 0, 0];
  const store = async (block: ImportBlock): Promise<void> => {
    signal?.throwIfAborted();
    if (!isFilled(block)) return;
    const counts = await importBlock(block, { id, about: file.name, at: now, block: number++ });
    added += counts.added;
    present += counts.present;
  };
  let isCancelled = false;
  try {
    for await (const part of read(file, signal, (bytes) => report?.(bytes, file.size))) {
      unreadCount += part.unread.length;
      unread.push(...part.unread.slice(0, MAX_UNREAD - unread.length));
      await store({ ...part.block, found: [] });
      if (part.addresses.length === 0) continue;
      const matched = await matchInSlices(part.addresses, own, signal);
      for (const page of matched.without) without.set(page.keys[0]?.key ?? page.address, page);
      for (let at = 0; at < matched.found.length; at += FOUND_IN_BLOCK)
        await store({ ...NO_RECORDS, found: matched.found.slice(at, at + FOUND_IN_BLOCK) });
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
    isCancelled = true;
  } finally {
    await endImport();
  }
  return { added, present, without: [...without.values()], unread, unreadCount, isCancelled };
}

/** Looks up addresses, and lets the page react to input before each slice. */
async function matchInSlices(
  addresses: readonly SavedAddress[],
  own: FindOwn,
  signal: AbortSignal | undefined,
): Promise<MatchedAddresses> {
  const [found, without]: [FoundAnalysis[], PageToRemember[]] = [[], []];
  for (let at = 0; at < addresses.length; at += LOOKED_UP_AT_ONCE) {
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    const matched = await matchAddresses(addresses.slice(at, at + LOOKED_UP_AT_ONCE), own);
    found.push(...matched.found);
    without.push(...matched.without);
  }
  return { found, without };
}
