/**
 * The readers of a plain site: feeds, sitemaps, pages. They are a third of the background's code, so
 * `load-page-readers.ts` loads them on first use.
 */
export { readAnalysisFile, readFeedItem, readTextFile } from './read-analysis.ts';
export { surveySite } from './survey.ts';
