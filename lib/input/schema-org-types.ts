/*
 * Types of schema.org (https://schema.org/Article). The patterns match the end of a name, because subtypes such as
 * `NewsArticle` end in the same word.
 */

/** Types of source articles. */
export const ARTICLE_TYPE = /(?:Article|BlogPosting|Report|Review)$/;

/** Types of analyses. */
export const ANALYSIS_TYPE = /(?:Article|BlogPosting|Report|CreativeWork)$/;

/** Types of source articles in microdata, which uses addresses as names of types. */
export const ARTICLE_ITEM_TYPE = /schema\.org\/\w*(?:Article|BlogPosting)$/;
