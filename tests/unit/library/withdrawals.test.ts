import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { cardById, newestCards } from '../../../lib/db/index-queries.ts';
import type { IndexState } from '../../../lib/db/index-records.ts';
import { indexState, updateSyncState } from '../../../lib/db/index-state.ts';
import type { SavedAnalysis } from '../../../lib/db/records.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { readSecondCopy } from '../../../lib/library/second-copy-records.ts';
import {
  detectWithdrawals,
  isUnreportedWithdrawal,
  markWithdrawalsReported,
} from '../../../lib/library/withdrawals.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { keepTexts } from '../../../lib/sync/keep-texts.ts';
import { resetBrowser } from '../fake-browser.ts';
import { freshSite, leaveSite, stopClock, syncWhole } from '../sync/fresh-site.ts';
import type { Publication } from '../sync/publication.ts';
import { analysisDocument, card, PUBLICATION, type Served, serve } from '../sync/served-index.ts';

/** Tests saved analyses that the publication no longer lists. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 6, 3);
let served: Served;

beforeEach(async () => {
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  await fillFromSecondCopy(START);
  const documents = [analysisDocument('ferry')];
  served = serve([{ month: '2026-07', cards: [card('ferry'), card('ports')], documents }]);
  const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
  await keepTexts(index, 'all', 'https://noligarchy.us', served.get);
  const ferry = await cardById('ferry');
  if (ferry) await saveAnalysis(ferry, 1);
});

const LISTED = [card('ferry'), card('ports')];
const WITHOUT = [card('ports')];
/** The card of "ferry" has no valid date, so the extension skips it. */
const MALFORMED = [card('ferry', { published: 'yesterday' }), card('ports')];

/** Publishes cards of July and June, and runs a check at `checkedAt` (ms since the epoch). */
async function check(
  cards: readonly object[],
  checkedAt: number,
  june: readonly object[] = [],
): Promise<void> {
  const months = [{ month: '2026-07', cards }];
  served.publish(june.length > 0 ? [...months, { month: '2026-06', cards: june }] : months);
  await syncCompanionIndex(PUBLICATION, 0, served.get);
  await updateSyncState({ checkedAt });
  await detectWithdrawals();
}
const withdrawnAt = async (): Promise<number | undefined> => (await db.saved.get('ferry'))?.withdrawnAt;

it.each<[string, checks: [cards: object[], at: number][], since: number | undefined]>([
  ['missing at one check is not withdrawn', [[WITHOUT, START]], undefined],
  [
    'missing at two checks within a day is not withdrawn',
    [
      [WITHOUT, START],
      [WITHOUT, START + DAY - 1],
    ],
    undefined,
  ],
  [
    'missing at checks that are a day apart is withdrawn since the first check',
    [
      [WITHOUT, START],
      [WITHOUT, START + HOUR],
      [WITHOUT, START + DAY],
    ],
    START,
  ],
  [
    'missing at checks that are a day apart, but found in between, is not withdrawn',
    [
      [WITHOUT, START],
      [LISTED, START + HOUR],
      [WITHOUT, START + DAY],
    ],
    undefined,
  ],
  [
    'missing while the clock was ahead, and at two later checks, is withdrawn since the first of these two',
    [
      [WITHOUT, START + 9 * DAY],
      [WITHOUT, START],
      [WITHOUT, START + DAY],
    ],
    START,
  ],
  [
    'missing because its card is unreadable is not withdrawn',
    [
      [MALFORMED, START],
      [MALFORMED, START + DAY],
    ],
    undefined,
  ],
])('an analysis that was %s', async (_, checks, since) => {
  for (const [cards, at] of checks) await check(cards, at);
  expect([await withdrawnAt(), (await unreportedWithdrawals()).length]).toEqual([since, since ? 1 : 0]);
});

it('an unreadable card of one month does not prevent a withdrawal in another month', async () => {
  const june = [card('bus', { published: 'yesterday' }), card('tram', { published: '2026-06-02' })];
  for (const at of [START, START + DAY]) await check(WITHOUT, at, june);
  expect(await withdrawnAt()).toBe(START);
});

it('a failed check does not confirm a withdrawal', async () => {
  await check(WITHOUT, START);
  await updateSyncState({ failures: 1, runningSince: START + 2 * DAY });
  await detectWithdrawals();
  expect(await withdrawnAt()).toBeUndefined();
  await updateSyncState({ failures: 0, checkedAt: START + 2 * DAY });
  await detectWithdrawals();
  expect(await withdrawnAt()).toBe(START);
});

it('an analysis that is listed again is not withdrawn, and a second withdrawal is reported again', async () => {
  for (const at of [START, START + DAY]) await check(WITHOUT, at);
  await markWithdrawalsReported(['ferry'], START + DAY);
  expect(await unreportedWithdrawals()).toEqual([]);
  await check(LISTED, START + 2 * DAY);
  const { unlistedSince, withdrawnAt, withdrawalToldAt } = (await db.saved.get('ferry')) ?? {};
  expect([unlistedSince, withdrawnAt, withdrawalToldAt]).toEqual([undefined, undefined, undefined]);
  for (const at of [START + 3 * DAY, START + 4 * DAY]) await check(WITHOUT, at);
  expect((await unreportedWithdrawals()).map(({ id }) => id)).toEqual(['ferry']);
});

