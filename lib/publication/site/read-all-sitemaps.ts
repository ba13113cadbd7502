import { decodeText } from '../../input/decode-text.ts';
import { gunzipped } from '../../input/gunzip.ts';
import type { GetFile, KnownFile, SiteFile } from './site-file.ts';
import { newestPagesFirst, readSitemap, type SitemapEntry } from './sitemap.ts';

/** A page with the address of the sitemap that names it. */
export type NamedPage = SitemapEntry & { readonly source: string };

interface Options {
  readonly getFile: GetFile;
  /** Awaited before each request. */
  readonly pace: () => Promise<void>;
  /** Returns the validators of a sitemap that was fetched before. */
  readonly known: (address: string) => KnownFile | undefined;
  /** Maximum number of sitemaps to read; the newest sitemaps of a sitemap index come first. */
  readonly maxSitemaps?: number;
  /** Whether a failure concerns the whole site. */
  readonly isSiteWide: (error: unknown) => boolean;
  /** Milliseconds since the epoch. */
  readonly now?: number;
}

/** Maximum size of an unpacked sitemap in bytes (sitemaps.org protocol 0.9). */
const MAX_SITEMAP_BYTES = 50 * 1024 * 1024;
const MAX_SITEMAPS = 1000;

/** Reads the sitemaps of a site and collects the pages that they name. */
export class SitemapReading {
  readonly pages: NamedPage[] = [];
  /** Addresses of sitemaps that were received completely and name at least one page. */
  readonly answered = new Set<string>();
  /** Addresses of unchanged or empty sitemaps. The pages that they named before may still exist. */
  readonly silent = new Set<string>();
  /** Addresses of sitemaps that may exist, but could not be received completely. They may name any page. */
  readonly failed = new Set<string>();
  /**
   * Validators for the next listing, by address: of the sitemaps that were received completely, and of those that are
   * unchanged.
   */
  readonly remembered: Record<string, KnownFile> = {};
  /** Failed requests, in the order of the requests. */
  readonly failures: { readonly address: string; readonly error: unknown }[] = [];
  /** Whether any sitemap was received or is unchanged. */
  hasSource = false;
  /** Whether all sitemaps were received completely or are unchanged. */
  isComplete = true;
  /**
   * Whether this listing or an earlier one has named every page in the sitemaps. `false` if a sitemap could not be read
   * completely, if there are more sitemaps than the limit, or if an empty sitemap index or an empty root sitemap was
   * received. A missing root sitemap does not make it `false`.
   */
  listsAll = true;
  readonly #options: Options;
  readonly #limit: number;
  readonly #seen = new Set<string>();

  constructor(options: Options) {
    this.#options = options;
    this.#limit = options.maxSitemaps ?? MAX_SITEMAPS;
  }

  /** Reads a sitemap and, if it is a sitemap index, all sitemaps that it names. */
  async read(root: string): Promise<void> {
    const queue: SitemapEntry[] = [{ url: root }];
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { url } = next;
      if (!this.#takes(url)) continue;
      try {
        await this.#options.pace();
        queue.unshift(...(await this.#readOne(url, url === root)));
      } catch (error) {
        this.failures.push({ address: url, error });
        this.#fail(url, url === root && isGone(error));
        if (this.#options.isSiteWide(error)) return;
      }
    }
  }

  /**
   * Whether to read a sitemap: it was not read before, and the limit is not reached. If the limit is reached, records
   * that pages are missing.
   */
  #takes(url: string): boolean {
    if (this.#seen.has(url)) return false;
    this.#seen.add(url);
    if (this.#seen.size <= this.#limit) return true;
    this.#miss(false);
    return false;
  }

  /** Reads one file. Returns the sitemaps that it names, newest first. */
  async #readOne(url: string, isRoot: boolean): Promise<readonly SitemapEntry[]> {
    const known = this.#options.known(url);
    const file = await this.#options.getFile(url, known);
    if (file === 'unchanged') return this.#keepUnchanged(url, known);
    const body = await gunzipped(file.body, MAX_SITEMAP_BYTES);
    const sitemap = body && readSitemap(decodeText(body, file.contentType), file.url, this.#options.now);
    if (!sitemap) {
      this.#fail(url, isRoot);
      return [];
    }
    this.hasSource = true;
    // Do not remember the validators of a truncated sitemap, an empty sitemap index or an empty root sitemap: the next
    // request must return the complete file, and an unchanged one would count as complete.
    if (sitemap.isCut) this.#fail(url, false);
    if (sitemap.kind === 'index') {
      const sitemaps = newestPagesFirst(sitemap.sitemaps);
      // An empty sitemap index is a mistake. The sitemaps that it named before may still exist.
      if (sitemaps.length === 0) this.#miss(false);
      // Keep one address more than the limit: it tells the next listing that sitemaps were left out.
      const named = sitemaps.slice(0, this.#limit + 1).map((entry) => entry.url);
      if (!sitemap.isCut && named.length > 0) this.#remember(url, file, { sitemaps: named });
      return sitemaps;
    }
    this.pages.push(...sitemap.pages.map((page) => ({ ...page, source: url })));
    if (sitemap.isCut) return [];
    if (sitemap.pages.length > 0) this.answered.add(url);
    else if (isRoot) this.#miss(false);
    else this.silent.add(url);
    if (sitemap.pages.length > 0 || !isRoot) this.#remember(url, file);
    return [];
  }

  #keepUnchanged(url: string, known: KnownFile = {}): readonly SitemapEntry[] {
    this.hasSource = true;
    this.remembered[url] = known;
    if (known.sitemaps) return known.sitemaps.map((sitemap) => ({ url: sitemap }));
    this.silent.add(url);
    return [];
  }

  #remember(url: string, { etag, lastModified }: SiteFile, more: Pick<KnownFile, 'sitemaps'> = {}): void {
    if (etag || lastModified)
      this.remembered[url] = {
        ...(etag ? { etag } : {}),
        ...(lastModified ? { lastModified } : {}),
        ...more,
      };
  }

  /**
   * Records that a sitemap could not be received completely.
   *
   * @param isNone whether there is no sitemap at the address
   */
  #fail(url: string, isNone: boolean): void {
    if (!isNone) this.failed.add(url);
    this.#miss(isNone);
  }

  /**
   * Records that not all sitemaps were read completely.
   *
   * @param isNone whether there is no sitemap at the address. If so, no pages are missing
   */
  #miss(isNone: boolean): void {
    this.isComplete = false;
    if (!isNone) this.listsAll = false;
  }
}

/** Whether the server answered that the file does not exist. */
function isGone(error: unknown): boolean {
  const { status } = error as { status?: number };
  return status === 404 || status === 410;
}
