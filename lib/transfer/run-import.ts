import { runSteps } from '../browser/listener-errors.ts';
import { joinNotes } from '../db/own-words.ts';
import type { PageToWaitFor } from '../db/remembered-page-records.ts';
import {
  type FoundAnalysis,
  type ImportActions,
  type ImportBlock,
  type ImportCounts,
  isFilled,
  NO_RECORDS,
} from './import-batch.ts';
import { type KnownList, knownList, lessKnown } from './known-list.ts';
import {
  type FindOwn,
  type MatchedAddresses,
  matchAddresses,
  ownAnalyses,
  type PageWithout,
} from './match-addresses.ts';
import { readerOf } from './open-file.ts';
import { isUnreadable, RefusedFileError, type SavedAddress, type UnreadLine } from './read-file.ts';
import type { TransferProgress } from './records-to-export.ts';

/**
 * How an import ended. `whole`: it read the whole file. `cancelled`: the reader cancelled it. `stopped`: the file could
 * not be read any further, or a block could not be stored; `error` is the reason. Blocks that are stored already stay.
 */
export type ImportEnd =
  | { readonly how: 'whole' | 'cancelled' }
  | { readonly how: 'stopped'; readonly error: unknown };

/** The result of an import, for the reader. */
export interface ImportReport extends Pick<ImportCounts, 'added' | 'present'> {
  readonly end: ImportEnd;
  /** Whether the import changed records. If so, `undo` restores them, but not the settings. */
  readonly isUndoable: boolean;
  /** Pages for which no analysis was found, without duplicates. */
  readonly without: readonly PageToWaitFor[];
  /** How much of the list of analyses was known when the addresses were looked up. */
  readonly list: KnownList;
  /** The first lines that could not be read. */
  readonly unread: readonly UnreadLine[];
  /** Number of lines that could not be read. */
  readonly unreadCount: number;
}

/**
 * Maximum number of analyses in a block if they were found by looking up addresses. The analyses of an exported library
 * include texts and come in blocks of 100.
 */
const FOUND_IN_BLOCK = 200;
/**
 * Number of addresses that are looked up at once. Computing their URL keys takes some milliseconds. During this time,
 * the page does not react to input.
 */
const LOOKED_UP_AT_ONCE = 100;
/** Maximum number of unreadable lines in a report. */
const MAX_UNREAD = 1000;

/** Progress of an import, and how it waits for the list of analyses. */
export interface ImportProgress extends TransferProgress {
  /** Called before the first address is looked up, if the list has not arrived. The import waits for the promise. */
  readonly awaitList?: () => Promise<unknown>;
}

/**
 * Imports a file: reads it part by part, looks up its addresses, and sends each block to the background, which stores
 * it.
 *
 * @param id a random id; `undo` with this id undoes the import
 * @throws {RefusedFileError} if no part of the file can be read
 * @throws the reason why the import stopped, if it stopped before it had stored a block. A stored block of settings
 *   also counts, and so does a block whose content was in the library already.
 */
export async function importFile(
  file: File,
  id: string,
  { importBlock, endImport }: ImportActions,
  { signal, report, awaitList }: ImportProgress = {},
  now = Date.now(),
): Promise<ImportReport> {
  const read = await readerOf(file).catch(refuseIfUnreadable);
  const own = await ownAnalyses();
  const without = new Map<string, PageToWaitFor>();
  const unread: UnreadLine[] = [];
  let list: KnownList | undefined;
  let [added, present, unreadCount, blocks] = [0, 0, 0, 0];
  let isUndoable = false;
  const store = async (block: ImportBlock): Promise<void> => {
    signal?.throwIfAborted();
    if (!isFilled(block)) return;
    const counts = await importBlock(block, { id, about: file.name, at: now, block: blocks });
    blocks++;
    added += counts.added;
    present += counts.present;
    isUndoable ||= counts.isUndoable;
  };
  const lookUp = async (addresses: readonly SavedAddress[]): Promise<void> => {
    let known = await knownList();
    if (!list && known.state === 'absent') {
      // `awaitList` does not notice a signal that was aborted before.
      signal?.throwIfAborted();
      await awaitList?.();
      known = await knownList();
    }
    list = list ? lessKnown(list, known) : known;
    const matched = await matchInSlices(addresses, own, signal);
    for (const page of matched.without) {
      const key = page.keys[0]?.key ?? page.address;
      without.set(key, pageToWaitFor(page, file.name, without.get(key)));
    }
    for (let at = 0; at < matched.found.length; at += FOUND_IN_BLOCK)
      await store({ ...NO_RECORDS, found: matched.found.slice(at, at + FOUND_IN_BLOCK) });
  };
  const readParts = async (): Promise<void> => {
    for await (const part of read(file, signal, (bytes) => report?.(bytes, file.size))) {
      unreadCount += part.unread.length;
      unread.push(...part.unread.slice(0, MAX_UNREAD - unread.length));
      // Settings are outside the database, so they get a block of their own. Otherwise, a block could be stored only in
      // part.
      const { lensHues, settings, ...records } = part.block;
      await store({ ...records, found: [] });
      await store({ ...NO_RECORDS, ...(lensHues ? { lensHues } : {}), ...(settings ? { settings } : {}) });
      if (part.addresses.length > 0) await lookUp(part.addresses);
    }
  };
  let end: ImportEnd = { how: 'whole' };
  try {
    await readParts();
  } catch (error) {
    end = signal?.aborted ? { how: 'cancelled' } : { how: 'stopped', error };
  }
  // If this step fails, the stored blocks stay. The background repeats the step at its next start and at the next sync.
  await runSteps({ 'end an import': endImport });
  if (end.how === 'stopped' && blocks === 0) return refuseIfUnreadable(end.error);
  return {
    end,
    isUndoable,
    added,
    present,
    without: [...without.values()],
    list: list ?? { state: 'complete' },
    unread,
    unreadCount,
  };
}

/**
 * Throws an error again. If the error means that the browser could not read the file, throws `RefusedFileError`
 * instead.
 */
function refuseIfUnreadable(error: unknown): never {
  throw isUnreadable(error) ? new RefusedFileError('unreadable') : error;
}

/** Looks up addresses in slices, and lets the page react to input before each slice. */
async function matchInSlices(
  addresses: readonly SavedAddress[],
  own: FindOwn,
  signal: AbortSignal | undefined,
): Promise<MatchedAddresses> {
  const [found, without]: [FoundAnalysis[], PageWithout[]] = [[], []];
  for (let at = 0; at < addresses.length; at += LOOKED_UP_AT_ONCE) {
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    const matched = await matchAddresses(addresses.slice(at, at + LOOKED_UP_AT_ONCE), own);
    found.push(...matched.found);
    without.push(...matched.without);
  }
  return { found, without };
}

/**
 * Returns a page for *Tell me if one comes*, with the time, state, labels and note that the file has for it.
 *
 * @param before the same page from an earlier row of the file. As for analyses, the time and state of the earlier row
 *   stay, and the labels and notes of both rows are joined.
 */
function pageToWaitFor(
  { saved, ...page }: PageWithout,
  file: string,
  before: PageToWaitFor | undefined,
): PageToWaitFor {
  const first = before?.imported ?? saved;
  const note = joinNotes(first.note, saved.note);
  const labels = [...new Set([...first.labels, ...saved.labels])];
  return { ...page, imported: { ...first, labels, ...(note === undefined ? {} : { note }), file } };
}
