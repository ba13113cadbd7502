import { isCsv, readCsv } from './read-csv.ts';
import { type FilePart, RefusedFileError } from './read-file.ts';
import { readFileStart } from './read-file-as-text.ts';
import { isJsonList, readJsonLists } from './read-json-lists.ts';

/** Largest file that is read (bytes). Exports of the known programs are smaller. */
const MAX_BYTES = 500_000_000;

/** Reads a file, part by part. */
export type FileReader = (
  file: Blob,
  signal?: AbortSignal,
  onRead?: (bytes: number) => void,
) => AsyncGenerator<FilePart>;

/**
 * Determines the form of a file from its content, because names and types are often wrong.
 *
 * @returns the function that reads the file
 * @throws {RefusedFileError} if no part of the file can be read
 */
export async function readerOf(file: Blob): Promise<FileReader> {
  if (file.size === 0) throw new RefusedFileError('empty');
  if (file.size > MAX_BYTES) throw new RefusedFileError('too-large');
  const [first, second] = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  // "PK" begins a ZIP archive. The bytes 1f 8b begin a gzip file.
  if ((first === 0x50 && second === 0x4b) || (first === 0x1f && second === 0x8b))
    throw new RefusedFileError('archive');
  const head = (await readFileStart(file)).replace(/^\ufeff/, '');
  if (head.trim() === '') throw new RefusedFileError('empty');
  if (isLibrary(head)) {
    if (Number(/"version"\s*:\s*(\d+)/.exec(head)?.[1] ?? 1) > 1) throw new RefusedFileError('newer');
    return (await import('./read-library.ts')).readLibrary;
  }
  if (isJsonList(head)) return readJsonLists;
  if (/<(?:!doctype|html|dl|a|ul|h1|title|meta)\b/i.test(head))
    return (await import('./read-bookmarks.ts')).readBookmarks;
  if (!head.includes('\0') && isCsv(head)) return readCsv;
  throw new RefusedFileError('unknown');
}

/** Whether a file is an exported library, even if its first lines are lost. */
function isLibrary(head: string): boolean {
  return /"format"\s*:\s*"civic-lens-library"/.test(head) || /\{"card":\{.*"publication":/.test(head);
}
