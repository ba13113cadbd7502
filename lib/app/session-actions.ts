/** All functions with which pages change values that last until the browser closes. */

/** Stores where the reader stopped in a saved analysis. */
export { storeReadingPlace as keepReadingPlace } from '../library/reading-place.ts';
/** Stores or deletes a letter that the reader has edited. */
export { dropLetter, keepLetter } from '../share/kept-letters.ts';
/** Returns whether the reader wants to hear an analysis now, and deletes that wish. */
export { takeWishToHear } from '../tab/take-read-aloud-wish.ts';
