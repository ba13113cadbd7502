import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import type { PageToWaitFor } from '../db/remembered-page-records.ts';
import { markArrivedAsNew, putWaitingPages } from '../follow/waiting.ts';
import { recordChange } from '../library/add-to-journal.ts';

/**
 * Remembers pages of an imported file, to tell the reader when their analyses arrive. The journal records these
 * changes as part of the import, so that undoing the import undoes them too.
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
    // For a new page, Undo needs only the id and the time. Leave out the address, so that it does not stay in the
    // journal if the reader deletes the page later.
    const changes = changed.map(({ before, after }) =>
      recordChange('waiting', after.id, before, before ? after : { id: after.id, askedAt: after.askedAt }),
    );
    const about = pages.find(({ imported }) => imported)?.imported?.file ?? '';
    // The ids of the import's blocks end in numbers, so this id sorts after them. `undo` undoes the entries of an
    // import in descending order of their ids, so it begins with this entry.
    await db.journal.put({ id: `${batch}/waiting`, kind: 'imported', about, at: now, number: 0, changes });
    return added;
  });
  await markArrivedAsNew(now);
  return added;
}
