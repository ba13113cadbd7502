/**
 * Time between two searches for a feed or sitemap on a site without one (ms). A search for a feed requests about a
 * dozen files, a search for a sitemap half a dozen.
 */
export const SOURCE_SEARCH_EVERY = 24 * 3_600_000;
