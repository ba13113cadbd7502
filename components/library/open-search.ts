/** What the library needs to search, in one script that it loads after its first paint. */

export { LibrarySearch } from '../../lib/app/library-search.ts';
export { asksForWords, filtersOf } from './place-query.ts';
