import { safeLink } from '../../address/safe-link.ts';
import { isSameOriginOrTwin } from '../../address/www-twin.ts';
import { readFeedDate } from '../../input/feed-dates.ts';
import { readFeed } from '../feed/feed.ts';
import { readXml, type XmlElement, type XmlListener } from '../feed/xml.ts';

/** Limits of the protocol for one file (https://www.sitemaps.org/protocol.html). The length is in UTF-16 units here. */
const MAX_ENTRIES = 50_000;
const MAX_SITEMAP_LENGTH = 50 * 1024 * 1024;
/** Maximum length of an address (UTF-16 units). The protocol allows fewer than 2,048 characters. */
const MAX_ADDRESS_LENGTH = 4096;

/** A page in a sitemap, or a sitemap in a sitemap index. */
export interface SitemapEntry {
  /** Absolute address on the sitemap's own origin. */
  readonly url: string;
  /** Time of the last change: RFC 3339, or `YYYY-MM-DD`. */
  readonly lastmod?: string;
}

/** A sitemap, or an index of sitemaps. */
export type Sitemap = {
  /** Set if entries are missing: the XML file is truncated, or the file has more entries than the limit. */
  readonly isCut?: true;
} & (
  | { readonly kind: 'index'; readonly sitemaps: readonly SitemapEntry[] }
  | { readonly kind: 'pages'; readonly pages: readonly SitemapEntry[] }
);

/**
 * Reads a sitemap, a sitemap index, a plain list of addresses, or a feed. The protocol allows all of these
 * (https://www.sitemaps.org/protocol.html). Uses `news:publication_date` for a page without `lastmod`. Leaves out
 * images, videos, translations and addresses on other origins.
 *
 * @param text the file, unpacked (`gunzipped`) and decoded (`decodeText`)
 * @param base address of the file
 * @param now milliseconds since the epoch, to recognize dates in the future
 * @returns `undefined` if the text is none of these, such as a "not found" page
 */
export function readSitemap(text: string, base: string, now: number = Date.now()): Sitemap | undefined {
  const short = text.slice(0, MAX_SITEMAP_LENGTH);
  if (/^[\ufeff\s]*https?:\/\//i.test(short)) return listedPages(short, base);
  const listener = new SitemapListener(base, now);
  readXml(short, base, listener);
  const { kind, entries } = listener;
  const cut = listener.isWhole && !listener.isOver ? {} : ({ isCut: true } as const);
  if (kind === 'index') return { kind, sitemaps: [...entries.values()], ...cut };
  if (kind === 'pages') return { kind, pages: [...entries.values()], ...cut };
  const feed = readFeed(short, base, now);
  return (
    feed && {
      kind: 'pages',
      pages: feed.items.map(({ url, updated, published }) => entry(url, updated ?? published)),
      ...(feed.isCut ? { isCut: true } : {}),
    }
  );
}

/**
 * Sorts entries by the time of their last change, newest first. Entries without a date come last, in their original
 * order.
 */
export function newestPagesFirst(pages: readonly SitemapEntry[]): SitemapEntry[] {
  const time = ({ lastmod }: SitemapEntry): number =>
    lastmod ? Date.parse(lastmod) : Number.NEGATIVE_INFINITY;
  return pages
    .map((page) => ({ page, time: time(page) }))
    .sort((a, b) => (a.time === b.time ? 0 : b.time - a.time))
    .map(({ page }) => page);
}

function entry(url: string, lastmod: string | undefined): SitemapEntry {
  return lastmod ? { url, lastmod } : { url };
}

/** Reads a list with one address per line. */
function listedPages(text: string, base: string): Sitemap {
  const urls = new Set<string>();
  let isOver = false;
  for (const [line] of text.matchAll(/[^\r\n]+/g)) {
    const url = ownAddress(line, base);
    if (!url || urls.has(url)) continue;
    isOver = urls.size >= MAX_ENTRIES;
    if (isOver) break;
    urls.add(url);
  }
  return { kind: 'pages', pages: [...urls].map((url) => ({ url })), ...(isOver ? { isCut: true } : {}) };
}

function ownAddress(written: string, base: string): string | undefined {
  const address = written.trim();
  if (address === '' || address.length > MAX_ADDRESS_LENGTH) return undefined;
  const url = safeLink(address, base);
  return url && isSameOriginOrTwin(url, base) ? url : undefined;
}

const ROOTS: Readonly<Record<string, Sitemap['kind']>> = { urlset: 'pages', sitemapindex: 'index' };

/**
 * The fields of an entry: `loc`, `lastmod`, `news:publication_date`. Fields of other elements, such as `image:loc`, are
 * left out.
 */
type Field = 'loc' | 'lastmod' | 'news';

class SitemapListener implements XmlListener {
  kind: Sitemap['kind'] | undefined;
  /** Whether the root has its closing tag. */
  isWhole = false;
  /** Whether there are more entries than the limit. */
  isOver = false;
  /** Entries by address. Of several entries with the same address, the first counts. */
  readonly entries = new Map<string, SitemapEntry>();
  readonly #base: string;
  readonly #now: number;
  #fields: Partial<Record<Field, string>> | undefined;
  #field: Field | undefined;
  /** Depth of the root. */
  #depth = 0;
  #isOther = false;

  constructor(base: string, now: number) {
    this.#base = base;
    this.#now = now;
  }

  get done(): boolean {
    return this.isOver || this.#isOther;
  }

  open({ name, depth }: XmlElement): void {
    const own = name.replace(/^sitemap:/, '');
    if (this.#isOther) return;
    if (!this.kind) {
      this.kind = Object.hasOwn(ROOTS, own) && depth <= 3 ? ROOTS[own] : undefined;
      this.#isOther = !this.kind && /^(?:(?:xhtml:)?html|rss|(?:atom:)?feed|rdf:rdf)$/.test(own);
      this.#depth = depth;
      return;
    }
    const level = depth - this.#depth;
    if (level === 1) this.#fields = own === (this.kind === 'index' ? 'sitemap' : 'url') ? {} : undefined;
    else if (level === 2 && (own === 'loc' || own === 'lastmod')) this.#openField(own);
    else if (level === 3 && own === 'news:publication_date') this.#openField('news');
  }

  #openField(field: Field): void {
    if (!this.#fields || field in this.#fields) return;
    this.#fields[field] = '';
    this.#field = field;
  }

  text(text: string): void {
    if (!this.#fields || !this.#field) return;
    const before = this.#fields[this.#field] ?? '';
    if (before.length <= MAX_ADDRESS_LENGTH) this.#fields[this.#field] = before + text;
  }

  close({ depth }: XmlElement, complete: boolean): void {
    const level = depth - this.#depth;
    if (level === 0 && this.kind && complete) this.isWhole = true;
    if (level > 1) this.#field = undefined;
    if (level !== 1 || !this.#fields) return;
    if (complete) this.#keep(this.#fields);
    this.#fields = undefined;
  }

  #keep({ loc = '', lastmod, news }: Partial<Record<Field, string>>): void {
    const url = ownAddress(loc, this.#base);
    if (!url || this.entries.has(url)) return;
    if (this.entries.size >= MAX_ENTRIES) this.isOver = true;
    else this.entries.set(url, entry(url, readFeedDate(lastmod, this.#now) ?? readFeedDate(news, this.#now)));
  }
}
