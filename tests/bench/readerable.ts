/** What Firefox's reader view asks of every page, without the rest of its library. */
// @ts-expect-error The package describes the whole library only.
export { default as isProbablyReaderable } from '@mozilla/readability/Readability-readerable.js';
