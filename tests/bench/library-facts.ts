/** Number of the saved analysis with many highlights, and how many it has. */
export const MARKED = 3;
export const MARKS = 50;
