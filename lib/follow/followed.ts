import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import { entriesInIndex, restoreNewAnalyses } from '../db/new-analyses.ts';
import type { Followed, NewAnalysis } from '../db/records.ts';
import { markUncopied } from '../db/second-copy-queue.ts';
import { type Followable, followKey } from './followable.ts';

/** Returns everything that the reader follows, in the order in which the reader began to follow it. */
export async function allFollowed(): Promise<Followed[]> {
  return (await db.followed.toArray()).sort((a, b) => a.followedAt - b.followedAt);
}

/**
 * Follows a lens, topic or outlet. Analyses that are already in the index do not become new for the reader. If the
 * reader follows it already, its `followedAt` stays.
 */
export async function follow({ kind, id, name, url }: Followable, now = Date.now()): Promise<void> {
  const key = followKey({ kind, id });
  await write([db.followed, db.uncopied], async () => {
    const followedAt = (await db.followed.get(key))?.followedAt ?? now;
    await db.followed.put({ key, kind, id, name, ...(url ? { url } : {}), followedAt });
    await markUncopied('followed', key);
  });
}

/** The records that `followAgain` needs to undo `unfollow`. */
export interface Unfollowed {
  readonly followed: Followed;
  /** The analyses that were new only because the reader followed this lens, topic or outlet. */
  readonly news: readonly NewAnalysis[];
}

/**
 * Stops following a lens, topic or outlet. Analyses that were new only because the reader followed it are no longer
 * new.
 *
 * @param log stores the change in the journal, in the same transaction
 * @returns what `followAgain` needs to undo this; `undefined` if the reader did not follow it
 */
export async function unfollow(
  thing: Pick<Followable, 'kind' | 'id'>,
  log?: (unfollowed: Unfollowed) => Promise<void>,
): Promise<Unfollowed | undefined> {
  const key = followKey(thing);
  return write([db.followed, db.newAnalyses, db.journal, db.uncopied], async () => {
    const followed = await db.followed.get(key);
    await db.followed.delete(key);
    await markUncopied('followed', key);
    const left = new Set(await db.followed.toCollection().primaryKeys());
    const orphans = db.newAnalyses.filter(({ keys, asked }) => !asked && !keys.some((key) => left.has(key)));
    const news = await orphans.toArray();
    await db.newAnalyses.bulkDelete(news.map(({ id }) => id));
    if (!followed) return undefined;
    await log?.({ followed, news });
    return { followed, news };
  });
}

/**
 * Undoes `unfollow`: restores the record with its `followedAt`, and the analyses that were new because the reader
 * followed it.
 */
export async function followAgain({ followed, news }: Unfollowed): Promise<void> {
  const entries = await entriesInIndex(news);
  await write([db.followed, db.newAnalyses, db.uncopied], async () => {
    await db.followed.put(followed);
    await markUncopied('followed', followed.key);
    await restoreNewAnalyses(entries);
  });
}
