import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import { followableLens } from '../../../lib/follow/followable.ts';
import { follow, unfollow } from '../../../lib/follow/followed.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { forgetRemoved, RESTORABLE_FOR_MS, removeSaved } from '../../../lib/library/removed-analyses.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { forgetOldTombstones, updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { readSecondCopy } from '../../../lib/library/second-copy-records.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { kept, loseDatabase } from '../db/lost-database.ts';
import { resetBrowser } from '../fake-browser.ts';
import { card, PUBLICATION, serve } from '../sync/served-index.ts';

const RULEBOOK = followableLens({ id: 'rulebook', name: 'The Rulebook' });
const WEEK = 7 * 24 * 3_600_000;
const NOW = Date.UTC(2026, 6, 3);

beforeEach(async () => {
  resetBrowser('*://*/*');
  await loseDatabase();
  await fillFromSecondCopy(NOW);
});

describe('a tombstone', () => {
  it('of a removed analysis restores its record at any age, and is deleted together with that record', async () => {
    const served = serve([{ month: '2026-07', cards: [card('ferry')] }]);
    await syncCompanionIndex(PUBLICATION, 0, served.get);
    const ferry = await cardById('ferry');
    if (!ferry) throw new Error('no card');
    await saveAnalysis(ferry, 1);
    await removeSaved('ferry', NOW);
    await updateSecondCopy();
    await loseDatabase();
    const later = NOW + RESTORABLE_FOR_MS;
    await fillFromSecondCopy(later);
    expect(await db.removed.toArray()).toMatchObject([{ id: 'ferry', removedAt: NOW }]);
    for (let week = 0; week < 6; week++) await forgetRemoved(later + week * WEEK);
    await updateSecondCopy();
    expect([await db.removed.count(), Object.keys(await kept())]).toEqual([0, ['kept-since']]);
  });

  it('of an unfollowed thing is deleted after 30 days', async () => {
    await follow(RULEBOOK, 2);
    await unfollow(RULEBOOK);
    await updateSecondCopy();
    const { removedAt } = (await kept())['kept-followed:lens:rulebook'] as { removedAt: number };
    await forgetOldTombstones(removedAt + RESTORABLE_FOR_MS - 1);
    expect(Object.keys(await kept())).toContain('kept-followed:lens:rulebook');
    await forgetOldTombstones(removedAt + RESTORABLE_FOR_MS);
    expect(Object.keys(await kept())).toEqual(['kept-since']);
  });

  it('from a time when the clock was years ahead is deleted once the clock is right', async () => {
    await follow(RULEBOOK, 2);
    await unfollow(RULEBOOK);
    await updateSecondCopy();
    const { removedAt } = (await kept())['kept-followed:lens:rulebook'] as { removedAt: number };
    await forgetOldTombstones(removedAt - 100 * WEEK);
    expect(Object.keys(await kept())).toEqual(['kept-since']);
  });

  it('is deleted without the new record if the reader follows the thing again during the deletion', async () => {
    await follow(RULEBOOK, 2);
    await unfollow(RULEBOOK);
    await updateSecondCopy();
    let copying: Promise<void> | undefined;
    let isCopied = false;
    const remove = fakeBrowser.storage.local.remove as (keys: string[]) => Promise<void>;
    vi.spyOn(fakeBrowser.storage.local, 'remove').mockImplementationOnce((async (keys: string[]) => {
      copying = follow(RULEBOOK, 3)
        .then(updateSecondCopy)
        .then(() => {
          isCopied = true;
        });
      await vi.waitFor(async () => {
        const { pending = [] } = await navigator.locks.query();
        expect(isCopied || pending.length > 0).toBe(true);
      });
      await remove.call(fakeBrowser.storage.local, keys);
    }) as never);
    await forgetOldTombstones(Date.now() + RESTORABLE_FOR_MS);
    await copying;
    expect((await readSecondCopy()).followed).toMatchObject([{ key: 'lens:rulebook', followedAt: 3 }]);
  });
});
