import { browser } from '../browser.ts';
import { db } from '../db/database.ts';
import { renewOldRecords } from '../db/library.ts';
import { write } from '../db/room.ts';
import { noteChange } from '../db/uncopied.ts';
import {
  comparedFact,
  comparison,
  readSecondCopy,
  type SecondCopy,
  whileNothingIsCopied,
} from './second-copy.ts';

/**
 * Takes in what another release of the extension did in this database. An older one knows neither texts beside records,
 * nor removed analyses, nor the second copy: it leaves texts in records, and removes and follows without a note of it.
 * Runs before the database is filled: what that release removed was not lost.
 */
export async function renewAfterUpdate(now = Date.now()): Promise<void> {
  const { version } = browser.runtime.getManifest();
  if (!(await isOfOtherRelease(version))) return;
  await whileNothingIsCopied(async () => {
    const { isNew, isOfAnother } = await comparison();
    // This copy belongs to another database, so it does not show what was removed here.
    if (isNew || isOfAnother || !(await isOfOtherRelease(version))) return;
    await renewOldRecords();
    const copy = await readSecondCopy();
    const tables = [db.saved, db.savedTexts, db.removed, db.followed, db.uncopied, db.readerFacts];
    await write(tables, async () => {
      await setAsideRemoved(copy, now);
      await noteAll(copy);
      const compared = await comparedFact();
      if (compared) await db.readerFacts.put({ ...compared, release: version });
    });
  });
}

async function isOfOtherRelease(version: string): Promise<boolean> {
  const compared = await comparedFact();
  return compared !== undefined && compared.release !== version;
}

/** Puts saved analyses that an older release removed among the removed ones, so that the reader can restore them. */
async function setAsideRemoved({ analyses }: SecondCopy, now: number): Promise<void> {
  for (const { saved, text, removedAt = now } of analyses) {
    const { id } = saved;
    const isThere =
      (await db.saved.get(id)) ?? (await db.removed.get(id)) ?? (await db.uncopied.get(`saved/${id}`));
    if (isThere) continue;
    if (text && !(await db.savedTexts.get(id))) await db.savedTexts.put(text);
    const textState = (await db.savedTexts.get(id)) ? 'kept' : 'pending';
    await db.removed.put({ id, removedAt, saved: { ...saved, textState } });
  }
  const own = new Set([...(await idsOf(db.saved)), ...(await idsOf(db.removed))]);
  await db.savedTexts.bulkDelete((await idsOf(db.savedTexts)).filter((id) => !own.has(id)));
}

/** Marks every record to be copied again, and every followed thing that only the copy has to be deleted there. */
async function noteAll({ followed }: SecondCopy): Promise<void> {
  const ids = [...(await idsOf(db.saved)), ...(await idsOf(db.removed))];
  for (const id of ids) await noteChange('saved', id);
  const keys = new Set([...(await idsOf(db.followed)), ...followed.map(({ key }) => key)]);
  for (const key of keys) await noteChange('followed', key);
}

function idsOf(table: { toCollection(): { primaryKeys(): PromiseLike<string[]> } }): PromiseLike<string[]> {
  return table.toCollection().primaryKeys();
}
