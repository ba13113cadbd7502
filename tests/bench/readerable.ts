/** The check that Firefox's reader view makes on every page, without the rest of its library. */
// @ts-expect-error The package describes the whole library only.
export { default as isProbablyReaderable } from '@mozilla/readability/Readability-readerable.js';
