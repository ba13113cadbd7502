/** The number of the article that is saved with many highlights. */
export const MARKED = 3;
/** How many highlights this article has. */
export const MARKS = 50;
