import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { SearchPort } from '../lib/search/search-protocol.ts';
import { serveLibrarySearch } from '../lib/search/serve-library-search.ts';

/** The search worker, a Web Worker of the library's page. It has no extension APIs. */
export default defineUnlistedScript(() => {
  serveLibrarySearch(globalThis as unknown as SearchPort);
});
