import { readFeedDate } from '../../input/feed-dates.ts';
import { asText } from '../../input/json-values.ts';
import {
  absoluteAddress,
  categoriesOf,
  type FeedDraft,
  type ItemDraft,
  MAX_ITEM_HEADLINE_LENGTH,
  MAX_SUMMARY_LENGTH,
  nonBlankValues,
} from './feed-fields.ts';
import { textToHtml, visibleText } from './feed-text.ts';
import type { XmlCapture } from './xml-capture.ts';
import { firstDate, type XmlFeed, type XmlFields } from './xml-fields.ts';

/** Reads Atom 1.0 (RFC 4287) with deleted entries (RFC 6721). Also reads Atom 0.3, which has other names for dates. */
export function atomDraft({ about, items, incomplete, tombstones }: XmlFeed, now: number): FeedDraft {
  return {
    title: constructText(about.first('title'), MAX_ITEM_HEADLINE_LENGTH),
    language: about.element.attributes['xml:lang'] ?? about.text('dc:language'),
    // Atom resolves relative references against `xml:base` or the document, not against the home page.
    home: undefined,
    items: items.map((entry) => entryDraft(entry, now)),
    withdrawn: new Map([...tombstones].map(([id, when]) => [id, readFeedDate(when, now)])),
    incomplete,
  };
}

function entryDraft(entry: XmlFields, now: number): ItemDraft {
  const links = entry
    .all('link')
    .filter(({ element }) => /^(?:alternate)?$/i.test(element.attributes.rel?.trim() ?? ''));
  const isPage = ({ element }: XmlCapture): boolean =>
    /^(?:text\/html|application\/xhtml\+xml|)$/i.test(
      element.attributes.type?.split(';', 1)[0]?.trim() ?? '',
    );
  const pages = [...links.filter(isPage), ...links.filter((link) => !isPage(link))];
  const content = entry.first('content');

  return {
    addresses: nonBlankValues([
      ...pages.map(({ element }) => element.attributes.href),
      absoluteAddress(entry.text('id')),
    ]),
    guid: entry.text('id'),
    base: pages[0]?.element.base ?? entry.element.base,
    headline: constructText(entry.first('title'), MAX_ITEM_HEADLINE_LENGTH),
    summary: constructText(entry.first('summary'), MAX_SUMMARY_LENGTH),
    published: firstDate(entry, ['published', 'issued', 'created', 'dc:date'], now),
    updated: firstDate(entry, ['updated', 'modified'], now),
    html: content && constructHtml(content),
    htmlBase: content?.element.base,
    categories: categoriesOf(
      entry
        .all('category')
        .map(({ element: { attributes } }) => attributes.label ?? attributes.term)
        // Some feeds, such as Blogger's, have a category for the kind of entry. The term of this category is an
        // address.
        .filter((category) => !absoluteAddress(category)),
    ),
  };
}

type Construct = 'text' | 'html' | 'xhtml' | 'other';

/**
 * Returns the type of a text construct or of content (RFC 4287, 3.1.1 and 4.1.3.1). Content with child elements is
 * XHTML, even if `type` says otherwise.
 */
function constructOf({ element: { attributes }, isMarkup }: XmlCapture): Construct {
  if (isMarkup) return 'xhtml';
  const type = attributes.type?.split(';', 1)[0]?.trim().toLowerCase() ?? 'text';
  if (/^(?:html|text\/html|xhtml|application\/xhtml\+xml)$/.test(type)) return 'html';
  return /^(?:text|text\/.*|)$/.test(type) ? 'text' : 'other';
}

function constructText(capture: XmlCapture | undefined, limit: number): string | undefined {
  if (!capture) return undefined;
  return constructOf(capture) === 'text'
    ? asText(capture.content, limit)
    : visibleText(capture.content, limit);
}

function constructHtml(capture: XmlCapture): string | undefined {
  switch (constructOf(capture)) {
    case 'text':
      return textToHtml(capture.content);
    case 'html':
    case 'xhtml':
      return capture.content;
    case 'other':
      return undefined;
  }
}
