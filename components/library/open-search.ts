/** The code of the search, in one script that the library loads after its first paint. */

export { LibrarySearch } from '../../lib/app/library-search.ts';
export { filterQueryOf, hasSearchWords } from './place-query.ts';
