import Dexie from 'dexie';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { isDatabaseFailure, isStorageFull } from '../../../lib/db/failures.ts';
import { cardById, newestCards } from '../../../lib/db/index-queries.ts';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import { setWritesHeld, writesAreHeld } from '../../../lib/db/open-database.ts';
import type { PageToRemember } from '../../../lib/db/remembered-page-records.ts';
import { followableLens } from '../../../lib/follow/followable.ts';
import { follow } from '../../../lib/follow/followed.ts';
import { addNewAnalysesToCommits } from '../../../lib/follow/new-for-you-in-commit.ts';
import { addWaitingPage } from '../../../lib/follow/waiting.ts';
import type { Card } from '../../../lib/index/card.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { withTrouble } from '../../../lib/sync/database-trouble.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { answerStory } from '../../../lib/tab/story-answers.ts';
import { resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, type Served, serve } from '../sync/served-index.ts';
import { endFaults, FAULTS, failOperation } from './faults.ts';

addNewAnalysesToCommits();

/**
 * Makes operation n of IndexedDB fail, for n = 1, 2, … until the work has fewer than n operations. After each fault,
 * the device is as it was before the work or as the complete work leaves it. The reader gets a message for the error,
 * and a second attempt succeeds.
 */

const RULEBOOK = followableLens({ id: 'rulebook', name: 'The Rulebook' });
const FIRST = [{ month: '2026-07', cards: [card('ferry')], documents: [analysisDocument('ferry')] }];
const SECOND = [
  {
    month: '2026-07',
    cards: [card('ferry'), card('ports')],
    documents: [analysisDocument('ferry'), analysisDocument('ports')],
  },
];
const pageOf = (id: string): PageToRemember => ({
  address: `https://outlet.example/${id}`,
  keys: [{ key: `outlet.example/${id}`, by: 'address', offSite: false }],
  headlines: [],
});
let served: Served;
let ferry: Card;

