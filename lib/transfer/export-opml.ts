import { indexState } from '../db/index-state.ts';

/** A feed of a lens, as its page names it. */
export interface LensFeed {
  readonly name: string;
  readonly feed: string;
  /** The page of the lens. */
  readonly url: string | undefined;
}

/** Returns the feeds of the lenses, in the publication's order. Lenses whose pages link to no feed are left out. */
export async function lensFeeds(): Promise<LensFeed[]> {
  const lenses = (await indexState())?.lenses ?? [];
  return lenses.flatMap(({ name, url, feed }) => (feed === undefined ? [] : [{ name, url, feed }]));
}

/** Writes the feeds of the lenses as a subscription list (OPML 2.0, http://opml.org/spec2.opml). */
export async function lensFeedsAsOpml(): Promise<string> {
  const title = (await indexState())?.publication.name ?? '';
  const outlines = (await lensFeeds()).map(({ name, feed, url }) => {
    const page = url === undefined ? '' : ` htmlUrl="${escapeXml(url)}"`;
    return `    <outline type="rss" text="${escapeXml(name)}" xmlUrl="${escapeXml(feed)}"${page}/>\n`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<opml version="2.0">\n  <head>\n    <title>${escapeXml(title)}</title>\n  </head>\n  <body>\n`,
    ...outlines,
    '  </body>\n</opml>\n',
  ].join('');
}

/** Escapes text for XML 1.0, and leaves out the control characters that XML does not allow. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\s]/gu, '')
    .replace(/[&<>"\s]/g, (character) => (character === ' ' ? ' ' : `&#${character.charCodeAt(0)};`));
}
