import { join, resolve, sep } from 'node:path';
import { decodePercent } from '../address/decode-percent.ts';

/**
 * Converts the part of an address after a folder to the path of a file in that folder. An address may hide separators
 * and dots by encoding them (`..%2f`, `..%5c`, `..%252f`). This function rejects any path that leads out of the folder
 * after any number of decodings.
 *
 * @param folder path of the folder
 * @param encoded the part of the address after the folder, percent-encoded
 * @returns `undefined` if the path does not name a file in the folder
 */
export function filePathIn(folder: string, encoded: string): string | undefined {
  const [path] = encoded.split(/[?#]/);
  const stages = path === undefined ? undefined : decodings(path);
  if (!stages?.every(isPlain)) return undefined;
  // An encoded separator would be part of a file name, which no file system allows.
  if (new Set(stages.map((stage) => stage.split('/').length)).size > 1) return undefined;
  const file = join(folder, stages[1] ?? stages[0] ?? '');
  return resolve(file).startsWith(resolve(folder) + sep) ? file : undefined;
}

/**
 * Returns a list: the text as it is, the text decoded once, the text decoded twice and so on, until nothing more can be
 * decoded. Returns `undefined` if even the first decoding fails.
 */
function decodings(text: string): string[] | undefined {
  const stages = [text];
  for (;;) {
    const last = stages.at(-1) ?? '';
    const next = decodePercent(last);
    // After the first decoding, a "%" may be part of the name.
    if (next === undefined) return stages.length > 1 ? stages : undefined;
    if (next === last) return stages;
    stages.push(next);
  }
}

/**
 * Whether a path is relative, has no `.` or `..` part, and contains no backslash, colon or NUL, which some systems
 * treat as a separator or as the end of the path.
 */
function isPlain(path: string): boolean {
  return (
    !/[\\\0:]/.test(path) && !path.startsWith('/') && !path.split('/').some((part) => /^\.{1,2}$/.test(part))
  );
}
