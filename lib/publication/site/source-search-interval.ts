/** Time between two searches for a feed or sitemap on a site that has none (ms): a search requests a dozen files. */
export const SOURCE_SEARCH_EVERY = 24 * 3_600_000;
