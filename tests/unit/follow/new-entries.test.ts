import { beforeEach, describe, expect, it } from 'vitest';
import { onBrowserStart, onInstalled } from '../../../lib/app/lifecycle.ts';
import { db } from '../../../lib/db/database.ts';
import { followableLens, followableOutlet, followableTopic } from '../../../lib/follow/followable.ts';
import { follow, followAgain, followed, type Unfollowed, unfollow } from '../../../lib/follow/followed.ts';
import { addNewAnalysesToCommits } from '../../../lib/follow/in-index-commit.ts';
import {
  claimUnnotified,
  lastNotified,
  markSeen,
  newCount,
  newIds,
} from '../../../lib/follow/new-entries.ts';
import { markUnseen, newForYou } from '../../../lib/follow/new-for-you.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { resetBrowser } from '../fake-browser.ts';
import { card, PUBLICATION, type Served, type ServedMonth, serve } from '../sync/served-index.ts';

addNewAnalysesToCommits();

const RULEBOOK = followableLens({ id: 'rulebook', name: 'The Rulebook' });
const SHIPPING = followableTopic({ name: 'Shipping' });
const HARBOUR = followableOutlet('Harbour Courier');
/** The publication's last analysis is months old when the reader comes by. */
const NOW = Date.UTC(2026, 10, 23);
const JULY: ServedMonth = { month: '2026-07', cards: [card('ferry'), card('ports')] };
const JUNE: ServedMonth = { month: '2026-06', cards: [card('meter', { published: '2026-06-12' })] };

const withCards = (...cards: object[]): ServedMonth => ({ ...JULY, cards: [...JULY.cards, ...cards] });
const newOnes = async (): Promise<string[]> =>
  (await newForYou(await newIds())).map((entry) => entry.card.id);

let served: Served;
const sync = (...months: ServedMonth[]): ReturnType<typeof syncCompanionIndex> => {
  served.publish(months);
  return syncCompanionIndex(PUBLICATION, NOW, served.get);
};

beforeEach(async () => {
  await Promise.all(db.tables.map((table) => table.clear()));
  served = serve([]);
});

describe('after a sync', () => {
  it('what came in something followed is new, the newest first, with what is needed to show it', async () => {
    await sync(JULY, JUNE);
    await follow(RULEBOOK);
    await sync(
      withCards(card('bus', { published: '2026-07-03' }), card('tram', { published: '2026-07-04' })),
      JUNE,
    );
    expect(await newForYou(await newIds())).toMatchObject([
      { card: { id: 'tram' }, lens: { name: 'The Rulebook' }, publication: { name: 'NOLIGARCHY.US' } },
      { card: { id: 'bus' } },
    ]);
    expect(await newCount()).toBe(2);
  });

  it.each([
    [
      'a topic',
      SHIPPING,
      card('bus', { lens: 'money', topics: ['shipping'] }),
      card('tram', { topics: ['ship'] }),
    ],
    ['an outlet', HARBOUR, card('bus', { outlet: 'Harbour Courier' }), card('tram', { outlet: 'Harbour' })],
  ])('what came in %s is new, and its neighbour is not', async (_, thing, wanted, other) => {
    await sync(JULY);
    await follow(thing);
    await sync(withCards(wanted, other));
    expect(await newOnes()).toEqual(['bus']);
  });

  it('nothing is new when it was the first', async () => {
    await follow(RULEBOOK);
    await sync(JULY, JUNE);
    expect(await newOnes()).toEqual([]);
  });

  it('nothing is new that was there when the reader began to follow', async () => {
    await sync(JULY);
    await follow(RULEBOOK);
    expect(await newOnes()).toEqual([]);
    await sync(withCards(card('bus', { lens: 'money' })));
    await follow(followableLens({ id: 'money', name: 'Money' }));
    await sync(withCards(card('bus', { lens: 'money' }), card('tram', { lens: 'money' })));
    expect(await newOnes()).toEqual(['tram']);
  });

  it('a rewritten analysis is not new, nor one whose date moved to another month', async () => {
    await sync(JULY, JUNE);
    await follow(RULEBOOK);
    await sync(
      { ...JULY, cards: [card('ferry', { updated: '2026-07-20' }), card('ports'), card('meter')] },
      { ...JUNE, cards: [] },
    );
    expect(await newOnes()).toEqual([]);
  });

  it('old analyses that the publication adds are no news, those of its last thirty days are', async () => {
    await sync(JULY);
    await follow(RULEBOOK);
    await sync(JULY, {
      month: '2026-06',
      cards: [card('early', { published: '2026-06-01' }), card('late', { published: '2026-06-02' })],
    });
    expect(await newOnes()).toEqual(['late']);
  });

  it('a month that the first sync could not have is late, not new; what is younger than the rest is new', async () => {
    served.publish([JULY, JUNE]);
    const [july] = await namesOf('2026-07');
    served.instead.set(july ?? '', () => new Response('', { status: 503 }));
    await syncCompanionIndex(PUBLICATION, NOW, served.get);
    await follow(RULEBOOK);
    served.instead.clear();
    await sync({ ...JULY, cards: [card('ferry', { published: '2026-06-11' }), card('ports')] }, JUNE);
    expect(await newOnes()).toEqual(['ports']);
  });

  it('what the publication withdrew is no longer new', async () => {
    await sync(JULY);
    await follow(RULEBOOK);
    await sync(withCards(card('bus'), card('tram')));
    await sync(withCards(card('tram')));
    expect(await newOnes()).toEqual(['tram']);
  });

  it('no more than 200 are kept', async () => {
    await sync(JULY);
    await follow(RULEBOOK);
    await sync(withCards(...Array.from({ length: 230 }, (_, n) => card(`bus-${n}`))));
    expect(await newCount()).toBe(200);
    await sync(withCards(...Array.from({ length: 240 }, (_, n) => card(`bus-${n}`))));
    expect(await db.newAnalyses.count()).toBeLessThanOrEqual(210);
  });
});

