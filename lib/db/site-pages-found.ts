import type { PageChanges } from './changes-by-listing.ts';
import { db } from './database.ts';
import type { SitePage } from './index-records.ts';

/**
 * Records the pages that a listing found.
 *
 * @param changesOf returns the changes of the stored pages: the result of `changesByListing`
 * @returns whether there was room for all pages
 */
export async function recordFoundPages(
  changesOf: (pages: readonly SitePage[]) => PageChanges,
): Promise<boolean> {
  return db.transaction('rw', db.sitePages, db.siteTexts, async () => {
    const { changed, withdrawn, texts, hasRoom } = changesOf(await db.sitePages.toArray());
    await db.siteTexts.bulkPut([...texts]);
    await db.sitePages.bulkPut([...changed]);
    await db.sitePages.bulkDelete([...withdrawn]);
    return hasRoom;
  });
}
