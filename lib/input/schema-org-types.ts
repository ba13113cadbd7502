/* Types of schema.org (https://schema.org/Article). The patterns match the end of a name, because the names of
   subtypes such as `NewsArticle` have the same end. */

/** Types of source articles. */
export const ARTICLE_TYPE = /(?:Article|BlogPosting|Report|Review)$/;

/** Types of analyses. */
export const ANALYSIS_TYPE = /(?:Article|BlogPosting|Report|CreativeWork)$/;

/** Types of source articles in microdata, where the name of a type is an address. */
export const ARTICLE_ITEM_TYPE = /schema\.org\/\w*(?:Article|BlogPosting)$/;
