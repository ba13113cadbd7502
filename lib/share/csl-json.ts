import { formatDay, text } from '../browser/interface-texts.ts';
import { localDay } from '../browser/local-day.ts';
import { outletOf } from '../index/card-filters.ts';
import type { Citable } from './citable.ts';
import { citationKey } from './citation-key.ts';
import { toOneLine } from './one-line.ts';

/**
 * Cites an analysis as CSL-JSON, which Zotero, Pandoc and other programs import. Follows the schema of version 1.0.2
 * (https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-data.json) and the meanings of
 * https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables. The variables for a reviewed work
 * describe the source article.
 *
 * @param read when the reader read the analysis (ms since the epoch)
 */
export function cslJson({ card, lens, publication }: Citable, read: number): string {
  const outlet = outletOf(card);
  const item = {
    id: citationKey(card),
    type: 'webpage',
    title: toOneLine(card.headline),
    author: [literal(publication.name)],
    'container-title': toOneLine(publication.name),
    'collection-title': lens && toOneLine(lens.name),
    genre: card.type && toOneLine(card.type),
    abstract: card.summary && toOneLine(card.summary),
    'reviewed-title': card.sourceHeadline && toOneLine(card.sourceHeadline),
    'reviewed-author': outlet ? [literal(outlet)] : undefined,
    issued: dateOf(card.published),
    note: card.updated && text('citationUpdated', formatDay(card.updated)),
    accessed: dateOf(localDay(read)),
    URL: card.url,
    language: publication.language,
  };
  return JSON.stringify([item], null, 2);
}

/** Returns a name in CSL-JSON. The property `literal` is for names that are not divided into first and last name. */
function literal(name: string): { readonly literal: string } {
  return { literal: toOneLine(name) };
}

/**
 * Returns a date in the form of CSL-JSON.
 *
 * @param date `YYYY-MM-DD` with or without a time
 */
function dateOf(date: string): { readonly 'date-parts': readonly (readonly number[])[] } {
  return { 'date-parts': [date.slice(0, 10).split('-').map(Number)] };
}
