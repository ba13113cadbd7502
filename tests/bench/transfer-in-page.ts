import { db } from '../../lib/db/database.ts';
import { importBlock } from '../../lib/transfer/import-block.ts';
import { type ExportForm, exportFile, type FileWords } from '../../lib/transfer/run-export.ts';
import { importFile } from '../../lib/transfer/run-import.ts';

/** Functions of the bench that export and import inside a page of the extension, with the browser's real database. */

const WORDS: FileWords = {
  ...{ title: 'Your library', archive: 'Archive', note: 'My note', highlights: 'Highlights' },
  ...{ original: 'Original article', analysis: 'Analysis', pendingText: 'No text yet.' },
};

/** The file of the last export. */
let last: File | undefined;

/** Writes the whole library. Returns the time (ms) and the size (bytes). */
async function write(form: ExportForm): Promise<{ time: number; bytes: number }> {
  const start = performance.now();
  const { content, name } = await exportFile(form, WORDS);
  last = new File([content], name);
  return { time: performance.now() - start, bytes: content.size };
}

/** Cancels an export in its middle. Returns the time from then until the export has ended (ms). */
async function cancel(form: ExportForm): Promise<number> {
  const control = new AbortController();
  let cancelled = Number.NaN;
  const report = (done: number, total: number): void => {
    if (done < total / 3 || control.signal.aborted) return;
    // The timer fires after the present call, as a click event would.
    setTimeout(() => {
      cancelled = performance.now();
      control.abort();
    });
  };
  await exportFile(form, WORDS, undefined, { signal: control.signal, report }).catch(() => {});
  // If the export is over before the click can be handled, there is nothing to cancel.
  return Number.isNaN(cancelled) ? 0 : performance.now() - cancelled;
}

/**
 * Imports the last export into an empty library. Returns the time (ms). Clones each block, as a message to the
 * background does.
 */
async function read(): Promise<{ time: number; added: number }> {
  if (!last) throw new Error('Nothing was exported.');
  await Promise.all([db.saved, db.savedTexts, db.removed, db.journal].map((table) => table.clear()));
  const start = performance.now();
  const actions = {
    importBlock: (...[block, batch]: Parameters<typeof importBlock>) =>
      importBlock(JSON.parse(JSON.stringify(block)), batch),
    endImport: async () => {},
  };
  const { added } = await importFile(last, crypto.randomUUID(), actions);
  return { time: performance.now() - start, added };
}

Object.assign(globalThis, { transferBench: { write, cancel, read } });
