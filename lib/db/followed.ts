import { type Followable, followKey } from '../follow/followable.ts';
import { db, type Followed } from './database.ts';
import { write } from './room.ts';
import { noteChange } from './uncopied.ts';

/** Everything that the reader follows, in the order in which that began. */
export async function followed(): Promise<Followed[]> {
  return (await db.followed.toArray()).sort((a, b) => a.followedAt - b.followedAt);
}

/**
 * Begins to follow a lens, topic or outlet. What is in the index now does not become new by that, and what is followed already
 * keeps its place.
 */
export async function follow({ kind, id, name, url }: Followable, now = Date.now()): Promise<void> {
  const key = followKey({ kind, id });
  await write([db.followed, db.uncopied], async () => {
    const followedAt = (await db.followed.get(key))?.followedAt ?? now;
    await db.followed.put({ key, kind, id, name, ...(url ? { url } : {}), followedAt });
    await noteChange('followed', key);
  });
}

/** Stops following; what was new by that alone is no longer. */
export async function unfollow(thing: Pick<Followable, 'kind' | 'id'>): Promise<void> {
  const key = followKey(thing);
  await write([db.followed, db.newAnalyses, db.uncopied], async () => {
    await db.followed.delete(key);
    await noteChange('followed', key);
    const left = new Set(await db.followed.toCollection().primaryKeys());
    await db.newAnalyses.filter(({ keys }) => !keys.some((key) => left.has(key))).delete();
  });
}
