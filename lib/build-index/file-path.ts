import { join, resolve, sep } from 'node:path';
import { decodePercent } from '../address/decode-percent.ts';

/**
 * Turns the part of an address after a folder into the path of the file in that folder. An address may hide separators
 * and dots in its encoding (`..%2f`, `..%5c`, `..%252f`). This function refuses all paths that lead out of the folder
 * after any number of decodings.
 *
 * @param encoded the part of the address after the folder, percent-encoded
 * @returns `undefined` if it names no file in the folder
 */
export function fileIn(folder: string, encoded: string): string | undefined {
  const [path] = encoded.split(/[?#]/);
  const stages = path === undefined ? undefined : decodings(path);
  if (!stages?.every(isPlain)) return undefined;
  // An encoded separator is part of a name, and file systems allow no such name.
  if (new Set(stages.map((stage) => stage.split('/').length)).size > 1) return undefined;
  const file = join(folder, stages[1] ?? stages[0] ?? '');
  return resolve(file).startsWith(resolve(folder) + sep) ? file : undefined;
}

/**
 * Returns the text itself, the text decoded once, decoded twice and so on, until nothing is encoded; `undefined` if the
 * encoding is invalid.
 */
function decodings(text: string): string[] | undefined {
  const stages = [text];
  for (;;) {
    const last = stages.at(-1) ?? '';
    const next = decodePercent(last);
    // After the first decoding, a bare "%" is part of the name.
    if (next === undefined) return stages.length > 1 ? stages : undefined;
    if (next === last) return stages;
    stages.push(next);
  }
}

/** Whether a relative path has no `.` or `..`, and no character that some systems read as a separator or an end. */
function isPlain(path: string): boolean {
  return (
    !/[\\\0:]/.test(path) && !path.startsWith('/') && !path.split('/').some((part) => /^\.{1,2}$/.test(part))
  );
}
