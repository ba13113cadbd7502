/** The number of the article that is saved with many highlights, and the number of these highlights. */
export const MARKED = 3;
export const MARKS = 50;
