import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';
import { write } from '../../../lib/db/disk-space.ts';
import { isStorageFull } from '../../../lib/db/failures.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import { setWritesHeld, writesAreHeld } from '../../../lib/db/open-database.ts';
import { updateSiteState } from '../../../lib/db/site-state.ts';
import { followableOutlet, followKey } from '../../../lib/follow/followable.ts';
import { follow, followAgain, unfollow } from '../../../lib/follow/followed.ts';
import { markUnseen } from '../../../lib/follow/new-for-you-cards.ts';
import { addNewAnalysesToCommits } from '../../../lib/follow/new-for-you-in-commit.ts';
import { claimUnnotified, deleteSeen, markSeen } from '../../../lib/follow/new-for-you-records.ts';
import type { Card } from '../../../lib/index/card.ts';
import { cardVersion } from '../../../lib/index/version.ts';
import { alignCardsWithTexts } from '../../../lib/library/align-cards-with-texts.ts';
import { fetchMissingTexts } from '../../../lib/library/fetch-missing-texts.ts';
import { dismissRestored, fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { markRead } from '../../../lib/library/reading-states.ts';
import { forgetRemoved, removeSaved, restoreRemoved } from '../../../lib/library/removed-analyses.ts';
import { addSavedText, renewOldRecords, saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { markReplacedTexts, updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { detectWithdrawals, markWithdrawalsReported } from '../../../lib/library/withdrawals.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { resetBrowser } from '../fake-browser.ts';
import { backFill } from '../sync/one-batch.ts';
import { analysisDocument, card, PUBLICATION, type Served, serve } from '../sync/served-index.ts';
import { disk, installDisk, removeDisk } from './full-disk.ts';

addNewAnalysesToCommits();

/**
 * Tests that, after a refused write to the reader's tables, each write first checks whether there is room, and writes
 * nothing if there is none.
 */

const FERRY = 'ferry';
const OUTLET = followableOutlet('outlet.example');
const TEXT = { sections: [], attribution: [] };
let served: Served;
const transaction = IDBDatabase.prototype.transaction;
/** The tables of each transaction that may write, in order. */
const writing: string[][] = [];
// Replace the method now, because Dexie looks it up when it opens the database.
IDBDatabase.prototype.transaction = function (tables, mode, options) {
  if (mode === 'readwrite') writing.push(typeof tables === 'string' ? [tables] : [...tables]);
  return transaction.call(this, tables, mode, options);
};

beforeEach(async () => {
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  served = serve([]);
  await publish([FERRY, 'ports']);
  await fillFromSecondCopy();
  installDisk();
});
afterEach(removeDisk);
afterAll(() => {
  IDBDatabase.prototype.transaction = transaction;
});

async function publish(ids: readonly string[], change: object = {}): Promise<void> {
  served.publish([
    { month: '2026-07', cards: ids.map((id) => card(id, { document: `${id}.json`, ...change })) },
  ]);
  for (const id of ids) served.instead.set(`${id}.json`, () => Response.json(analysisDocument(id)));
  await syncCompanionIndex(PUBLICATION, Date.now(), served.get);
}

const cardOf = async (id: string): Promise<Card> => {
  const found = await cardById(id);
  if (!found) throw new Error(`no card ${id}`);
  return found;
};
const save = async (): Promise<void> => saveAnalysis(await cardOf(FERRY), 1);
const saveWithText = async (): Promise<void> => {
  await save();
  await addSavedText(await cardOf(FERRY), { text: TEXT, version: cardVersion(await cardOf(FERRY)) });
};
const beNew = async (): Promise<void> => {
  await db.newAnalyses.put({ id: FERRY, keys: [], foundAt: 1 });
};

/** Makes the publication a plain site with one page that is still to be read. */
const readAsSite = async (): Promise<void> => {
  await db.state.clear();
  await updateSiteState({});
  await db.sitePages.put({ url: `${PUBLICATION}analysis/${FERRY}`, changed: 1, state: 'wanted', tries: 0 });
};

/** Functions that write to the reader's tables or to the index, each after a function that prepares the write. */
const WRITERS: readonly (readonly [string, () => Promise<unknown>, () => Promise<unknown>])[] = [
  ['saveAnalysis', async () => undefined, save],
  ['removeSaved', save, () => removeSaved(FERRY)],
  ['restoreRemoved', () => save().then(() => removeSaved(FERRY)), () => restoreRemoved(FERRY)],
  ['forgetRemoved', () => save().then(() => removeSaved(FERRY, 1)), () => forgetRemoved()],
  [
    'addSavedText',
    save,
    async () => addSavedText(await cardOf(FERRY), { text: TEXT, version: cardVersion(await cardOf(FERRY)) }),
  ],
  ['markRead', save, () => markRead(FERRY)],
  [
    'renewOldRecords',
    async () => {
      await save();
      await db.saved.update(FERRY, { state: undefined } as never);
    },
    renewOldRecords,
  ],
  ['follow', async () => undefined, () => follow(OUTLET)],
  ['unfollow', () => follow(OUTLET), () => unfollow(OUTLET)],
  [
    'followAgain',
    async () => undefined,
    () => followAgain({ followed: { ...OUTLET, key: followKey(OUTLET), followedAt: 1 }, news: [] }),
  ],
  ['markSeen', beNew, () => markSeen(FERRY)],
  [
    'markUnseen',
    () => follow(OUTLET),
    () => markUnseen([{ id: FERRY, keys: [followKey(OUTLET)], foundAt: 1 }]),
  ],
  ['deleteSeen', () => db.newAnalyses.put({ id: FERRY, keys: [], seenAt: 1 } as never), deleteSeen],
  ['claimUnnotified', beNew, () => claimUnnotified(1)],
  [
    'fetchMissingTexts, of a text that can be fetched',
    save,
    () => fetchMissingTexts({ get: served.get, pause: async () => undefined }),
  ],
  [
    'fetchMissingTexts, of a text that cannot be fetched',
    async () => {
      await save();
      served.instead.set(`${FERRY}.json`, () => new Response(null, { status: 404 }));
    },
    () => fetchMissingTexts({ get: served.get, pause: async () => undefined }),
  ],
  [
    'fetchMissingTexts, of a text that is no longer wanted',
    () => db.textTries.put({ id: FERRY, failures: 1, nextAt: 1 }),
    () => fetchMissingTexts({ get: served.get, pause: async () => undefined }),
  ],
  ['updateSecondCopy', save, updateSecondCopy],
  [
    'markReplacedTexts',
    async () => {
      await saveWithText();
      await updateSecondCopy();
      await publish([FERRY], { updated: '2026-07-09' });
    },
    markReplacedTexts,
  ],
  [
    'fillFromSecondCopy',
    async () => {
      await save();
      await updateSecondCopy();
      await Promise.all([db.saved.clear(), db.readerFacts.clear()]);
    },
    () => fillFromSecondCopy(),
  ],
  [
    'dismissRestored',
    () => db.readerFacts.put({ name: 'restored', at: 1, headlines: [], removed: 0, followed: [] }),
    dismissRestored,
  ],
  [
    'alignCardsWithTexts',
    async () => {
      await saveWithText();
      await publish([FERRY], { updated: '2026-07-09' });
      await db.savedTexts.put({ id: FERRY, version: cardVersion(await cardOf(FERRY)), text: TEXT });
    },
    alignCardsWithTexts,
  ],
  ['detectWithdrawals', () => save().then(() => publish(['ports'])), () => detectWithdrawals(1)],
  ['markWithdrawalsReported', save, () => markWithdrawalsReported([FERRY])],
  ['a sync', async () => undefined, () => sync(served.get)],
  ['backFill', readAsSite, () => backFill({ get: served.get, pause: async () => undefined })],
];

describe.each(WRITERS)('%s', (_, prepare, work) => {
  it('writes nothing in a new page or background after a refused write, until there is room', async () => {
    await prepare();
    await fakeBrowser.storage.session.set({ writesHeld: true });
    writing.splice(0);
    disk.isFull = true;
    const refused = await work().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect({ writing, refused: refused === undefined || isStorageFull(refused) }).toEqual({
      writing: [],
      refused: true,
    });
    disk.isFull = false;
    await work();
    expect(writing).not.toEqual([]);
    expect(await fakeBrowser.storage.session.get('writesHeld')).toEqual({ writesHeld: undefined });
  });
});

describe('a refused write', () => {
  it('holds back later writes of its page only until there is room', async () => {
    await save();
    setWritesHeld(true);
    await markRead(FERRY);
    expect([(await db.saved.get(FERRY))?.state, writesAreHeld()]).toEqual(['read', false]);
  });

  it.each(['QuotaExceededError', 'UnknownError'])(
    'with the error %s also holds back the other pages and the next background',
    async (name) => {
      const failed = write([db.saved], () => Promise.reject(new DOMException('', name)));
      await expect(failed).rejects.toMatchObject({ name });
      expect([writesAreHeld(), await fakeBrowser.storage.session.get('writesHeld')]).toEqual([
        true,
        { writesHeld: true },
      ]);
    },
  );

  it('holds back no write if the cause is an error in the code', async () => {
    await expect(write([db.saved], () => Promise.reject(new TypeError('a mistake')))).rejects.toThrow(
      'mistake',
    );
    expect([writesAreHeld(), await fakeBrowser.storage.session.get('writesHeld')]).toEqual([
      false,
      { writesHeld: undefined },
    ]);
  });

  it('keeps other pages from writing when the reader opens saved analyses there', async () => {
    await save();
    disk.isFull = true;
    writing.splice(0);
    for (let page = 0; page < 4; page++) {
      setWritesHeld(false);
      await expect(markRead(FERRY)).rejects.toMatchObject({ name: 'QuotaExceededError' });
    }
    expect(writing).toEqual([['saved', 'uncopied', 'searchQueue']]);
  });
});
