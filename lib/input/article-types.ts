/** Types of schema.org (https://schema.org/Article). Subtypes end in the same words. */

/** An article of the press. */
export const ARTICLE_TYPE = /(?:Article|BlogPosting|Report|Review)$/;

/** What a publication may call an analysis. */
export const ANALYSIS_TYPE = /(?:Article|BlogPosting|Report|CreativeWork)$/;

/** An article in microdata, by the address of its type. */
export const ARTICLE_ITEM_TYPE = /schema\.org\/\w*(?:Article|BlogPosting)$/;
