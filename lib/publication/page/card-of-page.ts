import { tryDecodePercent } from '../../address/decode-percent.ts';
import { isSameOriginOrTwin } from '../../address/www-twin.ts';
import { CARD_FIELDS, type Card } from '../../index/card.ts';
import type { Lens } from '../../index/manifest.ts';
import type { AnalysisPage } from './analysis-page.ts';

/** Card fields that `cardOfPage` sets itself or leaves out (`document`). It copies all other fields from the page. */
const COMPUTED = 'id url document headline lens published updated sources topics'.split(' ');
const STATED = CARD_FIELDS.map(({ name }) => name).filter((name) => !COMPUTED.includes(name));

/**
 * Returns the card that a companion index would have for a page, and the lens if the page names a lens.
 *
 * `published` is a day without a time: the date that the page shows has no time, and the card must equal the card in a
 * companion index. `updated` keeps its time, because two changes on one day are two versions.
 *
 * @param publication address of the publication. Pages of other origins have no card
 * @returns card and lens, or the reason why there is no card, as the end of a sentence for the publisher
 */
export function cardOfPage(page: AnalysisPage, publication: string): { card: Card; lens?: Lens } | string {
  if (!URL.canParse(page.url) || !isSameOriginOrTwin(page.url, publication))
    return 'is not on the publication’s own site';
  if (!page.published) return 'has no published date';
  const id = idOf(page.url);
  if (!id) return 'has no path in its address that could name it';
  const lens = page.lens && asLens(page.lens);
  const published = page.published.slice(0, 10);
  const updated = page.updated === published ? undefined : page.updated;
  const stated = STATED.map((name) => [name, page[name as keyof AnalysisPage]]);
  const optional = [...stated, ['lens', lens?.id], ['updated', updated]];
  const card: Card = {
    id,
    url: page.url,
    headline: page.headline,
    published,
    sources: page.sources,
    topics: page.topics,
    ...Object.fromEntries(optional.filter(([, value]) => value !== undefined)),
  };
  return lens ? { card, lens } : { card };
}

/** Returns a lens with an id from its address, or else from its name; `undefined` if neither gives an id. */
function asLens({ name, url, description }: NonNullable<AnalysisPage['lens']>): Lens | undefined {
  const id = (url && slugOf(url)) || slugOfName(name);
  return id ? { id, name, ...(url ? { url } : {}), ...(description ? { description } : {}) } : undefined;
}

/** File name extensions of pages. They are not part of an id. */
const FILE = /\.(?:html?|php|aspx?)$/i;
/**
 * Matches words joined by `-`, `_`, `.` or `~`, with at least one letter. Numbers alone ("/2026/07/02") are not a slug.
 */
const SLUG = /^(?=.*\p{L})[\p{L}\p{M}\p{N}]+(?:[-_.~][\p{L}\p{M}\p{N}]+)*$/u;
/** Matches file names that stand for their folder. */
const FOLDER_FILE = /^index$/i;

/**
 * Returns the last segment of the path if it is a slug and the address has no query. Otherwise returns the path and
 * query; `undefined` if they are empty or too long for an id.
 */
function idOf(address: string): string | undefined {
  const { search } = new URL(address);
  const path = segmentsOf(address);
  const last = path.at(-1) ?? '';
  const id = search === '' && SLUG.test(last) && last.length <= 200 ? last : path.join('/') + search;
  return id === '' || id.length > 300 ? undefined : id;
}

function slugOf(address: string): string | undefined {
  const last = URL.canParse(address) ? segmentsOf(address).at(-1) : undefined;
  return last && SLUG.test(last) && last.length <= 200 ? last : undefined;
}

function segmentsOf(address: string): string[] {
  const segments = new URL(address).pathname
    .split('/')
    .filter(Boolean)
    .map((segment) => tryDecodePercent(segment).normalize('NFC'));
  const last = segments.pop()?.replace(FILE, '');
  return last === undefined || FOLDER_FILE.test(last) ? segments : [...segments, last];
}

/**
 * Converts a name to a slug: letters, in lower case, and numbers of any script. Removes apostrophes, and replaces each
 * run of other characters by a hyphen.
 */
function slugOfName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 200);
}
