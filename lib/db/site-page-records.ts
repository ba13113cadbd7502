import { cardVersion } from '../index/version.ts';
import type { ReadAnalysis } from '../publication/site/read-analysis.ts';
import type { SitePage, SiteText } from './index-records.ts';

/**
 * Functions for the records of a plain site's pages. They do not need the database, so that the script `site-parsers`
 * can contain them.
 */

/** Milliseconds. */
export const HOUR = 3_600_000;

/** Milliseconds. */
export const DAY = 24 * HOUR;

/** Whether a page is still to be fetched, or fetched again. */
export function isPending({ state }: SitePage): boolean {
  return state === 'wanted' || state === 'failed' || state === 'unsure';
}

/** Returns a date in milliseconds since the epoch; 0 if it is absent or cannot be read. */
export function timeOrZero(date: string | undefined): number {
  return (date === undefined ? undefined : Date.parse(date)) || 0;
}

/** Returns the record of the text of an analysis that was read. */
export function siteTextOf({ card, text }: Extract<ReadAnalysis, { state: 'read' }>): SiteText {
  return { id: card.url, version: cardVersion(card), text };
}

/** Returns the record of a page whose analysis was read. */
export function pageRecordOf(
  { url, changed, namedBy, filedUnder }: Omit<SitePage, 'state'>,
  found: Extract<ReadAnalysis, { state: 'read' }>,
): SitePage {
  const named = namedBy ? { namedBy } : {};
  return { url, changed, ...named, state: 'read', tries: 0, ...keptOf(found, filedUnder) };
}

/**
 * Returns the fields of a `SitePage` that come from an analysis.
 *
 * @param categories categories to which the feed assigns the page
 */
function keptOf(
  { card, lens, filedUnder = [], subscribe, issues }: Extract<ReadAnalysis, { state: 'read' }>,
  categories: readonly string[] = [],
): Partial<SitePage> {
  const names = lens ? [] : [...new Set([...filedUnder, ...categories])];
  return {
    card,
    ...(lens ? { lens } : {}),
    ...(names.length > 0 ? { filedUnder: names } : {}),
    ...(subscribe ? { subscribe } : {}),
    ...(issues ? { issues } : {}),
  };
}
