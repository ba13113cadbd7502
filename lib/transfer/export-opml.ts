import { indexState } from '../db/index-state.ts';
import { escapeMarkup } from './escape-markup.ts';

/**
 * Writes the feeds of the lenses as a subscription list (OPML 2.0, http://opml.org/spec2.opml), in the publication's
 * order. Leaves out lenses whose pages link to no feed.
 */
export async function lensFeedsAsOpml(): Promise<string> {
  const { publication, lenses = [] } = (await indexState()) ?? {};
  const title = publication?.name ?? '';
  const outlines = lenses.flatMap(({ name, feed, url }) => {
    if (feed === undefined) return [];
    const page = url === undefined ? '' : ` htmlUrl="${escapeMarkup(url)}"`;
    return `    <outline type="rss" text="${escapeMarkup(name)}" xmlUrl="${escapeMarkup(feed)}"${page}/>\n`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<opml version="2.0">\n  <head>\n    <title>${escapeMarkup(title)}</title>\n  </head>\n  <body>\n`,
    ...outlines,
    '  </body>\n</opml>\n',
  ].join('');
}
