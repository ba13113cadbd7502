import { join, resolve, sep } from 'node:path';
import { decodePercent } from '../address/decode-percent.ts';

/**
 * The path of the file that a part of an address names below a folder. Addresses may hide separators and dots in any
 * encoding (`..%2f`, `..%5c`, `..%252f`): what leads out of the folder, or would in some decoder, names no file.
 *
 * @param encoded the part of the address after that of the folder, percent-encoded
 * @returns `undefined` where it names no file in the folder
 */
export function fileIn(folder: string, encoded: string): string | undefined {
  const [path] = encoded.split(/[?#]/);
  const stages = path === undefined ? undefined : decodings(path);
  if (!stages?.every(isPlain)) return undefined;
  // A separator that was encoded is part of a name, and no file system has such a name.
  if (new Set(stages.map((stage) => stage.split('/').length)).size > 1) return undefined;
  const file = join(folder, stages[1] ?? stages[0] ?? '');
  return resolve(file).startsWith(resolve(folder) + sep) ? file : undefined;
}

/**
 * A text with its percent-encoding undone zero times, once, twice, … until nothing is left; `undefined` where that is
 * broken.
 */
function decodings(text: string): string[] | undefined {
  const stages = [text];
  for (;;) {
    const last = stages.at(-1) ?? '';
    const next = decodePercent(last);
    // Decoded once, it may hold a bare "%", which is part of a name.
    if (next === undefined) return stages.length > 1 ? stages : undefined;
    if (next === last) return stages;
    stages.push(next);
  }
}

/**
 * Whether a relative path has no part that leads upwards, and no character that some system takes for a separator or
 * an end.
 */
function isPlain(path: string): boolean {
  return (
    !/[\\\0:]/.test(path) && !path.startsWith('/') && !path.split('/').some((part) => /^\.{1,2}$/.test(part))
  );
}
