import { setWritesHeld } from '../db/open-database.ts';
import { databaseSources, databaseStore } from './database-sources.ts';
import type { SearchPort } from './search-protocol.ts';
import { searchService } from './search-service.ts';
import { serveSearch } from './serve-search.ts';

/** Runs the search worker: answers the page that opened it, and keeps the search index of the library up to date. */
export function serveLibrarySearch(page: SearchPort): void {
  const service = searchService(databaseStore(), databaseSources());
  // Perhaps the page never searches, so a failure to load is not reported here. The first answer or update loads again,
  // and the page is told if that fails.
  service.load().catch(() => undefined);
  serveSearch(page, {
    answer: (request) => service.answer(request),
    rows: (wanted) => service.rows(wanted),
    get progress() {
      return service.progress;
    },
    update(onChange) {
      // The page has made sure that the disk has room, so an earlier failed write must not block writes any more.
      setWritesHeld(false);
      return service.update(onChange);
    },
  });
}
