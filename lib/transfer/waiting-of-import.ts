import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import type { PageToWaitFor } from '../db/remembered-page-records.ts';
import { markArrivedAsNew, putWaitingPages } from '../follow/waiting.ts';
import { recordChange } from '../library/add-to-journal.ts';

/**
 * Remembers pages of an imported file, to tell the reader when their analyses arrive. This becomes a part of the
 * import, so that undoing the import takes it back too.
 *
 * @param batch the id of the import
 * @returns the number of pages that were not waiting yet
 */
export async function addWaitingPagesOfImport(
  pages: readonly PageToWaitFor[],
  batch: string,
  now = Date.now(),
): Promise<number> {
  const added = await write([db.waiting, db.journal, db.uncopied], async () => {
    const { changed, added } = await putWaitingPages(pages, now);
    if (changed.length === 0) return added;
    // The id and the time suffice to undo a new page. So the journal keeps no address that the reader deletes.
    const changes = changed.map(({ before, after }) =>
      recordChange('waiting', after.id, before, before ? after : { id: after.id, askedAt: after.askedAt }),
    );
    const about = pages.find(({ imported }) => imported)?.imported?.file ?? '';
    // After the blocks of the import, whose ids end in numbers.
    await db.journal.put({ id: `${batch}/waiting`, kind: 'imported', about, at: now, number: 0, changes });
    return added;
  });
  await markArrivedAsNew(now);
  return added;
}