describe('what was seen', () => {
  beforeEach(async () => {
    await sync(JULY);
    await follow(RULEBOOK);
    await sync(withCards(card('bus'), card('tram')));
  });

  it('is no longer new, one by one', async () => {
    const [bus] = await db.newAnalyses.where({ id: 'bus' }).toArray();
    expect(await markSeen('bus')).toEqual({ seen: [bus], isDigestSeen: false });
    expect(bus?.id).toBe('bus');
    expect(await markSeen('bus')).toEqual({ seen: [], isDigestSeen: false });
    expect(await markSeen('ferry')).toEqual({ seen: [], isDigestSeen: false });
    expect(await newOnes()).toEqual(['tram']);
    expect(await newCount()).toBe(1);
  });

  it('is no longer new, all at once, and does not come back', async () => {
    expect((await markSeen('all')).seen).toHaveLength(2);
    expect(await newOnes()).toEqual([]);
    await sync(withCards(card('bus'), card('tram'), card('ship')));
    expect(await newOnes()).toEqual(['ship']);
  });

  it('leaves neither its name nor a time on the disk', async () => {
    const keys = ['lens:rulebook', 'outlet:outlet.example'];
    expect(await db.newAnalyses.toArray()).toEqual([
      { id: 'bus', keys, foundAt: expect.any(Number) },
      { id: 'tram', keys, foundAt: expect.any(Number) },
    ]);
    await markSeen('bus');
    expect(await db.newAnalyses.toArray()).toEqual([{ id: 'tram', keys, foundAt: expect.any(Number) }]);
    await markSeen('all');
    expect(await db.newAnalyses.toArray()).toEqual([]);
  });
});

describe('what an older version of the extension noted as seen', () => {
  beforeEach(async () => {
    await sync(JULY);
    await follow(RULEBOOK);
    await sync(withCards(card('bus'), card('tram')));
    await db.newAnalyses.update('bus', { seenAt: 1, toldAt: 2 } as object);
  });

  it('is not new, and nothing to tell of', async () => {
    expect([await newOnes(), await newCount()]).toEqual([['tram'], 1]);
    expect(await claimUnnotified(5)).toEqual(['tram']);
    expect((await markSeen('all')).seen).toHaveLength(1);
  });

  it.each([
    ['after the update', () => onInstalled({ reason: 'update' })],
    ['at each start of the browser', onBrowserStart],
  ])('is deleted %s', async (_, start) => {
    resetBrowser();
    await start();
    expect((await db.newAnalyses.toArray()).map(({ id }) => id)).toEqual(['tram']);
  });
});

describe('following', () => {
  it('keeps the place of what is followed already', async () => {
    await follow(RULEBOOK, 1);
    await follow(SHIPPING, 2);
    await follow(RULEBOOK, 3);
    expect((await followed()).map(({ key }) => key)).toEqual(['lens:rulebook', 'topic:shipping']);
  });
});

