/**
 * All that reads what a plain site has: feeds, sitemaps, pages. That is a third of the background's code, so it is
 * loaded when the first of them is read: see `load-page-readers.ts`.
 */
export { readAnalysisFile, readFeedItem, readTextFile } from './read-analysis.ts';
export { surveySite } from './survey.ts';
