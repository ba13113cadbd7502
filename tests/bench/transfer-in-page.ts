import { db } from '../../lib/db/database.ts';
import { importBlock } from '../../lib/transfer/import-block.ts';
import type { TransferProgress } from '../../lib/transfer/records-to-export.ts';
import { type ExportForm, exportFile } from '../../lib/transfer/run-export.ts';
import { importFile } from '../../lib/transfer/run-import.ts';
import { WORDS } from '../unit/transfer/file-words.ts';

/** Functions of the bench that export and import inside a page of the extension, with the browser's real database. */

/** The file of the last export. */
let last: File | undefined;

/** Writes the whole library. Returns the time (ms) and the size (bytes). */
async function write(form: ExportForm): Promise<{ time: number; bytes: number }> {
  const start = performance.now();
  const { content, name } = await exportFile(form, WORDS);
  last = new File([content], name);
  return { time: performance.now() - start, bytes: content.size };
}

/** Cancels an export after a third of it. Returns the time from the cancel until the export has ended (ms). */
async function cancel(form: ExportForm): Promise<number> {
  const { progress, sinceCancel } = cancelAfterThird();
  await exportFile(form, WORDS, undefined, progress).catch(() => {});
  return sinceCancel();
}

/**
 * Returns a `TransferProgress` that cancels an export or import once a third of it is done, as if the reader clicked
 * "Cancel". Also returns a function that returns the time since then (ms). The time is 0 if the work ended before the
 * page could handle the click. It is `NaN` if the work never reported that a third is done.
 */
function cancelAfterThird(): { progress: TransferProgress; sinceCancel: () => number } {
  const control = new AbortController();
  let cancelled: number | undefined;
  let isClicked = false;
  const report = (done: number, total: number): void => {
    if (done < total / 3 || isClicked) return;
    isClicked = true;
    // The timer fires after the present call, as a click event would.
    setTimeout(() => {
      cancelled = performance.now();
      control.abort();
    });
  };
  return {
    progress: { signal: control.signal, report },
    sinceCancel: () => {
      if (!isClicked) return Number.NaN;
      return cancelled === undefined ? 0 : performance.now() - cancelled;
    },
  };
}

/**
 * Imports the last export into an empty library. Returns the time (ms), the number of added analyses, and the number of
 * reports of progress before the end of the file. Clones each block, as a message to the background does.
 */
async function read(): Promise<{ time: number; added: number; reports: number }> {
  const file = await forEmptyLibrary();
  const start = performance.now();
  let reports = 0;
  const report = (done: number, total: number): void => {
    if (done > 0 && done < total) reports++;
  };
  const { added } = await importFile(file, crypto.randomUUID(), ACTIONS, { report });
  return { time: performance.now() - start, added, reports };
}

/** Cancels the same import after a third of it. Returns the time from the cancel until the import has ended (ms). */
async function cancelRead(): Promise<number> {
  const file = await forEmptyLibrary();
  const { progress, sinceCancel } = cancelAfterThird();
  await importFile(file, crypto.randomUUID(), ACTIONS, progress);
  return sinceCancel();
}

/** Empties the library, and returns the file of the last export. */
async function forEmptyLibrary(): Promise<File> {
  if (!last) throw new Error('Nothing was exported.');
  await Promise.all([db.saved, db.savedTexts, db.removed, db.journal].map((table) => table.clear()));
  return last;
}

const ACTIONS = {
  importBlock: (...[block, batch]: Parameters<typeof importBlock>) =>
    importBlock(JSON.parse(JSON.stringify(block)), batch),
  endImport: async () => {},
};

/** Kinds of foreign files. `unclosed` is a hostile bookmarks file with elements that are never closed. */
type ForeignKind = 'bookmarks' | 'csv' | 'json' | 'unclosed';

/** Size of a foreign file (characters). */
const FOREIGN_LENGTH = 30_000_000;

/** The start of a foreign file, and its records. */
const FOREIGN: Readonly<Record<ForeignKind, readonly [start: string, record: (n: number) => string]>> = {
  bookmarks: [
    '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n',
    (n) =>
      `<DT><A HREF="${articleAt(n)}" ADD_DATE="1700000000" ICON="data:image/png;base64,${'A'.repeat(800)}">` +
      `Title &eacute; ${n}</A>\n<DD>A note\n`,
  ],
  csv: [
    'title,url,time_added,tags,status\n',
    (n) => `"Title, ""${n}""\n${'word '.repeat(25)}",${articleAt(n)},1700000000,one|two,unread\n`,
  ],
  json: [
    '[',
    (n) => {
      const content = `<p>${'word '.repeat(900)}</p>`;
      const record = { url: articleAt(n), tags: ['one'], created_at: '2023-11-14T22:13:20Z', content };
      return `${n === 0 ? '' : ','}${JSON.stringify(record)}`;
    },
  ],
  unclosed: ['<!DOCTYPE NETSCAPE-Bookmark-file-1>', () => '<b><i>'.repeat(1000)],
};

function articleAt(n: number): string {
  return `https://outlet-${n % 50}.example/article/${n}`;
}

/**
 * Reads a foreign file of 30 MB, whose addresses have no analysis. Returns the time, the longest time for which the
 * page could not react to input, and the time from a cancel after a third of the file until the end (ms).
 */
async function readForeign(kind: ForeignKind): Promise<{ time: number; longest: number; wait: number }> {
  const [start, record] = FOREIGN[kind];
  const parts = [start];
  for (let n = 0, length = 0; length < FOREIGN_LENGTH; n++) {
    const part = record(n);
    parts.push(part);
    length += part.length;
  }
  if (kind === 'json') parts.push(']');
  const file = new File(parts, 'foreign');
  const actions = {
    importBlock: async () => ({ added: 0, present: 0, changed: 0, isUndoable: false }),
    endImport: async () => {},
  };
  let longest = 0;
  let last = performance.now();
  const ticking = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  });
  const begun = performance.now();
  await importFile(file, crypto.randomUUID(), actions);
  const time = performance.now() - begun;
  clearInterval(ticking);
  const { progress, sinceCancel } = cancelAfterThird();
  await importFile(file, crypto.randomUUID(), actions, progress);
  return { time, longest, wait: sinceCancel() };
}

Object.assign(globalThis, { transferBench: { write, cancel, read, cancelRead, readForeign } });