beforeEach(async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(endFaults);

/**
 * All records of a device with an index of one analysis and with one waiting page. The first test makes these records.
 */
let made: ReadonlyMap<string, readonly object[]> | undefined;

async function fresh(): Promise<void> {
  resetBrowser('*://*/*');
  setWritesHeld(false);
  served = serve(FIRST);
  await db.transaction('rw', db.tables, async () => {
    await Promise.all(db.tables.map((table) => table.clear()));
    for (const [name, records] of made ?? []) await db.table(name).bulkPut([...records]);
  });
  if (!made) {
    await sync(served.get);
    await addWaitingPage(pageOf('ports'));
    made = new Map(
      await Promise.all(
        db.tables.map(async (table): Promise<[string, object[]]> => [table.name, await table.toArray()]),
      ),
    );
  }
  const found = await cardById('ferry');
  if (!found) throw new Error('no card');
  ferry = found;
}

/** Returns the reader's records and the index, in short form. */
async function seen(): Promise<object> {
  return {
    saved: (await db.saved.toArray()).map(({ id, textState }) => [id, textState]),
    texts: await db.savedTexts.toCollection().primaryKeys(),
    followed: (await db.followed.toArray()).map(({ key }) => key),
    waiting: (await db.waiting.toArray()).map(({ address }) => address).sort(),
    answers: (await db.answers.toArray()).map(({ analysis, same }) => [analysis, same]),
    news: (await db.newAnalyses.toArray()).map(({ id, asked }) => [id, asked]),
    // The ids of waiting pages and story answers are random.
    uncopied: (await db.uncopied.toCollection().primaryKeys()).map((key) =>
      key.replace(/^(waiting|answers).*/, '$1'),
    ),
    generation: (await indexState())?.generation,
    cards: (await newestCards(9)).map(({ id }) => id),
  };
}

/** Returns the result of `seen`, and the numbers of records of cards and texts, including records that were staged. */
async function device(): Promise<object> {
  return {
    ...(await seen()),
    blocks: await Promise.all([db.directories.count(), db.cardBlocks.count()]),
    keptTexts: await Promise.all([db.texts.count(), db.textBlocks.count()]),
  };
}

/** Syncs with the next index. Throws the failure that the reader sees. */
async function commitNext(): Promise<void> {
  served.publish(SECOND);
  await sync(served.get);
  const { failure, textsFailure } = await withTrouble(await syncState());
  const told = failure ?? textsFailure;
  if (told) throw new DOMException(told.reason, told.reason);
}

const WORK: readonly [string, () => Promise<unknown>][] = [
  ['a save', () => saveAnalysis(ferry, 1)],
  ['a follow', () => follow(RULEBOOK, 1)],
  ['a waiting page', () => addWaitingPage(pageOf('bus'))],
  ['an answer', () => answerStory(pageOf('ferry'), 'ferry', true)],
  ['a commit of the index', commitNext],
];

/** Returns "full" or "database", the reasons for which the interface has a message, or else the error as text. */
function isToldAs(error: unknown): string {
  if (isStorageFull(error) || (error as Error).name === 'storage-full') return 'full';
  if (isDatabaseFailure(error) || (error as Error).name === 'database') return 'database';
  return `${error}`;
}

describe.each(WORK)('%s', (_, work) => {
  it.each(FAULTS.map((how) => [how]))(
    'with a fault (%s) happens completely or not at all, and succeeds at the second attempt',
    async (how) => {
      await fresh();
      const before = await seen();
      await work();
      const [after, whole] = [await seen(), await device()];
      expect(after).not.toEqual(before);
      const told = new Set<string>();
      for (let n = 1; ; n++) {
        await fresh();
        const end = failOperation(n, how);
        const error = await work().then(
          () => undefined,
          (reason: unknown) => reason,
        );
        const hasFailed = end();
        expect([before, after], `operation ${n}`).toContainEqual(await seen());
        if (error) told.add(isToldAs(error));
        await work();
        expect([n, await device()]).toEqual([n, whole]);
        if (!hasFailed) break;
      }
      expect([...told].filter((name) => name !== 'full' && name !== 'database')).toEqual([]);
      expect(told.size).toBeGreaterThan(0);
    },
  );
});

it.each([
  ['a transaction that cannot be committed', 'QuotaExceededError', true],
  ['a write whose request fails', 'UnknownError', true],
  ['a transaction that was aborted', 'abort', false],
] as const)('after %s (%s), writes wait for a probe: %s', async (_, how, areHeld) => {
  await fresh();
  // The fourth operation is the last write.
  const end = failOperation(4, how);
  await expect(follow(RULEBOOK, 1)).rejects.toThrow();
  expect([end(), writesAreHeld()]).toEqual([true, areHeld]);
  await follow(RULEBOOK, 1);
  expect(writesAreHeld()).toBe(false);
});

describe('opening', () => {
  function close(): void {
    db.close({ disableAutoOpen: false });
  }

  /** Opens the database while its n-th operation fails. Returns whether there was an n-th operation. */
  async function openWithFault(n: number, how: (typeof FAULTS)[number]): Promise<boolean> {
    const end = failOperation(n, how);
    const error = await db.open().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const hasFailed = end();
    if (error)
      expect([n, isToldAs(error)], `${error} ${(error as { inner?: unknown }).inner}`).toEqual([
        n,
        how === 'QuotaExceededError' ? 'full' : 'database',
      ]);
    return hasFailed;
  }

  it.each(FAULTS.map((how) => [how]))(
    'the database succeeds at the second attempt, with all records, if the first attempt meets a fault (%s)',
    async (how) => {
      await fresh();
      await saveAnalysis(ferry, 1);
      const before = await device();
      for (let n = 1; ; n++) {
        close();
        const hasFailed = await openWithFault(n, how);
        expect([n, await device()]).toEqual([n, before]);
        if (!hasFailed) break;
      }
    },
  );

  it.each(FAULTS.map((how) => [how]))(
    'creates the database at the second attempt, if the first attempt meets a fault (%s)',
    async (how) => {
      for (let n = 1; ; n++) {
        resetBrowser();
        setWritesHeld(false);
        close();
        await Dexie.delete('civic-lens');
        const hasFailed = await openWithFault(n, how);
        await follow(RULEBOOK, 1);
        expect([n, await db.followed.count()]).toEqual([n, 1]);
        expect(db.tables.length).toBe(db.backendDB().objectStoreNames.length);
        if (!hasFailed) break;
      }
    },
  );
});

describe('a request that is refused outside `write`, as in an index commit', () => {
  it('holds back all writes', async () => {
    await fresh();
    // The first operation creates the transaction, and the second is the request.
    const end = failOperation(2, 'UnknownError');
    const refused = db.transaction('rw', db.siteTexts, () => db.siteTexts.clear());
    await expect(refused).rejects.toThrow();
    expect([end(), writesAreHeld()]).toEqual([true, true]);
  });
});