describe('unfollowing', () => {
  it('takes back what was new by that alone', async () => {
    await sync(JULY);
    await follow(RULEBOOK, 1);
    await follow(SHIPPING, 2);
    await sync(withCards(card('bus'), card('tram', { topics: ['shipping'] })));
    expect((await followed()).map(({ key }) => key)).toEqual(['lens:rulebook', 'topic:shipping']);
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
  const all = async (): Promise<unknown> => [await followed(), await db.newAnalyses.toArray()];
  const stopFollowing = async (thing: Parameters<typeof unfollow>[0]): Promise<Unfollowed> => {
    const unfollowed = await unfollow(thing);
    if (!unfollowed) throw new Error('nothing was followed');
    return unfollowed;
  };

  it('unfollowing brings back its place and what was new by it, and tells nobody of that anew', async () => {
    const before = await all();
    const undo = await stopFollowing(RULEBOOK);
    expect(await newOnes()).toEqual(['tram']);
    await followAgain(undo);
    expect(await all()).toEqual(before);
    expect(await claimUnnotified(6)).toEqual([]);
    expect((await db.uncopied.toArray()).map(({ key }) => key)).toContain('followed/lens:rulebook');
  });

  it('unfollowing brings back nothing that has left the index', async () => {
    const undo = await stopFollowing(RULEBOOK);
    await sync(withCards(card('tram', { topics: ['shipping'] })));
    await followAgain(undo);
    expect(await newIds()).toEqual(['tram']);
  });

  it('"all seen" brings all back', async () => {
    const before = await all();
    const { seen } = await markSeen('all');
    expect(await newOnes()).toEqual([]);
    await markUnseen(seen);
    expect(await all()).toEqual(before);
  });

  it('"all seen" brings nothing back that is not followed any more', async () => {
    const { seen } = await markSeen('all');
    await unfollow(RULEBOOK);
    await markUnseen(seen);
    expect(await newOnes()).toEqual(['tram']);
  });

  it('leaves what has become new again meanwhile as it is', async () => {
    const { seen } = await markSeen('all');
    await db.newAnalyses.put({ id: 'bus', keys: ['lens:rulebook'], foundAt: 99 });
    await markUnseen(seen);
    expect((await db.newAnalyses.get('bus'))?.foundAt).toBe(99);
  });

  it('unfollowing what is not followed has nothing to bring back', async () => {
    await unfollow(RULEBOOK);
    expect(await unfollow(RULEBOOK)).toBeUndefined();
  });
});

describe('what a notification tells of', () => {
  it('is told once, and not when it was seen before', async () => {
    await sync(JULY);
    await follow(RULEBOOK);
    await sync(withCards(card('bus'), card('tram'), card('ship')));
    await markSeen('ship');
    expect((await claimUnnotified(5)).sort()).toEqual(['bus', 'tram']);
    expect(await claimUnnotified(6)).toEqual([]);
    expect((await lastNotified()).sort()).toEqual(['bus', 'tram']);
    await sync(withCards(card('bus'), card('tram'), card('canal')));
    expect(await claimUnnotified(7)).toEqual(['canal']);
    expect(await lastNotified()).toEqual(['canal']);
  });

  it('is nothing before there was one', async () => {
    expect(await lastNotified()).toEqual([]);
  });

  it.each([
    ['all that the last notification told of', ['ship'], true],
    ['a part of that', ['canal', 'bus'], false],
    ['all of it one by one', ['canal', 'ship'], true],
    ['what only an earlier one told of', ['bus'], false],
    ['what none told of', ['quay'], false],
  ])('knows whether the reader has seen %s', async (_, seen, isDigestSeen) => {
    await sync(JULY);
    await follow(RULEBOOK);
    await sync(withCards(card('bus')));
    await claimUnnotified(5);
    await sync(withCards(card('bus'), card('ship'), ...(seen.includes('canal') ? [card('canal')] : [])));
    await claimUnnotified(6);
    await sync(withCards(card('bus'), card('ship'), card('canal'), card('quay')));
    const results = [];
    for (const id of seen) results.push((await markSeen(id)).isDigestSeen);
    expect(results.at(-1)).toBe(isDigestSeen);
  });
});

/** File names of a month's segment in the manifest. */
async function namesOf(month: string): Promise<string[]> {
  const response = await served.get(`${PUBLICATION}.well-known/civic-lens/index.json`);
  const { segments } = (await response.json()) as { segments: { url: string }[] };
  return segments.map(({ url }) => url).filter((url) => url.includes(month));
}
