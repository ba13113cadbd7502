import { isLoopback } from '../address/hosts.ts';
import type { Findings } from './findings.ts';

/** A month (s): shorter than this is not "for ever". */
const LONG = 30 * 24 * 3600;
/** Readers ask every four hours; what a cache keeps longer they learn late (s). */
const SOON = 4 * 3600;
/** Smaller files fit one packet or two, compressed or not (bytes). */
const WORTH_COMPRESSING = 2000;

/**
 * Advice on response headers (RFC 9110, RFC 9111): nothing that readers need, but what keeps an index cheap. One
 * sentence a kind, however many files.
 */
export class HeaderCheck {
  readonly #isLocal: boolean;
  readonly #found: Findings;
  readonly #shortLived: string[] = [];
  readonly #uncompressed: string[] = [];

  constructor(site: string, found: Findings) {
    // Compression is the business of the server or CDN in front; on this machine there is none.
    this.#isLocal = isLoopback(new URL(site).hostname);
    this.#found = found;
  }

  manifest(headers: Headers): void {
    if (!headers.has('etag') && !headers.has('last-modified'))
      this.#found.advice(
        'index.json',
        'has neither ETag nor Last-Modified: each check of each reader costs the whole file',
      );
    const age = maxAge(headers);
    if (age !== undefined && age > SOON)
      this.#found.advice(
        'index.json',
        `may be kept by caches for ${age} seconds: readers learn of new analyses late`,
      );
  }

  /** A file whose name holds its hash. */
  hashed(path: string, headers: Headers, bytes: number): void {
    const isImmutable = /\bimmutable\b/i.test(headers.get('cache-control') ?? '');
    if (!isImmutable && (maxAge(headers) ?? 0) < LONG) this.#shortLived.push(path);
    const isCompressed = headers.has('content-encoding');
    if (!this.#isLocal && !isCompressed && bytes >= WORTH_COMPRESSING) this.#uncompressed.push(path);
  }

  sumUp(): void {
    this.#say(
      this.#shortLived,
      'never changes: “Cache-Control: public, max-age=31536000, immutable” lets a CDN answer for you',
    );
    this.#say(this.#uncompressed, 'is sent uncompressed: gzip or Brotli make it a third or less');
  }

  #say([first, ...more]: readonly string[], says: string): void {
    if (first !== undefined)
      this.#found.advice(first, more.length > 0 ? `(and ${more.length} more) ${says}` : says);
  }
}

function maxAge(headers: Headers): number | undefined {
  const written = /\bmax-age=(\d+)/i.exec(headers.get('cache-control') ?? '')?.[1];
  return written === undefined ? undefined : Number(written);
}
