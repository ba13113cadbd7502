import { type IndexFile, MAX_FILE_BYTES } from '../index/manifest.ts';
import type { SiteFile } from '../publication/site/site-file.ts';
import { FetchFailure, sha256 } from './fetch-file.ts';
import { isSiteWide, publicationFile } from './publication-file.ts';
import { clearRefusal, mustWait, type RefusedFiles, recordRefusal } from './refused-files.ts';

/** The result of fetching a file: the file with the right hash, or an error. */
export type Fetched = SiteFile | { readonly error: unknown };

/**
 * Fetches files in order. Before it yields a file, it waits until the next file has arrived, so that the browser can
 * compute the hash of the next file while the caller packs the yielded file. Sends only one request at a time, so that
 * no other request is pending when the publication asks for a pause.
 *
 * @param refused result of `refusedFiles`
 */
export async function* fetchAhead(
  entries: readonly IndexFile[],
  origin: string,
  get: typeof fetch,
  refused: RefusedFiles,
): AsyncGenerator<Fetched, undefined> {
  const waiting = entries.values();
  const begun: { readonly received: Promise<void>; readonly fetched: Promise<Fetched> }[] = [];
  const begin = (): void => {
    const entry = waiting.next().value;
    if (!entry) return;
    const { promise: received, resolve } = Promise.withResolvers<void>();
    const fetched = fetchChecked(entry, origin, get, refused, resolve)
      .catch((error: unknown) => ({ error }))
      .finally(resolve);
    begun.push({ received, fetched });
  };
  begin();
  for (let current = begun.shift(); current; current = begun.shift()) {
    await current.received;
    if (begun.length === 0) begin();
    const file = await current.fetched;
    const [next] = begun;
    if (next && !('error' in file)) {
      await next.received;
      begin();
    }
    yield file;
  }
}

/**
 * Fetches a file that the manifest names, and checks its length and hash. A file that was refused twice is not fetched
 * again at each sync, but after a day, then after three days, and then once a week. Use the returned file within
 * `useFile`.
 *
 * @param refused result of `refusedFiles`
 * @param onReceived called when the whole file has arrived, before its hash is computed
 * @throws {FetchFailure} `wrong-hash` if the length or hash is not the one in the manifest; the reason of the last
 *   refusal if the file must wait; the reasons of `publicationFile` if the request fails
 */
export async function fetchChecked(
  entry: IndexFile,
  origin: string,
  get: typeof fetch,
  refused: RefusedFiles,
  onReceived = (): void => {},
): Promise<SiteFile> {
  const known = refused.get(entry.sha256);
  if (known && mustWait(known, Date.now())) throw new FetchFailure(known.reason, entry.url, known.status);
  return orRefused(entry, () => fetchWhole(entry, origin, get, onReceived));
}

/**
 * Runs work that uses a fetched file. If the content of the file cannot be used, the file counts as refused.
 *
 * @param refused result of `refusedFiles`
 * @param work throws a `FetchFailure` if the content cannot be used
 */
export async function useFile<T>(
  entry: IndexFile,
  refused: RefusedFiles,
  work: () => T | Promise<T>,
): Promise<T> {
  const result = await orRefused(entry, work);
  if (refused.has(entry.sha256)) await clearRefusal(entry.sha256);
  return result;
}

/**
 * Runs work for a file. If the work throws a `FetchFailure`, records the file as refused, unless the whole site has
 * failed.
 */
async function orRefused<T>({ sha256 }: IndexFile, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FetchFailure && !isSiteWide(error))
      await recordRefusal({ sha256, reason: error.reason, status: error.status }, Date.now());
    throw error;
  }
}

async function fetchWhole(
  entry: IndexFile,
  origin: string,
  get: typeof fetch,
  onReceived: () => void,
): Promise<SiteFile> {
  // One byte more than announced is enough to know that the content differs.
  const file = await publicationFile(entry.url, {
    origin,
    maxBytes: Math.min(entry.bytes, MAX_FILE_BYTES) + 1,
    get,
  });
  onReceived();
  if (file === 'unchanged' || file.body.length !== entry.bytes || (await sha256(file.body)) !== entry.sha256)
    throw new FetchFailure('wrong-hash', entry.url);
  return file;
}
