import { beforeEach, describe, expect, it, vi } from 'vitest';
import { deleteEverything } from '../../../lib/app/delete-everything.ts';
import { db } from '../../../lib/db/database.ts';
import type { PageToRemember, WaitingPage } from '../../../lib/db/remembered-page-records.ts';
import { KEPT_FOR_MS } from '../../../lib/db/remembered-pages.ts';
import { followableLens } from '../../../lib/follow/followable.ts';
import { follow, unfollow } from '../../../lib/follow/followed.ts';
import { markUnseen, newForYou } from '../../../lib/follow/new-for-you-cards.ts';
import { addNewAnalysesToCommits } from '../../../lib/follow/new-for-you-in-commit.ts';
import { markSeen, newCount, newIds } from '../../../lib/follow/new-for-you-records.ts';
import {
  addWaitingPage,
  addWaitingPages,
  forgetOldWaiting,
  markArrivedAsNew,
  removeWaitingPage,
  restoreWaitingPage,
  waitingPages,
  waitingRecordOf,
} from '../../../lib/follow/waiting.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { readSecondCopy } from '../../../lib/library/second-copy-records.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { answerStory } from '../../../lib/tab/story-answers.ts';
import { kept, loseDatabase } from '../db/lost-database.ts';
import { resetBrowser } from '../fake-browser.ts';
import { card, PUBLICATION, type Served, type ServedMonth, serve } from '../sync/served-index.ts';

addNewAnalysesToCommits();

const RULEBOOK = followableLens({ id: 'rulebook', name: 'The Rulebook' });
const NOW = Date.UTC(2026, 6, 5);
const DAY = 24 * 3_600_000;
const JULY: ServedMonth = { month: '2026-07', cards: [card('ferry'), card('ports')] };

/** Returns a page of the outlet, with other addresses of the same article. */
function page(id: string, { also = [] as string[], headlines = [] as string[] } = {}): PageToRemember {
  const own = { key: `outlet.example/${id}`, by: 'address', offSite: false } as const;
  const others = also.map(
    (name) => ({ key: `outlet.example/${name}`, by: 'canonical', offSite: false }) as const,
  );
  return { address: `https://outlet.example/${id}`, keys: [own, ...others], headlines };
}
const BUS = page('bus');

let served: Served;
const publish = (...months: ServedMonth[]): ReturnType<typeof syncCompanionIndex> => {
  served.publish(months);
  return syncCompanionIndex(PUBLICATION, NOW, served.get);
};
const julyWith = (...cards: object[]): ServedMonth => ({ ...JULY, cards: [...JULY.cards, ...cards] });
const asked = async (): Promise<(string | undefined)[]> =>
  (await waitingPages(NOW)).map(({ address }) => address);
const told = async (): Promise<[id: string, asked: boolean][]> =>
  (await newForYou(await newIds())).map(({ card: { id }, asked: isAsked }) => [id, isAsked ?? false]);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  resetBrowser('*://*/*');
  await loseDatabase();
  await fillFromSecondCopy(NOW);
  served = serve([]);
  await publish(JULY);
  return () => vi.useRealTimers();
});

