/** What pages keep until the browser closes. Pages change it only through these functions. */

/** Keeps where the reader is in a saved analysis. */
export { storeReadingPlace as keepReadingPlace } from '../library/reading-place.ts';
/** Keeps an edited letter, or deletes it. */
export { dropLetter, keepLetter } from '../share/kept-letters.ts';
/** Takes the wish to hear an analysis, once. */
export { takeWishToHear } from '../tab/take-read-aloud-wish.ts';