it('the text of an unlisted analysis is in the second copy from the first check on', async () => {
  await updateSecondCopy();
  await check(WITHOUT, START);
  await updateSecondCopy();
  expect((await readSecondCopy()).analyses).toMatchObject([
    { saved: { unlistedSince: START }, text: { id: 'ferry' } },
  ]);
});

describe('an index that lacks a month', () => {
  /** Runs a check of an index that has these cards in July. The cards of `month` cannot be fetched. */
  async function checkWithout(month: string, cards: readonly object[], checkedAt: number): Promise<void> {
    const missing = { month, cards: [card('tram', { published: `${month}-02` })] };
    served.publish([{ month: '2026-07', cards }, missing].sort((a, b) => (a.month < b.month ? 1 : -1)));
    const { segments } = await (await served.get(`${PUBLICATION}.well-known/civic-lens/index.json`)).json();
    for (const { url } of segments)
      if (url.includes(`/${month}.`)) served.instead.set(url, () => new Response('', { status: 404 }));
    await syncCompanionIndex(PUBLICATION, 0, served.get);
    expect((await indexState())?.incomplete).toBe(true);
    await detectWithdrawals(checkedAt);
  }

  it.each<[string, string, object, readonly object[], number | undefined]>([
    ['of a later month than the missing month is withdrawn', '2026-06', {}, WITHOUT, START],
    [
      'of the first day after the missing month is withdrawn',
      '2026-06',
      { published: '2026-07-01' },
      WITHOUT,
      START,
    ],
    ['of the missing month is not withdrawn', '2026-06', { published: '2026-06-30' }, WITHOUT, undefined],
    ['of an earlier month than the missing month is not withdrawn', '2026-08', {}, WITHOUT, undefined],
    ['that is listed is not withdrawn', '2026-06', {}, LISTED, undefined],
  ])('an analysis %s', async (_, month, change, cards, since) => {
    await db.saved.toCollection().modify((saved) => {
      Object.assign(saved.card, change);
    });
    for (const at of [START, START + DAY]) await checkWithout(month, cards, at);
    expect(await withdrawnAt()).toBe(since);
  });
});

describe('a plain site that is known only by its feed', () => {
  const ID = 'ferry-talks-merrow-strait';
  const FEED = { form: 'feed', newest: 8 } as const;
  let publication: Publication;

  beforeEach(async () => {
    publication = await freshSite();
    publication.publish(FEED);
    await syncWhole(publication);
    for (const { id } of await newestCards(100)) {
      const found = await cardById(id);
      if (found) await saveAnalysis(found, 1);
    }
    expect(await indexState()).toMatchObject({ origin: 'site', incomplete: true });
  });
  afterEach(leaveSite);

  const withdrawn = async (): Promise<string[]> =>
    (await db.saved.toArray()).filter(isUnreportedWithdrawal).map(({ id }) => id);
  const checkAt = async (time: number): Promise<void> => {
    vi.setSystemTime(time);
    await syncWhole(publication);
    await detectWithdrawals();
  };

  it('withdraws a saved analysis that its feed no longer names, but no analysis too old for the feed', async () => {
    stopClock('2026-07-03T12:00:00Z');
    const start = Date.now();
    publication.publish({ ...FEED, newest: 4, withdrawn: [ID] });
    await checkAt(start);
    expect(await withdrawn()).toEqual([]);
    await checkAt(start + DAY);
    expect(await withdrawn()).toEqual([ID]);
  });

  it('withdraws a saved analysis of any age if its page is gone', async () => {
    stopClock('2026-07-03T12:00:00Z');
    const start = Date.now();
    const [oldest] = (await db.saved.toArray()).sort((a, b) =>
      a.card.published < b.card.published ? -1 : 1,
    );
    if (!oldest) throw new Error('Nothing is saved.');
    const { url } = oldest.card;
    publication.instead.set(new URL(url).pathname, () => new Response('', { status: 410 }));
    await db.sitePages.where('url').equals(url).modify({ state: 'wanted' });
    for (const days of [0, 1]) await checkAt(start + days * DAY);
    expect([(await db.sitePages.get(url))?.state, await withdrawn()]).toEqual(['gone', []]);
    for (const days of [2, 3]) await checkAt(start + days * DAY);
    expect(await withdrawn()).toEqual([oldest.id]);
  });
});

async function unreportedWithdrawals(): Promise<SavedAnalysis[]> {
  return (await db.saved.toArray()).filter(isUnreportedWithdrawal);
}

it('a check reads the records of gone pages only if an incomplete index does not list a saved analysis', async () => {
  const gone = { url: `${PUBLICATION}analysis/old`, state: 'gone' as const, changed: 1, tries: 0 };
  await db.sitePages.bulkPut([gone, { ...gone, url: `${PUBLICATION}analysis/older` }]);
  let reads = 0;
  const count = (page: unknown): unknown => {
    reads++;
    return page;
  };
  db.sitePages.hook('reading', count);
  await check(LISTED, START);
  const ofListed = reads;
  const ferry = (await db.saved.get('ferry')) as SavedAnalysis;
  await db.saved.bulkPut(
    ['a', 'b'].map((id) => ({ ...ferry, id, card: { ...ferry.card, id, url: `/${id}` } })),
  );
  const index: IndexState = { ...((await indexState()) as IndexState), incomplete: true };
  await db.state.put(index);
  await detectWithdrawals();
  db.sitePages.hook('reading').unsubscribe(count);
  expect([ofListed, reads]).toEqual([0, 2]);
});
