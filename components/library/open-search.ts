/** The code of the search, in one script that the library loads after its first paint. */

export { LibrarySearch } from '../../lib/app/library-search.ts';
export { asksForWords, filtersOf } from './place-query.ts';
