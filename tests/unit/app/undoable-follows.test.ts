import { beforeEach, describe, expect, it } from 'vitest';
import {
  markAllSeenWithUndo,
  undoAllSeen,
  undoUnfollow,
  unfollowWithUndo,
} from '../../../lib/app/undoable-follows.ts';
import { db } from '../../../lib/db/database.ts';
import { allFollowed, follow } from '../../../lib/follow/followed.ts';
import { undo, undoableChanges } from '../../../lib/library/journal.ts';
import { JULY, newOnes, RULEBOOK, SHIPPING, sync, withCards } from '../follow/new-months.ts';
import { card } from '../sync/served-index.ts';

beforeEach(async () => {
  await db.journal.clear();
  await sync(JULY);
  await follow(RULEBOOK, 1);
  await follow(SHIPPING, 2);
  await sync(withCards(card('bus'), card('tram', { topics: ['shipping'] })));
});

const all = async (): Promise<unknown> => [await allFollowed(), await db.newAnalyses.toArray()];
const listed = async (): Promise<unknown> =>
  (await undoableChanges(9)).map(({ kind, about, number }) => [kind, about, number]);

describe('the list of changes', () => {
  it('has what the reader stopped following, and undo brings it back with its new analyses', async () => {
    const before = await all();
    const unfollowed = await unfollowWithUndo(RULEBOOK, 7);
    expect([await newOnes(), await listed()]).toEqual([['tram'], [['unfollowed', RULEBOOK.name, 0]]]);
    expect(await undo(unfollowed?.undo ?? '', 8)).toEqual({ state: 'undone', number: 1 });
    expect([await all(), await listed()]).toEqual([before, []]);
    expect(await unfollowWithUndo({ kind: 'lens', id: 'unknown' }, 8)).toBeUndefined();
  });

  it('has, as one change, the marking of all analyses as seen, and undo makes these new again', async () => {
    const before = await all();
    const seen = await markAllSeenWithUndo(7);
    expect([await newOnes(), await listed()]).toEqual([[], [['all-seen', '', 2]]]);
    expect(await undo(seen.undo ?? '', 8)).toEqual({ state: 'undone', number: 2 });
    expect([await all(), await listed()]).toEqual([before, []]);
  });

  it('no longer has a change that the reader undid immediately', async () => {
    const before = await all();
    const unfollowed = await unfollowWithUndo(RULEBOOK, 7);
    if (unfollowed) await undoUnfollow(unfollowed);
    await undoAllSeen(await markAllSeenWithUndo(7));
    expect([await all(), await listed()]).toEqual([before, []]);
  });
});
