import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { deleteEverything } from '../../../lib/app/delete-everything.ts';
import { changeSettings } from '../../../lib/browser/settings.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import { indexState } from '../../../lib/db/index-state.ts';
import { followableLens } from '../../../lib/follow/followable.ts';
import { follow } from '../../../lib/follow/followed.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { removeSaved } from '../../../lib/library/removed-analyses.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { endFaults, FAULTS, failOperation } from '../db/faults.ts';
import { loseDatabase } from '../db/lost-database.ts';
import { resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, type Served, serve } from '../sync/served-index.ts';

/**
 * Makes `storage.local` refuse its n-th change, for n = 1, 2, … until the work makes fewer than n changes. After each
 * refusal, the library is as it was before the work or as the complete work leaves it. A second attempt succeeds, and
 * leaves the same entries in `storage.local` as work that met no refusal. Also tests the filling of a lost database
 * while operations of IndexedDB fail.
 */

const NOW = Date.UTC(2026, 6, 10, 12);
const RULEBOOK = followableLens({ id: 'rulebook', name: 'The Rulebook' });
const FERRY = { month: '2026-07', cards: [card('ferry')], documents: [analysisDocument('ferry')] };
let served: Served;

/** Refuses the n-th change after this call. The returned function ends this, and says whether a change was refused. */
function refuseChange(n: number): () => boolean {
  const { local } = fakeBrowser.storage;
  let count = 0;
  const spies = (['set', 'remove'] as const).map((name) => {
    const change = local[name].bind(local) as (items: never) => Promise<void>;
    return vi.spyOn(local, name).mockImplementation((async (items: never) => {
      count++;
      if (count === n) throw new Error('IO error: No space left on device');
      await change(items);
    }) as never);
  });
  return () => {
    for (const spy of spies) spy.mockRestore();
    return count >= n;
  };
}

async function fresh(): Promise<void> {
  resetBrowser('*://*/*');
  await loseDatabase();
  served = serve([FERRY]);
  await fillFromSecondCopy(NOW - 1);
  await sync(served.get);
}

async function save(): Promise<void> {
  const ferry = await cardById('ferry');
  if (!ferry) throw new Error('no card');
  await saveAnalysis(ferry, 1);
  await follow(RULEBOOK, 2);
}

async function saveWithCopy(): Promise<void> {
  await save();
  await updateSecondCopy();
}

async function publishMore(): Promise<void> {
  const bus = card('bus', { sources: ['https://bus.example/story'] });
  served.publish([{ ...FERRY, cards: [card('ferry'), bus] }]);
}

async function lose(): Promise<void> {
  await saveWithCopy();
  await loseDatabase();
}

const WORK: readonly [string, () => Promise<unknown>, () => Promise<unknown>][] = [
  ['a sync with a new host', publishMore, () => sync(served.get)],
  ['the second copy of a save', save, updateSecondCopy],
  [
    'the second copy of a removal',
    async () => {
      await saveWithCopy();
      await removeSaved('ferry', NOW);
    },
    updateSecondCopy,
  ],
  ['filling a lost database', lose, () => fillFromSecondCopy(NOW)],
  ['changing settings', saveWithCopy, () => changeSettings({ keepTexts: 'all' })],
  ['deleting everything', saveWithCopy, deleteEverything],
];

/** Returns the library as the reader sees it. */
async function library(): Promise<object> {
  return {
    saved: (await db.saved.toArray()).map(({ id, textState }) => [id, textState]),
    removed: (await db.removed.toArray()).map(({ id }) => id),
    followed: (await db.followed.toArray()).map(({ key }) => key),
    cards: (await indexState())?.cardCount,
  };
}

const stored = (): Promise<object> => fakeBrowser.storage.local.get(null);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});
afterAll(endFaults);

describe.each(WORK)('%s', (_, prepare, work) => {
  it('happens completely or not at all if a change is refused, and succeeds at the second attempt', async () => {
    await fresh();
    await prepare();
    const before = await library();
    await work();
    const [after, entries] = [await library(), await stored()];
    let refusals = 0;
    for (let n = 1; ; n++) {
      await fresh();
      await prepare();
      const end = refuseChange(n);
      await work().catch(() => undefined);
      const hasMet = end();
      expect([before, after], `change ${n}`).toContainEqual(await library());
      await work();
      expect([n, await library(), await stored()]).toEqual([n, after, entries]);
      if (!hasMet) break;
      refusals++;
    }
    expect(refusals).toBeGreaterThan(0);
  });
});

describe('filling a lost database', () => {
  it.each(FAULTS.map((how) => [how]))(
    'with a fault of IndexedDB (%s) happens completely or not at all, and succeeds at the second attempt',
    async (how) => {
      await fresh();
      await lose();
      const before = await library();
      await fillFromSecondCopy(NOW);
      const [after, entries] = [await library(), await stored()];
      let faults = 0;
      for (let n = 1; ; n++) {
        await fresh();
        await lose();
        // Open the database before the faults begin. Other tests cover faults during its opening.
        await db.open();
        const end = failOperation(n, how);
        await fillFromSecondCopy(NOW).catch(() => undefined);
        const hasFailed = end();
        expect([before, after], `operation ${n}`).toContainEqual(await library());
        await fillFromSecondCopy(NOW);
        expect([n, await library(), await stored()]).toEqual([n, after, entries]);
        if (!hasFailed) break;
        faults++;
      }
      expect(faults).toBeGreaterThan(0);
    },
  );
});
