/** All functions with which pages change values that last until the browser closes. */

/** Stores, until the browser closes, where the reader stopped in a saved analysis. */
export { storeReadingPlace as keepReadingPlace } from '../library/reading-place.ts';
/** Stores or deletes a letter that the reader has edited. */
export { dropLetter, keepLetter } from '../share/kept-letters.ts';
/** Returns whether the reader has requested in the popup to hear an analysis, and deletes that request. */
export { takeReadAloudRequest } from '../tab/take-read-aloud-request.ts';
