import { indexState } from '../db/index-state.ts';

/**
 * Writes the feeds of the lenses as a subscription list (OPML 2.0, http://opml.org/spec2.opml), in the publication's
 * order. Leaves out lenses whose pages link to no feed.
 */
export async function lensFeedsAsOpml(): Promise<string> {
  const { publication, lenses = [] } = (await indexState()) ?? {};
  const title = publication?.name ?? '';
  const outlines = lenses.flatMap(({ name, feed, url }) => {
    if (feed === undefined) return [];
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
