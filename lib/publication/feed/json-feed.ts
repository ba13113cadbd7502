import { readFeedDate } from '../../input/feed-dates.ts';
import { asList, asObject, asText } from '../../input/json-values.ts';
import {
  absoluteAddress,
  categoriesOf,
  type FeedDraft,
  type ItemDraft,
  MAX_CATEGORIES,
  MAX_ITEM_HEADLINE_LENGTH,
  MAX_ITEMS,
  MAX_SUMMARY_LENGTH,
  nonBlankValues,
} from './feed-fields.ts';
import { textToHtml, visibleText } from './feed-text.ts';

const MAX_ID_LENGTH = 4096;

/**
 * Reads JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).
 *
 * @returns `undefined` if the text is not JSON or not a JSON Feed
 */
export function jsonFeedDraft(text: string, now: number): FeedDraft | undefined {
  const feed = asObject(parsed(text));
  if (!feed || !Array.isArray(feed.items) || !isVersion(feed.version)) return undefined;
  return {
    title: asText(feed.title, MAX_ITEM_HEADLINE_LENGTH),
    language: asText(feed.language, 35),
    home: typeof feed.home_page_url === 'string' ? feed.home_page_url : undefined,
    items: asList(feed.items, MAX_ITEMS).map((item) => itemDraft(item, now)),
    withdrawn: new Map(),
    incomplete: 0,
  };
}

/** Whether a value names version 1. The specification requires an address; some feeds have a number. */
function isVersion(version: unknown): boolean {
  if (typeof version === 'number') return version >= 1 && version < 2;
  return (
    typeof version === 'string' &&
    /^(?:https?:\/\/(?:www\.)?jsonfeed\.org\/version\/)?v?1(?:\.\d+)?\/?$/i.test(version.trim())
  );
}

function itemDraft(value: unknown, now: number): ItemDraft {
  const item = asObject(value) ?? {};
  // The specification requires a string. Version 1.0 tells feed readers to convert a number to a string.
  const id = typeof item.id === 'number' ? String(item.id) : asText(item.id, MAX_ID_LENGTH);
  const written = typeof item.content_html === 'string' ? item.content_html : '';
  // Some feeds fill the unused content field with white space.
  const html = written.trim() === '' ? undefined : written;
  const plain = typeof item.content_text === 'string' ? textToHtml(item.content_text) : undefined;
  return {
    addresses: nonBlankValues([
      asText(item.url, MAX_ID_LENGTH),
      asText(item.external_url, MAX_ID_LENGTH),
      absoluteAddress(id),
    ]),
    guid: id,
    base: undefined,
    // The specification requires plain text, but some feeds copy the title of a web page with its character references.
    headline: typeof item.title === 'string' ? visibleText(item.title, MAX_ITEM_HEADLINE_LENGTH) : undefined,
    summary: typeof item.summary === 'string' ? visibleText(item.summary, MAX_SUMMARY_LENGTH) : undefined,
    published: readFeedDate(item.date_published, now),
    updated: readFeedDate(item.date_modified, now),
    html: html ?? (plain || undefined),
    htmlBase: undefined,
    categories: categoriesOf(asList(item.tags, MAX_CATEGORIES)),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
