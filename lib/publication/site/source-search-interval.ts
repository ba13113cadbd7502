/**
 * Time between two searches for a feed or sitemap on a site without one (ms). A search requests about a dozen files.
 */
export const SOURCE_SEARCH_EVERY = 24 * 3_600_000;
