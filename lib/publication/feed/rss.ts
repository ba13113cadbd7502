import { readFeedDate } from '../../input/feed-dates.ts';
import {
  absoluteAddress,
  categoriesOf,
  type FeedDraft,
  type ItemDraft,
  MAX_CATEGORY_LENGTH,
  MAX_ITEM_HEADLINE_LENGTH,
  MAX_SUMMARY_LENGTH,
  nonBlankValues,
} from './feed-fields.ts';
import { hasBlocks, visibleText } from './feed-text.ts';
import { firstDate, type XmlFeed, type XmlFields } from './xml-fields.ts';

/** A description with paragraphs is also the summary, unless its text is longer than this (UTF-16 units). */
const MAX_EXCERPT_LENGTH = 600;

/** Matches the sentence that WordPress adds to excerpts. */
const APPEARED_FIRST =
  /\s*The post .{1,400} (?:appeared first|first appeared) on [^.]{1,200}(?:\.[^.]{1,100})*\.?$/u;

/**
 * Reads RSS 2.0 (https://www.rssboard.org/rss-specification) and RSS 1.0 (RDF), with their common modules:
 * `content:encoded`, Dublin Core, and links and dates of Atom.
 */
export function rssDraft({ about, items, incomplete, tombstones }: XmlFeed, now: number): FeedDraft {
  return {
    title: visibleText(about.text('title', 'dc:title'), MAX_ITEM_HEADLINE_LENGTH),
    language: about.text('language', 'dc:language'),
    home: about.text('link'),
    items: items.map((item) => itemDraft(item, now)),
    withdrawn: new Map([...tombstones].map(([id, when]) => [id, readFeedDate(when, now)])),
    incomplete,
  };
}

function itemDraft(item: XmlFields, now: number): ItemDraft {
  const identity = item.first('guid');
  const guid = identity?.content.trim();
  const isAddress = !Object.entries(identity?.element.attributes ?? {}).some(
    ([name, value]) => name.toLowerCase() === 'ispermalink' && value.trim().toLowerCase() === 'false',
  );
  const rdfAbout = item.element.attributes['rdf:about'];

  const description = item.first('description', 'dc:description')?.content;
  const whole = item.first('content:encoded', 'xhtml:body', 'xhtml:div', 'fullitem', 'body');
  const descriptionIsText = !whole && description !== undefined && hasBlocks(description);
  const summary = visibleText(description, MAX_SUMMARY_LENGTH)?.replace(APPEARED_FIRST, '');
  const date = (...names: string[]): string | undefined => firstDate(item, names, now);

  return {
    addresses: nonBlankValues([
      // In feeds that pass through FeedBurner, `link` leads to FeedBurner.
      item.text('feedburner:origlink'),
      item.text('link') ??
        item.all('link').find(({ element }) => element.attributes.href)?.element.attributes.href,
      ...item
        .all('atom:link')
        .filter(({ element }) => /^(?:alternate)?$/i.test(element.attributes.rel ?? ''))
        .map(({ element }) => element.attributes.href),
      isAddress ? absoluteAddress(guid) : undefined,
      absoluteAddress(rdfAbout),
    ]),
    guid: guid ?? rdfAbout,
    base: item.first('link')?.element.base ?? item.element.base,
    headline: visibleText(item.text('title', 'dc:title'), MAX_ITEM_HEADLINE_LENGTH),
    summary:
      descriptionIsText && (summary?.length ?? 0) > MAX_EXCERPT_LENGTH ? undefined : summary || undefined,
    published: date(
      'pubdate',
      'dc:date',
      'dcterms:issued',
      'dcterms:created',
      'published',
      'atom:published',
      'issued',
      'created',
    ),
    updated: date('atom:updated', 'dcterms:modified', 'updated', 'modified'),
    html: whole?.content ?? (descriptionIsText ? description : undefined),
    htmlBase: (whole ?? item.first('description', 'dc:description'))?.element.base,
    categories: categoriesOf(
      [...item.all('category'), ...item.all('dc:subject')].map(({ content }) =>
        visibleText(content, MAX_CATEGORY_LENGTH),
      ),
    ),
  };
}
