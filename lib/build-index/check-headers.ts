import { isLoopback } from '../address/hosts.ts';
import type { Findings } from './findings.ts';

/** Minimum `max-age` of files that never change (s). */
const MIN_HASHED_AGE = 30 * 24 * 3600;
/** Maximum `max-age` of the manifest (s). Readers' browsers request the manifest every four hours. */
const MAX_MANIFEST_AGE = 4 * 3600;
/** Files of this size or larger should be compressed (bytes). Smaller files fit into one or two packets anyway. */
const WORTH_COMPRESSING = 2000;

/**
 * Collects advice on response headers (RFC 9110, RFC 9111). An index works even if the publisher ignores the advice,
 * but is then more expensive to serve. Each kind of advice is reported once for all files.
 */
export class HeaderCheck {
  readonly #isLocal: boolean;
  readonly #findings: Findings;
  readonly #shortLived: string[] = [];
  readonly #uncompressed: string[] = [];

  constructor(site: string, findings: Findings) {
    // Only the public server or CDN must compress files. A server on this machine usually does not.
    this.#isLocal = isLoopback(new URL(site).hostname);
    this.#findings = findings;
  }

  /** Checks the headers of the manifest. */
  manifest(headers: Headers): void {
    if (!headers.has('etag') && !headers.has('last-modified'))
      this.#findings.advice(
        'index.json',
        'has neither ETag nor Last-Modified: each check by a reader transfers the whole file',
      );
    const age = maxAge(headers);
    if (age !== undefined && age > MAX_MANIFEST_AGE)
      this.#findings.advice(
        'index.json',
        `may be kept by caches for ${age} seconds: readers learn of new analyses late`,
      );
  }

  /** Checks the headers of a file whose name contains its hash. */
  hashed(path: string, headers: Headers, bytes: number): void {
    const isImmutable = /\bimmutable\b/i.test(headers.get('cache-control') ?? '');
    if (!isImmutable && (maxAge(headers) ?? 0) < MIN_HASHED_AGE) this.#shortLived.push(path);
    const isCompressed = headers.has('content-encoding');
    if (!this.#isLocal && !isCompressed && bytes >= WORTH_COMPRESSING) this.#uncompressed.push(path);
  }

  /** Reports the files that `hashed` has found. Call it once, after all files were checked. */
  reportAll(): void {
    this.#advise(
      this.#shortLived,
      'never changes: “Cache-Control: public, max-age=31536000, immutable” lets a CDN answer for you',
    );
    this.#advise(this.#uncompressed, 'is sent uncompressed: gzip or Brotli reduce it to a third or less');
  }

  #advise([first, ...more]: readonly string[], says: string): void {
    if (first !== undefined)
      this.#findings.advice(first, more.length > 0 ? `(and ${more.length} more) ${says}` : says);
  }
}

function maxAge(headers: Headers): number | undefined {
  const written = /\bmax-age=(\d+)/i.exec(headers.get('cache-control') ?? '')?.[1];
  return written === undefined ? undefined : Number(written);
}
