/**
 * The parsers for plain sites (feeds, sitemaps and pages), and the functions that turn their results into records and
 * cards. They are a third of the background's code, so `load-site-parsers.ts` loads this module at the first use. It
 * must not import the database.
 */

export { changesByListing, MAX_PAGES } from '../db/changes-by-listing.ts';
export { knownRobots } from '../publication/site/known-robots.ts';
export { listSitePages } from '../publication/site/list-site-pages.ts';
export { readAnalysisFile, readFeedItem, readTextFile } from '../publication/site/read-analysis.ts';
export { siteContent } from '../publication/site/site-content.ts';
