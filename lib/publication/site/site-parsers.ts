/**
 * The parsers for plain sites: feeds, sitemaps and pages. They are a third of the background's code, so
 * `lib/sync/load-site-parsers.ts` loads this module at the first use.
 */

export { knownRobots } from './known-robots.ts';
export { listSitePages } from './list-site-pages.ts';
export { readAnalysisFile, readFeedItem, readTextFile } from './read-analysis.ts';