describe('a reader who asked about a page', () => {
  it('is told once when the analysis arrives, and the page is forgotten', async () => {
    const { id } = await addWaitingPage(BUS, NOW);
    expect([await asked(), await told()]).toEqual([['https://outlet.example/bus'], []]);
    expect(await waitingRecordOf(page('bus'))).toMatchObject({ id });
    await publish(julyWith(card('bus')));
    expect([await asked(), await told(), await newCount()]).toEqual([[], [['bus', true]], 1]);
    await markSeen('bus');
    await publish(julyWith(card('bus'), card('tram')));
    await markArrivedAsNew(NOW);
    expect(await told()).toEqual([]);
  });

  it.each<[how: string, months: ServedMonth[]]>([
    [
      'with another address of its article',
      [julyWith(card('other', { sources: ['https://outlet.example/b'] }))],
    ],
    [
      'as a card that gets the source later',
      [{ ...JULY, cards: [card('ports', { sources: ['https://outlet.example/bus'] })] }],
    ],
    ['in a month long past', [JULY, { month: '2026-01', cards: [card('bus', { published: '2026-01-02' })] }]],
    ['while other analyses are withdrawn', [{ ...JULY, cards: [card('bus')] }]],
  ])('is told of an analysis that arrives %s', async (_, months) => {
    await addWaitingPage(page('bus', { also: ['b'] }), NOW);
    await publish(...months);
    expect([await asked(), (await told()).map(([, isAsked]) => isAsked)]).toEqual([[], [true]]);
  });

  it('is told after the first sync if the device had lost the index', async () => {
    await addWaitingPage(BUS, NOW);
    await Promise.all([db.state, db.directories, db.cardBlocks].map((table) => table.clear()));
    await publish(julyWith(card('bus')));
    expect([await asked(), await told()]).toEqual([[], [['bus', true]]]);
  });

  it('is told immediately if the analysis arrived after the look-up of the page', async () => {
    await addWaitingPage(page('ferry'), NOW);
    expect([await asked(), await told()]).toEqual([[], [['ferry', true]]]);
  });

  it.each([
    ['of another article', card('bus', { sources: ['https://outlet.example/bus-2'] })],
    [
      'of another story at the same address',
      card('bus', { sourceHeadline: 'Harbour fees rise again in autumn' }),
    ],
  ])('is not told of an analysis %s', async (_, arrived) => {
    await addWaitingPage(page('bus', { headlines: ['Council reverses its bus lane plan'] }), NOW);
    await publish(julyWith(arrived));
    expect([await asked(), await told()]).toEqual([['https://outlet.example/bus'], []]);
  });

  it('is not told of an analysis that they called a different story', async () => {
    await answerStory(page('ferry'), 'ferry', false, NOW);
    await addWaitingPage(page('ferry'), NOW);
    await publish(julyWith(card('bus')));
    expect([await asked(), await told()]).toEqual([['https://outlet.example/ferry'], []]);
  });

  it('is not told of an analysis that they called the same story, and the page is forgotten', async () => {
    const ferry = page('ferry', { headlines: ['Council reverses its bus lane plan'] });
    await publish({
      ...JULY,
      cards: [card('ferry', { sourceHeadline: 'Harbour fees rise again in autumn' })],
    });
    await addWaitingPage(ferry, NOW);
    expect(await asked()).toEqual([ferry.address]);
    await answerStory(ferry, 'ferry', true, NOW);
    await markArrivedAsNew(NOW);
    expect([await asked(), await told()]).toEqual([[], []]);
  });

  it('has one record, even after asking at the same time in two tabs with different addresses', async () => {
    const [first, second] = await Promise.all([
      addWaitingPage(page('bus', { also: ['b'] }), NOW),
      addWaitingPage(page('b', { also: ['bus'] }), NOW + 1),
    ]);
    expect(second.id).toBe(first.id);
    expect(await db.waiting.toArray()).toMatchObject([{ id: first.id, askedAt: NOW + 1 }]);
    await publish(julyWith(card('bus')));
    expect([await asked(), await told()]).toEqual([[], [['bus', true]]]);
  });

  it('is told of one new analysis if two of their pages have the same analysis', async () => {
    await addWaitingPage(BUS, NOW);
    await addWaitingPage(page('tram'), NOW);
    await publish(
      julyWith(card('bus', { sources: ['https://outlet.example/bus', 'https://outlet.example/tram'] })),
    );
    expect([await asked(), await told()]).toEqual([[], [['bus', true]]]);
  });

  it('is told even if the analysis has a followed lens, and the analysis stays new after unfollowing', async () => {
    await follow(RULEBOOK, NOW);
    await addWaitingPage(BUS, NOW);
    await publish(julyWith(card('bus'), card('tram')));
    await unfollow(RULEBOOK);
    expect(await told()).toEqual([['bus', true]]);
    const { seen } = await markSeen('all');
    await markUnseen(seen);
    expect(await told()).toEqual([['bus', true]]);
  });

  it('is told by the next check if the background was killed after it had stored the page', async () => {
    const entry: WaitingPage = { ...page('ferry'), id: 'of a killed page', askedAt: NOW };
    await db.waiting.put(entry);
    await markArrivedAsNew(NOW);
    expect([await asked(), await told()]).toEqual([[], [['ferry', true]]]);
  });
});

