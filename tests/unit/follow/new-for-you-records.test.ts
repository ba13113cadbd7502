import { beforeEach, describe, expect, it } from 'vitest';
import { onBrowserStart, onInstalled } from '../../../lib/app/background-events.ts';
import { db } from '../../../lib/db/database.ts';
import { followableLens, followableOutlet } from '../../../lib/follow/followable.ts';
import { follow } from '../../../lib/follow/followed.ts';
import { newForYou } from '../../../lib/follow/new-for-you-cards.ts';
import {
  claimUnnotified,
  lastNotified,
  markSeen,
  newCount,
  newIds,
} from '../../../lib/follow/new-for-you-records.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { resetBrowser } from '../fake-browser.ts';
import { card, PUBLICATION, type ServedMonth } from '../sync/served-index.ts';
import { JULY, NOW, newOnes, RULEBOOK, SHIPPING, served, sync, withCards } from './new-months.ts';

const HARBOUR = followableOutlet('Harbour Courier');

const JUNE: ServedMonth = { month: '2026-06', cards: [card('meter', { published: '2026-06-12' })] };

describe('after a sync', () => {
  it('newly arrived analyses of something followed are new, the newest first, with lens and publication', async () => {
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
  ])(
    'an arrived analysis of %s that the reader follows is new, unlike one of a similar topic or outlet',
    async (_, thing, wanted, other) => {
      await sync(JULY);
      await follow(thing);
      await sync(withCards(wanted, other));
      expect(await newOnes()).toEqual(['bus']);
    },
  );

  it('nothing is new if it was the first sync', async () => {
    await follow(RULEBOOK);
    await sync(JULY, JUNE);
    expect(await newOnes()).toEqual([]);
  });

  it('analyses that were in the index when the reader followed their lens are not new', async () => {
    await sync(JULY);
    await follow(RULEBOOK);
    expect(await newOnes()).toEqual([]);
    await sync(withCards(card('bus', { lens: 'money' })));
    await follow(followableLens({ id: 'money', name: 'Money' }));
    await sync(withCards(card('bus', { lens: 'money' }), card('tram', { lens: 'money' })));
    expect(await newOnes()).toEqual(['tram']);
  });

  it('neither a corrected analysis nor one whose date moved to another month is new', async () => {
    await sync(JULY, JUNE);
    await follow(RULEBOOK);
    await sync(
      { ...JULY, cards: [card('ferry', { updated: '2026-07-20' }), card('ports'), card('meter')] },
      { ...JUNE, cards: [] },
    );
    expect(await newOnes()).toEqual([]);
  });

  it('an old analysis that arrives is new only if it is at most 30 days older than the newest analysis', async () => {
    await sync(JULY);
    await follow(RULEBOOK);
    await sync(JULY, {
      month: '2026-06',
      cards: [card('early', { published: '2026-06-01' }), card('late', { published: '2026-06-02' })],
    });
    expect(await newOnes()).toEqual(['late']);
  });

  it('in a month that the first sync missed, only analyses newer than all cards of that sync are new', async () => {
    served.publish([JULY, JUNE]);
    const [july] = await namesOf('2026-07');
    served.instead.set(july ?? '', () => new Response('', { status: 503 }));
    await syncCompanionIndex(PUBLICATION, NOW, served.get);
    await follow(RULEBOOK);
    served.instead.clear();
    await sync({ ...JULY, cards: [card('ferry', { published: '2026-06-11' }), card('ports')] }, JUNE);
    expect(await newOnes()).toEqual(['ports']);
  });

  it('a withdrawn analysis is no longer new', async () => {
    await sync(JULY);
    await follow(RULEBOOK);
    await sync(withCards(card('bus'), card('tram')));
    await sync(withCards(card('tram')));
    expect(await newOnes()).toEqual(['tram']);
  });

  it('at most 200 analyses of one sync are new, and at most 210 are stored after ten more have arrived', async () => {
    await sync(JULY);
    await follow(RULEBOOK);
    await sync(withCards(...Array.from({ length: 230 }, (_, n) => card(`bus-${n}`))));
    expect(await newCount()).toBe(200);
    await sync(withCards(...Array.from({ length: 240 }, (_, n) => card(`bus-${n}`))));
    expect(await db.newAnalyses.count()).toBeLessThanOrEqual(210);
  });
});

describe('a seen analysis', () => {
  beforeEach(async () => {
    await sync(JULY);
    await follow(RULEBOOK);
    await sync(withCards(card('bus'), card('tram')));
  });

  it('is no longer new if the reader marked only this analysis', async () => {
    const [bus] = await db.newAnalyses.where({ id: 'bus' }).toArray();
    expect(await markSeen('bus')).toEqual({ seen: [bus], isNotificationSeen: false });
    expect(bus?.id).toBe('bus');
    expect(await markSeen('bus')).toEqual({ seen: [], isNotificationSeen: false });
    expect(await markSeen('ferry')).toEqual({ seen: [], isNotificationSeen: false });
    expect(await newOnes()).toEqual(['tram']);
    expect(await newCount()).toBe(1);
  });

  it('is no longer new if the reader marked all analyses, and does not become new again', async () => {
    expect((await markSeen('all')).seen).toHaveLength(2);
    expect(await newOnes()).toEqual([]);
    await sync(withCards(card('bus'), card('tram'), card('ship')));
    expect(await newOnes()).toEqual(['ship']);
  });

  it('leaves neither its id nor a time in the database', async () => {
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

describe('a record that an older release marked as seen', () => {
  beforeEach(async () => {
    await sync(JULY);
    await follow(RULEBOOK);
    await sync(withCards(card('bus'), card('tram')));
    await db.newAnalyses.update('bus', { seenAt: 1, toldAt: 2 } as object);
  });

  it('is not new, and is not announced', async () => {
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

describe('the analyses of a notification', () => {
  it('are announced once, except those that the reader has seen', async () => {
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

  it('are none before the first notification', async () => {
    expect(await lastNotified()).toEqual([]);
  });

  it.each([
    ['all that the last notification announced', ['ship'], true],
    ['only some of them', ['canal', 'bus'], false],
    ['all of them, one by one', ['canal', 'ship'], true],
    ['one that only an earlier notification announced', ['bus'], false],
    ['one that no notification announced', ['quay'], false],
  ])(
    'count as seen only if the reader has seen all that the last notification announced: %s',
    async (_, seen, isNotificationSeen) => {
      await sync(JULY);
      await follow(RULEBOOK);
      await sync(withCards(card('bus')));
      await claimUnnotified(5);
      await sync(withCards(card('bus'), card('ship'), ...(seen.includes('canal') ? [card('canal')] : [])));
      await claimUnnotified(6);
      await sync(withCards(card('bus'), card('ship'), card('canal'), card('quay')));
      const results = [];
      for (const id of seen) results.push((await markSeen(id)).isNotificationSeen);
      expect(results.at(-1)).toBe(isNotificationSeen);
    },
  );
});

/** Returns the addresses of a month's segments in the manifest. */
async function namesOf(month: string): Promise<string[]> {
  const response = await served.get(`${PUBLICATION}.well-known/civic-lens/index.json`);
  const { segments } = (await response.json()) as { segments: { url: string }[] };
  return segments.map(({ url }) => url).filter((url) => url.includes(month));
}
