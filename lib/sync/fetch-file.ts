import { isSameOriginOrTwin } from '../address/www-twin.ts';
import { isDatabaseFailure, isNewerDatabaseError, isStorageFull } from '../db/failures.ts';
import type { SyncFailure, SyncFailureReason } from '../db/index-records.ts';
import type { SiteFile } from '../publication/site/site-file.ts';
import { retryAfter } from './retry-after.ts';

/** Thrown if a file of the publication could not be fetched or used. */
export class FetchFailure extends Error {
  /** The reader sees a message for each reason. */
  readonly reason: SyncFailureReason;
  /** HTTP status, if the publication answered with a failure. */
  readonly status: number | undefined;
  /** Path of the file on the publication's site. */
  readonly file: string;
  /** When the publication allows the next request (`Retry-After`), ms since the epoch. */
  readonly retryAt: number | undefined;

  constructor(reason: SyncFailureReason, address: string, status?: number, retryAt?: number) {
    super(`${reason}${status === undefined ? '' : ` ${status}`}: ${address}`);
    this.name = 'FetchFailure';
    this.reason = reason;
    this.status = status;
    this.file = new URL(address).pathname;
    this.retryAt = retryAt;
  }
}

/** Converts an error to the record of a failure. Reports an unexpected error to the console. */
export function failureOf(error: unknown, now: number): SyncFailure {
  if (error instanceof FetchFailure) {
    return {
      reason: error.reason,
      file: error.file,
      at: now,
      ...(error.status === undefined ? {} : { status: error.status }),
    };
  }
  if (isNewerDatabaseError(error)) return { reason: 'newer-database', at: now };
  if (isStorageFull(error)) return { reason: 'storage-full', at: now };
  if (isDatabaseFailure(error)) return { reason: 'database', at: now };
  console.error('Civic Lens could not update its index or load a text.', error);
  return { reason: 'unexpected', at: now };
}

export interface FetchOptions {
  /**
   * The only origin that may answer, also after a redirect. The same origin with or without `www.` counts as this
   * origin.
   */
  readonly origin: string;
  /** A larger body is refused (bytes). */
  readonly maxBytes: number;
  /** HTTP validators of the copy on this device. If the file is unchanged, the publication sends no body. */
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /** The longest time without a new byte (ms). A slow file may take longer as a whole. */
  readonly timeout?: number;
  readonly get?: typeof fetch;
}

/**
 * Fetches a file of the publication, with a conditional request (RFC 9110, 13) if there are validators. Sends no
 * cookies and no referrer. The extension's `connect-src` already blocks redirects to other origins; an answer from
 * another origin is refused here, too.
 *
 * @returns the file, or `unchanged` if the publication answered 304
 * @throws {FetchFailure} `offline`, `unreachable`, `timeout`, `http` (any status outside 200 to 299), `other-origin` or
 *   `too-large`
 */
export async function fetchFile(address: string, options: FetchOptions): Promise<SiteFile | 'unchanged'> {
  if (!isSameOriginOrTwin(address, options.origin)) throw new FetchFailure('other-origin', address);
  const headers = new Headers();
  if (options.etag) headers.set('If-None-Match', options.etag);
  if (options.lastModified) headers.set('If-Modified-Since', options.lastModified);
  const deadline = new Deadline(options.timeout ?? IDLE_TIMEOUT);
  const { signal } = deadline;
  try {
    const response = await fromNetwork(address, signal, () =>
      (options.get ?? fetch)(address, {
        headers,
        signal,
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      }),
    );
    if (response.url && !isSameOriginOrTwin(response.url, options.origin))
      throw new FetchFailure('other-origin', address);
    if (response.status === 304 && (options.etag || options.lastModified)) return 'unchanged';
    if (!response.ok) throw new FetchFailure('http', address, response.status, retryAt(response));
    const body = await readBody(response, options.maxBytes, address, deadline);
    const etag = response.headers.get('etag');
    const lastModified = response.headers.get('last-modified');
    const contentType = response.headers.get('content-type');
    return {
      body,
      url: response.url || address,
      ...(etag ? { etag } : {}),
      ...(lastModified ? { lastModified } : {}),
      ...(contentType ? { contentType } : {}),
    };
  } finally {
    deadline.end();
  }
}

/**
 * Awaits a network operation, and converts its errors. `fetch` and the body's stream report a network error as a
 * `TypeError` or a `DOMException` (https://fetch.spec.whatwg.org/).
 *
 * @throws {FetchFailure} `timeout` if the deadline has aborted the signal; `offline` or `unreachable` after a network
 *   error. Any other error is passed on.
 */
async function fromNetwork<T>(address: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) throw new FetchFailure('timeout', address);
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
    throw new FetchFailure(navigator.onLine === false ? 'offline' : 'unreachable', address);
  }
}

/**
 * The default of `timeout` (ms). It is shorter than the half minute after which a browser ends a background that only
 * waits (https://developer.chrome.com/docs/extensions/develop/concepts/service-workers/lifecycle).
 */
const IDLE_TIMEOUT = 25_000;

/**
 * In each `SPAN` (ms), at least `BYTES_A_SPAN` bytes must arrive. A slow phone connection is fast enough. A server that
 * sends single bytes to keep the connection open is too slow.
 */
const SPAN = 60_000;
const BYTES_A_SPAN = 60_000;

/** Aborts if no byte arrives for some time, or too few bytes arrive in a longer span. */
class Deadline {
  readonly #controller = new AbortController();
  readonly #milliseconds: number;
  readonly #span: ReturnType<typeof setInterval>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #bytes = 0;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
    this.reset();
    this.#span = setInterval(() => {
      if (this.#bytes < BYTES_A_SPAN) this.#controller.abort();
      this.#bytes = 0;
    }, SPAN);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * Starts the wait for the next byte.
   *
   * @param bytes number of bytes that have just arrived
   */
  reset(bytes = 0): void {
    this.#bytes += bytes;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(), this.#milliseconds);
  }

  end(): void {
    clearInterval(this.#span);
    clearTimeout(this.#timer);
  }
}

/**
 * Returns the time from which a busy publication allows the next request (ms since the epoch); `undefined` if the
 * publication does not say.
 */
function retryAt({ status, headers }: Response): number | undefined {
  return status === 429 || status === 503 ? retryAfter(headers, Date.now()) : undefined;
}

/** @throws {FetchFailure} `too-large`, or if the network fails */
async function readBody(
  response: Response,
  maxBytes: number,
  address: string,
  deadline: Deadline,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    if (!reader) break;
    const { done, value } = await fromNetwork(address, deadline.signal, () => reader.read());
    if (done) break;
    deadline.reset(value.length);
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      throw new FetchFailure('too-large', address);
    }
    chunks.push(value);
  }
  if (chunks.length === 1 && chunks[0]) return chunks[0];
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

/** @throws {FetchFailure} `not-json` if the file is not valid JSON */
export function parseJson({ body, url }: SiteFile): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new FetchFailure('not-json', url);
  }
}

/** Returns the SHA-256 hash in lower-case hexadecimal (FIPS 180-4). */
export async function sha256(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
