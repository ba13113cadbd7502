import { declaredEncoding } from '../input/decode-text.ts';

/** Number of bytes that are read at once. */
const PIECE = 262_144;

/** Number of bytes at the start of a file that determine its form. */
const HEAD = 65_536;

/** Reads the start of a file as text. */
export async function readFileStart(file: Blob): Promise<string> {
  const decoder = new TextDecoder(await encodingOf(file));
  return decoder.decode(await file.slice(0, HEAD).arrayBuffer(), { stream: true });
}

/**
 * Decodes a file in pieces.
 *
 * @param onRead called after each piece with the number of bytes that were read
 */
export async function* readFileText(
  file: Blob,
  signal?: AbortSignal,
  onRead?: (bytes: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(await encodingOf(file, signal));
  for (let at = 0; at < file.size; at += PIECE) {
    signal?.throwIfAborted();
    const bytes = await file.slice(at, at + PIECE).arrayBuffer();
    yield decoder.decode(bytes, { stream: true });
    onRead?.(Math.min(at + PIECE, file.size));
  }
  yield decoder.decode();
}

/**
 * Returns the encoding of a file, by the first of these rules that applies:
 *
 * 1. A byte order mark states the encoding.
 * 2. If exactly one of the first two bytes is zero, it is UTF-16.
 * 3. If it begins like JSON, it is UTF-8, the only encoding of JSON (RFC 8259, section 8.1).
 * 4. If the whole file is valid UTF-8, it is UTF-8.
 * 5. If the file declares an encoding other than UTF-8 and UTF-16, it has this encoding.
 * 6. Otherwise it is windows-1252, in which older programs write CSV.
 */
async function encodingOf(file: Blob, signal?: AbortSignal): Promise<string> {
  const head = new Uint8Array(await file.slice(0, 1024).arrayBuffer());
  const [first, second, third] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0 && second !== 0) return 'utf-16be';
  if (first !== 0 && second === 0) return 'utf-16le';
  if (/^\s*[[{]/.test(String.fromCharCode(...head.subarray(0, 64))) || (await isUtf8(file, signal)))
    return 'utf-8';
  const declared = declaredEncoding(head, '');
  return declared && !declared.startsWith('utf-') ? declared : 'windows-1252';
}

async function isUtf8(file: Blob, signal?: AbortSignal): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < file.size; at += PIECE) {
      signal?.throwIfAborted();
      decoder.decode(await file.slice(at, at + PIECE).arrayBuffer(), { stream: true });
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return false;
  }
  // Do not check the end of the file: if the file was cut off, its last character may be incomplete.
  return true;
}
