import { setTimeout } from 'node:timers/promises';
import { isSameOriginOrTwin } from '../address/www-twin.ts';
import { type Robots, readRobots } from '../publication/site/robots.ts';
import type { SiteFile } from '../publication/site/site-file.ts';
import { FetchFailure, fetchFile } from '../sync/fetch-file.ts';
import { loopbackFetch } from './loopback-fetch.ts';

/** Maximum number of redirects for one file. RFC 9110, 15.4, sets no limit. */
const MAX_REDIRECTS = 5;
/** Maximum number of retries if the server is busy. */
const MAX_RETRIES = 3;
/** Maximum wait before a retry (s). */
const MAX_WAIT_SECONDS = 120;
/** Wait before a retry if the server does not name a time (s). */
const USUAL_WAIT_SECONDS = 5;
/**
 * Maximum `Crawl-delay` that the tool follows (s). With a longer delay, a site of several thousand pages would take
 * days.
 */
const MAX_CRAWL_DELAY_SECONDS = 30;

/** Thrown if the publication redirects to another site. The client sends no request there. */
export class ElsewhereFailure extends FetchFailure {
  /** Absolute target of the redirect. */
  readonly to: string;

  constructor(address: string, to: string) {
    super('other-origin', address);
    this.to = to;
  }
}

/** Thrown if robots.txt does not allow the file, or the target of its redirect. */
export class DisallowedFailure extends Error {}

/** A redirect. `SiteClient.file` catches it and follows it. */
class Redirect extends FetchFailure {
  readonly to: string;

  constructor(address: string, to: string) {
    super('http', address);
    this.to = to;
  }
}

export interface SiteClientOptions {
  /** Address of the publication. All requests go to its origin, or to its twin: the host with or without `www.`. */
  readonly site: string;
  /** Minimum time between the starts of two requests (ms). */
  readonly pace: number;
  /** Value of the `User-Agent` field. */
  readonly userAgent: string;
  readonly get?: typeof fetch | undefined;
  readonly wait?: ((ms: number) => Promise<unknown>) | undefined;
}

/** Validators of a known file, for a conditional request. */
export interface KnownValidators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/**
 * Fetches files of one site. Sends one request at a time, at the given pace or slower, and only to the site's own
 * origin and its `www.` or apex twin. Requests are conditional if validators are known. After robots.txt has been
 * fetched, the client follows it (RFC 9309, with `Crawl-delay`). If the server is busy, the client retries later
 * (`Retry-After`, RFC 9110, 10.2.3).
 */
export class SiteClient {
  /** Number of requests so far. */
  requests = 0;
  /** Headers of the last response. */
  headers = new Headers();
  readonly #options: SiteClientOptions;
  readonly #origin: string;
  #pace: number;
  #robots: Robots | undefined;
  #lastStart = Number.NEGATIVE_INFINITY;

  constructor(options: SiteClientOptions) {
    this.#options = options;
    this.#origin = new URL(options.site).origin;
    this.#pace = options.pace;
  }

  /**
   * Fetches a file.
   *
   * @param address absolute address
   * @param known validators, for a conditional request
   * @param maxBytes maximum size of the body
   * @returns `unchanged` if the server answers 304, because the validators still match
   * @throws {FetchFailure} if the file could not be fetched
   * @throws {DisallowedFailure} if robots.txt does not allow the file
   */
  async file(
    address: string,
    known: KnownValidators = {},
    maxBytes = 50_000_000,
  ): Promise<SiteFile | 'unchanged'> {
    let at = address;
    for (let hops = 0, retries = 0; ; ) {
      if (this.#robots?.allows(at) === false) throw new DisallowedFailure(at);
      await this.#turn();
      try {
        const { etag, lastModified } = known;
        const file = await fetchFile(at, {
          origin: this.#origin,
          maxBytes,
          etag,
          lastModified,
          get: this.#get,
        });
        if (file !== 'unchanged' && new URL(at).pathname === '/robots.txt') this.#obey(file);
        return file;
      } catch (error) {
        if (error instanceof Redirect && ++hops <= MAX_REDIRECTS) at = this.#followed(at, error.to);
        else if (isBusy(error) && ++retries <= MAX_RETRIES) await this.#wait(waitFor(error.retryAt));
        else throw error;
      }
    }
  }

  #followed(from: string, to: string): string {
    if (!URL.canParse(to, from)) throw new FetchFailure('incomplete', from);
    const target = new URL(to, from).href;
    if (!isSameOriginOrTwin(target, this.#origin)) throw new ElsewhereFailure(from, target);
    return target;
  }

  #get: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('User-Agent', this.#options.userAgent);
    this.requests++;
    const get = this.#options.get ?? loopbackFetch;
    const response = await get(input, { ...init, headers, redirect: 'manual' });
    this.headers = response.headers;
    const to = response.headers.get('location');
    if (response.status > 300 && response.status < 309 && response.status !== 304 && to !== null) {
      await response.body?.cancel();
      throw new Redirect(String(input), to);
    }
    return response;
  };

  #obey(file: SiteFile): void {
    const robots = readRobots(new TextDecoder().decode(file.body), file.url);
    this.#robots = robots;
    const delay = Math.min(robots.crawlDelay ?? 0, MAX_CRAWL_DELAY_SECONDS) * 1000;
    this.#pace = Math.max(this.#pace, delay);
  }

  async #turn(): Promise<void> {
    const left = this.#lastStart + this.#pace - performance.now();
    if (left > 0) await this.#wait(left);
    this.#lastStart = performance.now();
  }

  async #wait(ms: number): Promise<void> {
    await (this.#options.wait ?? setTimeout)(ms);
  }
}

/**
 * Returns the wait before a retry (ms).
 *
 * @param retryAt time that the server named (ms since the epoch)
 */
function waitFor(retryAt: number | undefined): number {
  const seconds = retryAt === undefined ? USUAL_WAIT_SECONDS : Math.ceil((retryAt - Date.now()) / 1000);
  return 1000 * Math.min(Math.max(1, seconds), MAX_WAIT_SECONDS);
}

function isBusy(error: unknown): error is FetchFailure {
  return error instanceof FetchFailure && (error.status === 429 || error.status === 503);
}
