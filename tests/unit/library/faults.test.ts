import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import { indexState } from '../../../lib/db/index-state.ts';
import { setWritesHeld } from '../../../lib/db/open-database.ts';
import { followableLens } from '../../../lib/follow/followable.ts';
import { follow, unfollow } from '../../../lib/follow/followed.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { markRead } from '../../../lib/library/reading-states.ts';
import { removeSaved, restoreRemoved } from '../../../lib/library/removed-analyses.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { loseDatabase } from '../db/lost-database.ts';
import { resetBrowser } from '../fake-browser.ts';
import { card, PUBLICATION, type Served, serve } from '../sync/served-index.ts';

/**
 * Makes the n-th write to IndexedDB fail, for n = 1, 2, … until the work no longer reaches the failing write. After
 * each failure, the library is as it was before the work or as the complete work leaves it.
 */

const RULEBOOK = followableLens({ id: 'rulebook', name: 'The Rulebook' });
const WRITES = ['put', 'add', 'delete', 'clear'] as const;
const original = Object.fromEntries(WRITES.map((name) => [name, IDBObjectStore.prototype[name]]));
let served: Served;

/** Makes the n-th write after this call fail. The returned function says whether the work reached that write. */
function failWrite(n: number, how: 'quota' | 'abort'): () => boolean {
  let count = 0;
  for (const name of WRITES) {
    const write = original[name] as (...args: unknown[]) => IDBRequest;
    Object.assign(IDBObjectStore.prototype, {
      [name](this: IDBObjectStore, ...args: unknown[]) {
        count++;
        if (count === n) {
          this.transaction.abort();
          if (how === 'quota') throw new DOMException('The disk is full.', 'QuotaExceededError');
        }
        return write.apply(this, args);
      },
    });
  }
  return () => count >= n;
}
function mend(): void {
  Object.assign(IDBObjectStore.prototype, original);
  setWritesHeld(false);
}

async function fresh(): Promise<void> {
  mend();
  resetBrowser('*://*/*');
  await loseDatabase();
  served = serve([{ month: '2026-07', cards: [card('ferry'), card('ports')] }]);
  await syncCompanionIndex(PUBLICATION, 0, served.get);
  await fillFromSecondCopy(1);
}
beforeEach(fresh);
afterEach(mend);

/** Returns the library as the reader sees it. */
async function library(): Promise<object> {
  const [saved, removed, followed, index] = await Promise.all([
    db.saved.toArray(),
    db.removed.toArray(),
    db.followed.toArray(),
    indexState(),
  ]);
  return { saved, removed: removed.map(({ id }) => id), followed, cards: index?.cardCount };
}

const saveFerry = async (): Promise<void> => {
  const ferry = await cardById('ferry');
  if (ferry) await saveAnalysis(ferry, 1);
};
const WORK: readonly [string, () => Promise<unknown>, () => Promise<unknown>][] = [
  ['a save', async () => undefined, saveFerry],
  ['marking as read', saveFerry, () => markRead('ferry', 5)],
  ['a removal', saveFerry, () => removeSaved('ferry', 7)],
  [
    'a restoration',
    async () => {
      await saveFerry();
      await removeSaved('ferry', 7);
    },
    () => restoreRemoved('ferry'),
  ],
  ['following', async () => undefined, () => follow(RULEBOOK, 3)],
  ['unfollowing', () => follow(RULEBOOK, 3), () => unfollow(RULEBOOK)],
  [
    'a new index',
    saveFerry,
    async () => {
      served.publish([{ month: '2026-07', cards: [card('ferry'), card('ports'), card('bus')] }]);
      await syncCompanionIndex(PUBLICATION, 0, served.get);
    },
  ],
];

describe.each(WORK)('%s', (_, prepare, work) => {
  it.each(['quota', 'abort'] as const)(
    'happens completely or not at all if a write fails (%s)',
    async (how) => {
      await prepare();
      const before = await library();
      await work();
      const after = await library();
      expect(after).not.toEqual(before);
      for (let n = 1; ; n++) {
        await fresh();
        await prepare();
        const met = failWrite(n, how);
        const failed = await work().then(
          () => false,
          () => true,
        );
        const hasMet = met();
        mend();
        expect([n, await library()]).toEqual([n, failed ? before : after]);
        await updateSecondCopy();
        await loseDatabase();
        await fillFromSecondCopy(9);
        const { saved, followed } = (await library()) as { saved: object[]; followed: object[] };
        const expected = (failed ? before : after) as { saved: object[]; followed: object[] };
        expect([n, saved, followed]).toEqual([n, expected.saved, expected.followed]);
        if (!hasMet) break;
      }
    },
  );
});
