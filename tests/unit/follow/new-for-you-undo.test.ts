import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { allFollowed, follow, followAgain, type Unfollowed, unfollow } from '../../../lib/follow/followed.ts';
import { markUnseen } from '../../../lib/follow/new-for-you-cards.ts';
import { claimUnnotified, markSeen, newIds } from '../../../lib/follow/new-for-you-records.ts';
import { card } from '../sync/served-index.ts';
import { JULY, newOnes, RULEBOOK, SHIPPING, sync, withCards } from './new-months.ts';

describe('following', () => {
  it('something again does not change the order of the things that the reader follows', async () => {
    await follow(RULEBOOK, 1);
    await follow(SHIPPING, 2);
    await follow(RULEBOOK, 3);
    expect((await allFollowed()).map(({ key }) => key)).toEqual(['lens:rulebook', 'topic:shipping']);
  });
});

describe('unfollowing', () => {
  it('removes the analyses that were new only because of the unfollowed thing', async () => {
    await sync(JULY);
    await follow(RULEBOOK, 1);
    await follow(SHIPPING, 2);
    await sync(withCards(card('bus'), card('tram', { topics: ['shipping'] })));
    expect((await allFollowed()).map(({ key }) => key)).toEqual(['lens:rulebook', 'topic:shipping']);
    await unfollow(RULEBOOK);
    expect(await newOnes()).toEqual(['tram']);
    await unfollow(SHIPPING);
    expect(await newOnes()).toEqual([]);
  });
});

describe('undoing', () => {
  beforeEach(async () => {
    await sync(JULY);
    await follow(RULEBOOK, 1);
    await follow(SHIPPING, 2);
    await sync(withCards(card('bus'), card('tram', { topics: ['shipping'] })));
    await claimUnnotified(5);
  });
  const all = async (): Promise<unknown> => [await allFollowed(), await db.newAnalyses.toArray()];
  const stopFollowing = async (thing: Parameters<typeof unfollow>[0]): Promise<Unfollowed> => {
    const unfollowed = await unfollow(thing);
    if (!unfollowed) throw new Error('The thing was not followed.');
    return unfollowed;
  };

  it('an "unfollow" restores the order and the new analyses, and no notification announces these again', async () => {
    const before = await all();
    const undo = await stopFollowing(RULEBOOK);
    expect(await newOnes()).toEqual(['tram']);
    await followAgain(undo);
    expect(await all()).toEqual(before);
    expect(await claimUnnotified(6)).toEqual([]);
    expect((await db.uncopied.toArray()).map(({ key }) => key)).toContain('followed/lens:rulebook');
  });

  it('an "unfollow" does not restore analyses that have left the index', async () => {
    const undo = await stopFollowing(RULEBOOK);
    await sync(withCards(card('tram', { topics: ['shipping'] })));
    await followAgain(undo);
    expect(await newIds()).toEqual(['tram']);
  });

  it('"all seen" restores all new analyses', async () => {
    const before = await all();
    const { seen } = await markSeen('all');
    expect(await newOnes()).toEqual([]);
    await markUnseen(seen);
    expect(await all()).toEqual(before);
  });

  it('"all seen" does not restore analyses of something that was unfollowed in the meantime', async () => {
    const { seen } = await markSeen('all');
    await unfollow(RULEBOOK);
    await markUnseen(seen);
    expect(await newOnes()).toEqual(['tram']);
  });

  it('does not change an analysis that has become new again in the meantime', async () => {
    const { seen } = await markSeen('all');
    await db.newAnalyses.put({ id: 'bus', keys: ['lens:rulebook'], foundAt: 99 });
    await markUnseen(seen);
    expect((await db.newAnalyses.get('bus'))?.foundAt).toBe(99);
  });

  it('an "unfollow" is not offered if the reader did not follow the thing', async () => {
    await unfollow(RULEBOOK);
    expect(await unfollow(RULEBOOK)).toBeUndefined();
  });
});
