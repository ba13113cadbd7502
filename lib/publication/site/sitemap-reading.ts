import { decodeText } from '../../input/decode-text.ts';
import { gunzipped } from '../../input/gunzip.ts';
import type { GetFile, KnownFile, SiteFile } from './site-file.ts';
import { newestFirst, readSitemap, type SitemapEntry } from './sitemap.ts';

/** A page, with the address of the sitemap that names it. */
export type NamedPage = SitemapEntry & { readonly source: string };

interface Options {
  readonly getFile: GetFile;
  /** Awaited before each request. */
  readonly pace: () => Promise<void>;
  /** Returns the validators of a sitemap that was fetched before. */
  readonly known: (address: string) => KnownFile | undefined;
  /** Sitemaps that are read of an index of many, the newest first. */
  readonly mostSitemaps?: number;
  /** Whether a failure means that nothing can be had of the site now. */
  readonly isOfSite: (error: unknown) => boolean;
  /** Milliseconds since the epoch. */
  readonly now?: number;
}

/** No sitemap may unpack to more (bytes; sitemaps.org protocol 0.9). */
const LARGEST_SITEMAP = 50 * 1024 * 1024;
const MOST_SITEMAPS = 1000;

/** The sitemaps of a site while they are read: what they have named so far. */
export class SitemapReading {
  readonly pages: NamedPage[] = [];
  /** Sitemaps that were had whole, and that name any page. */
  readonly answered = new Set<string>();
  /** Sitemaps that prove nothing about pages they named before: unchanged, or empty. */
  readonly silent = new Set<string>();
  /** Validators for the next survey, by address: of each sitemap that arrived whole or is unchanged. */
  readonly remembered: Record<string, KnownFile> = {};
  /** What could not be had, in the order in which it was tried. */
  readonly failures: { readonly address: string; readonly error: unknown }[] = [];
  /** Whether any sitemap was had, or is unchanged. */
  isHeard = false;
  /** Whether each was had whole, or is unchanged. */
  isComplete = true;
  /** Whether `pages` are complete, apart from sitemaps that do not exist. */
  listsAll = true;
  readonly #options: Options;
  readonly #most: number;
  readonly #seen = new Set<string>();

  constructor(options: Options) {
    this.#options = options;
    this.#most = options.mostSitemaps ?? MOST_SITEMAPS;
  }

  /** Reads a sitemap and all that it leads to. */
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
        this.#miss(url === root && isGone(error));
        if (this.#options.isOfSite(error)) return;
      }
    }
  }

  /** Whether a sitemap is to be read: each once, and not more than so many. */
  #takes(url: string): boolean {
    if (this.#seen.has(url)) return false;
    this.#seen.add(url);
    if (this.#seen.size <= this.#most) return true;
    this.#miss(false);
    return false;
  }

  /** Reads one file. Returns the sitemaps that it names, the newest first. */
  async #readOne(url: string, isRoot: boolean): Promise<readonly SitemapEntry[]> {
    const known = this.#options.known(url);
    const file = await this.#options.getFile(url, known);
    if (file === 'unchanged') return this.#noteUnchanged(url, known);
    const body = await gunzipped(file.body, LARGEST_SITEMAP);
    const sitemap = body && readSitemap(decodeText(body, file.contentType), file.url, this.#options.now);
    if (!sitemap) {
      this.#miss(isRoot);
      return [];
    }
    this.isHeard = true;
    // A sitemap that broke off is requested whole the next time: its validators would hide the rest.
    if (sitemap.isCut) this.#miss(false);
    if (sitemap.kind === 'index') {
      const sitemaps = newestFirst(sitemap.sitemaps);
      // An index that names nothing is a mistake, so it does not show that the sitemaps it named before are gone.
      if (sitemaps.length === 0) this.#miss(false);
      // One more than the limit is kept, so that the next survey also knows that sitemaps were left out.
      const named = sitemaps.slice(0, this.#most + 1).map((entry) => entry.url);
      if (!sitemap.isCut) this.#remember(url, file, { sitemaps: named });
      return sitemaps;
    }
    this.pages.push(...sitemap.pages.map((page) => ({ ...page, source: url })));
    if (sitemap.isCut) return [];
    if (sitemap.pages.length > 0) this.answered.add(url);
    else if (isRoot) this.#miss(false);
    else this.silent.add(url);
    this.#remember(url, file);
    return [];
  }

  #noteUnchanged(url: string, known: KnownFile = {}): readonly SitemapEntry[] {
    this.isHeard = true;
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

  /** @param isNone whether there is no such file, rather than one that cannot be had now */
  #miss(isNone: boolean): void {
    this.isComplete = false;
    if (!isNone) this.listsAll = false;
  }
}

/** The server says that there is no such file. */
function isGone(error: unknown): boolean {
  const { status } = error as { status?: number };
  return status === 404 || status === 410;
}
