import { setTimeout } from 'node:timers/promises';
import { isOneOrigin } from '../address/twin-host.ts';
import { type Robots, readRobots } from '../publication/site/robots.ts';
import type { SiteFile } from '../publication/site/site-file.ts';
import { FetchFailure, fetchFile } from '../sync/fetch-file.ts';
import { loopbackFetch } from './loopback-fetch.ts';

/** Hops that one file may take (RFC 9110, 15.4 leaves the number open; browsers take 20). */
const MOST_REDIRECTS = 5;
/** How often a server that is busy is asked again, and how long it may have us wait each time (seconds). */
const MOST_RETRIES = 3;
const LONGEST_WAIT = 120;
/** Where it does not say (seconds). */
const USUAL_WAIT = 5;
/** A longer `Crawl-delay` would make a site of some thousand pages take days (seconds). */
const LONGEST_CRAWL_DELAY = 30;

/** The publication forwards to another site, which is never asked. */
export class ElsewhereFailure extends FetchFailure {
  /** Where it forwards to. */
  readonly to: string;

  constructor(address: string, to: string) {
    super('other-origin', address);
    this.to = to;
  }
}

/** robots.txt does not allow the file, or one that it forwards to. */
export class DisallowedFailure extends Error {}

/** One hop of a file on its way. */
class Redirect extends FetchFailure {
  readonly to: string;

  constructor(address: string, to: string) {
    super('http', address);
    this.to = to;
  }
}

export interface SiteClientOptions {
  /** Address of the publication: its origin, or the `www.` or apex twin of it, is the only one that is ever asked. */
  readonly site: string;
  /** Least time between the starts of two requests (ms). */
  readonly pace: number;
  readonly userAgent: string;
  readonly get?: typeof fetch | undefined;
  readonly wait?: ((ms: number) => Promise<unknown>) | undefined;
}

/** What may be said of a file in advance. */
export interface Known {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/**
 * Asks one site for files, politely: one request at a time and not faster than the pace, conditionally where
 * something is known, no further than its own origin, as its robots.txt asks (RFC 9309, with `Crawl-delay`), and
 * later where it says that it is busy (`Retry-After`, RFC 9110, 10.2.3).
 */
export class SiteClient {
  /** Requests so far. */
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
   * @param most larger bodies are refused (bytes)
   * @throws {FetchFailure} or {DisallowedFailure}
   */
  async file(address: string, known: Known = {}, most = 50_000_000): Promise<SiteFile | 'unchanged'> {
    let at = address;
    for (let hops = 0, retries = 0; ; ) {
      if (this.#robots?.allows(at) === false) throw new DisallowedFailure(at);
      await this.#turn();
      try {
        const { etag, lastModified } = known;
        const file = await fetchFile(at, { origin: this.#origin, most, etag, lastModified, get: this.#get });
        if (file !== 'unchanged' && new URL(at).pathname === '/robots.txt') this.#obey(file);
        return file;
      } catch (error) {
        if (error instanceof Redirect && ++hops <= MOST_REDIRECTS) at = this.#followed(at, error.to);
        else if (isBusy(error) && ++retries <= MOST_RETRIES) await this.#wait(waitFor(error.retryAt));
        else throw error;
      }
    }
  }

  #followed(from: string, to: string): string {
    if (!URL.canParse(to, from)) throw new FetchFailure('incomplete', from);
    const target = new URL(to, from).href;
    if (!isOneOrigin(target, this.#origin)) throw new ElsewhereFailure(from, target);
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
    const delay = Math.min(robots.crawlDelay ?? 0, LONGEST_CRAWL_DELAY) * 1000;
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

/** How long to wait where a busy server may say until when (ms). */
function waitFor(retryAt: number | undefined): number {
  const seconds = retryAt === undefined ? USUAL_WAIT : Math.ceil((retryAt - Date.now()) / 1000);
  return 1000 * Math.min(Math.max(1, seconds), LONGEST_WAIT);
}

function isBusy(error: unknown): error is FetchFailure {
  return error instanceof FetchFailure && (error.status === 429 || error.status === 503);
}
