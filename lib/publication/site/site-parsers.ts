/**
 * The parsers of a plain site: of feeds, sitemaps and pages. They are a third of the background's code, so
 * `load-site-parsers.ts` loads them on first use.
 */

export { listSitePages } from './list-site-pages.ts';
export { readAnalysisFile, readFeedItem, readTextFile } from './read-analysis.ts';
