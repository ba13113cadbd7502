/**
 * The readers of a plain site: feeds, sitemaps, pages. They are a third of the background's code, so
 * `import-site-readers.ts` loads them on first use.
 */

export { listSitePages } from './list-site-pages.ts';
export { readAnalysisFile, readFeedItem, readTextFile } from './read-analysis.ts';