describe('a reader who asked about many pages at once', () => {
  it('has one record for each article, even if an article is listed twice or was waiting before', async () => {
    await addWaitingPage(page('cable'), NOW);
    const added = await addWaitingPages(
      [page('cable'), page('reservoir'), page('reservoir'), page('bridge')],
      NOW,
    );
    expect(added).toBe(2);
    const pages = (await waitingPages(NOW)).map(({ address }) => address).sort();
    expect(pages).toEqual([page('bridge'), page('cable'), page('reservoir')].map(({ address }) => address));
  });
});

describe('a waiting record with an invalid address', () => {
  it('does not prevent the arrival of a new index, and its keys still lead to the analysis', async () => {
    const damaged = { ...page('ferry'), address: 'https://' };
    await db.waiting.put({ ...damaged, id: 'damaged', askedAt: NOW });
    await addWaitingPage(BUS, NOW);
    await publish(julyWith(card('bus')));
    expect([await asked(), (await told()).map(([id]) => id).sort()]).toEqual([[], ['bus', 'ferry']]);
  });
});

describe('a reader who no longer wants to be told of a page', () => {
  it('can stop the wait, and undo that', async () => {
    const { id } = await addWaitingPage(BUS, NOW);
    const stopped = await removeWaitingPage(id);
    expect([await asked(), await removeWaitingPage(id)]).toEqual([[], undefined]);
    if (!stopped) throw new Error('nothing was stopped');
    await restoreWaitingPage(stopped);
    await restoreWaitingPage(stopped);
    expect(await db.waiting.toArray()).toEqual([{ ...BUS, id, askedAt: NOW }]);
  });

  it('is told immediately after the undo if the analysis arrived before the undo', async () => {
    const stopped = await removeWaitingPage((await addWaitingPage(BUS, NOW)).id);
    await publish(julyWith(card('bus')));
    if (!stopped) throw new Error('nothing was stopped');
    await restoreWaitingPage(stopped, NOW);
    expect([await asked(), await told()]).toEqual([[], [['bus', true]]]);
  });

  it('can also delete everything, and is then not told', async () => {
    await addWaitingPage(BUS, NOW);
    await updateSecondCopy();
    await deleteEverything();
    expect([await asked(), await kept()]).toEqual([[], {}]);
    await publish(julyWith(card('bus')));
    expect(await told()).toEqual([]);
  });
});

describe('after 90 days', () => {
  it('the reader is no longer told of a page, and its record is then deleted', async () => {
    await addWaitingPage(BUS, NOW - KEPT_FOR_MS + 1);
    await forgetOldWaiting(NOW);
    expect(await asked()).toEqual(['https://outlet.example/bus']);
    await addWaitingPage(BUS, NOW - KEPT_FOR_MS);
    await publish(julyWith(card('bus')));
    expect([await asked(), await told(), await db.waiting.count()]).toEqual([[], [], 1]);
    await forgetOldWaiting(NOW);
    expect(await db.waiting.count()).toBe(0);
  });

  it('the record of a page is also deleted if the clock was in the future when the reader asked', async () => {
    await addWaitingPage(BUS, NOW + 1000 * DAY);
    await forgetOldWaiting(NOW);
    expect(await db.waiting.toArray()).toMatchObject([{ askedAt: NOW }]);
    await forgetOldWaiting(NOW + KEPT_FOR_MS);
    expect(await db.waiting.count()).toBe(0);
  });
});

describe('the second copy', () => {
  it('restores the pages of a lost database, except those about which the reader asked after the loss', async () => {
    await addWaitingPage(BUS, NOW);
    await addWaitingPage(page('tram'), NOW);
    await updateSecondCopy();
    await loseDatabase();
    await addWaitingPage(page('tram'), NOW + 1);
    await fillFromSecondCopy(NOW);
    expect((await waitingPages(NOW + 1)).map(({ address, askedAt }) => [address, askedAt - NOW])).toEqual([
      ['https://outlet.example/tram', 1],
      ['https://outlet.example/bus', 0],
    ]);
    expect((await db.readerFacts.get('restored')) ?? {}).toMatchObject({ waiting: 1 });
  });

  it('does not contain a page once the reader is told, and its deletion mark does not reveal the page', async () => {
    await addWaitingPage(BUS, NOW);
    await updateSecondCopy();
    await publish(julyWith(card('bus')));
    await updateSecondCopy();
    expect((await readSecondCopy()).waiting).toEqual([]);
    expect(JSON.stringify(await kept())).not.toContain('outlet.example');
  });
});
