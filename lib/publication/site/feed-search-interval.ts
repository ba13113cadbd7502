/**
 * Time between two searches for a feed on a site without a feed, and between two searches for a sitemap on a site
 * without a sitemap (ms). A search for a feed requests about a dozen files; a search for a sitemap requests half a
 * dozen.
 */
export const SOURCE_SEARCH_EVERY = 24 * 3_600_000;
