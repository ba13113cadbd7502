import { beforeEach, expect, it } from 'vitest';
import { onBackgroundStart } from '../../../lib/app/background-events.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import type { SavedAnalysis } from '../../../lib/db/records.ts';
import { followableLens, followableOutlet } from '../../../lib/follow/followable.ts';
import { allFollowed, follow } from '../../../lib/follow/followed.ts';
import { cardVersion } from '../../../lib/index/version.ts';
import { restoredFact } from '../../../lib/library/fill-from-second-copy.ts';
import { markRead } from '../../../lib/library/reading-states.ts';
import {
  forgetRemoved,
  RESTORABLE_FOR_MS,
  removeSaved,
  restoreRemoved,
} from '../../../lib/library/removed-analyses.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { readSecondCopy } from '../../../lib/library/second-copy-records.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { keepTexts } from '../../../lib/sync/keep-texts.ts';
import { loseDatabase } from '../db/lost-database.ts';
import { browser, resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, PUBLICATION, serve } from '../sync/served-index.ts';

/**
 * Simulates that an older release of the extension ran between two starts of this release. Releases before schema
 * version 4 can open the current database. They store a text inside its record, have no reading state, and do not mark
 * changes as uncopied.
 */

const IDS = ['ferry', 'ports'];
const RULEBOOK = followableLens({ id: 'rulebook', name: 'The Rulebook' });
const COURIER = followableOutlet('Harbour Courier');
const NEW_TEXT = { sections: [{ heading: 'New', blocks: [] }], attribution: [] };

async function update(): Promise<void> {
  browser.runtime.getManifest.mockReturnValue({ version: '2.0.0' });
  await onBackgroundStart();
}
async function saved(id: string): Promise<SavedAnalysis> {
  const record = await db.saved.get(id);
  if (!record) throw new Error(`${id} is not saved`);
  return record;
}

beforeEach(async () => {
  resetBrowser('*://*/*');
  await loseDatabase();
  await onBackgroundStart();
  const served = serve([]);
  const documents = IDS.map((id) => analysisDocument(id));
  served.publish([{ month: '2026-07', cards: IDS.map((id) => card(id)), documents }]);
  const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
  await keepTexts(index, 'all', 'https://noligarchy.us', served.get);
  const ferry = await cardById('ferry');
  if (ferry) await saveAnalysis(ferry, 1);
  await follow(RULEBOOK, 2);
  await updateSecondCopy();
});

it('a text that the older release fetched is moved out of the record, and the card of this text stays', async () => {
  const ferry = await saved('ferry');
  const corrected = { ...ferry.card, updated: '2026-07-09', headline: 'Corrected' };
  // The `fetchMissingTexts` of the older release looks for a text inside the record, so it fetches the text again.
  await db.saved.update('ferry', { card: corrected, text: NEW_TEXT } as never);
  await update();
  expect(await db.saved.toArray()).toEqual([{ ...ferry, card: corrected }]);
  expect(await db.savedTexts.toArray()).toEqual([
    { id: 'ferry', version: cardVersion(corrected), text: NEW_TEXT },
  ]);
});

it.each([
  ['with another text', NEW_TEXT],
  ['without text', undefined],
])(
  'an analysis that the reader removed and saved again in the older release %s is merged',
  async (_, text) => {
    await markRead('ferry', 5);
    const before = await saved('ferry');
    const [own] = await db.savedTexts.toArray();
    await removeSaved('ferry', 6);
    const { lens, publication } = before;
    const corrected = { ...before.card, updated: '2026-07-09' };
    const again = { id: 'ferry', savedAt: 9, card: corrected, lens, publication, ...(text ? { text } : {}) };
    await db.saved.put(again as never);
    // The reader restores the removed analysis before the records are renewed.
    expect(await restoreRemoved('ferry')).toBe(true);
    await db.removed.put({ id: 'ferry', removedAt: 6, saved: before });
    await update();
    expect(await db.saved.toArray()).toEqual([
      { ...before, savedAt: 9, ...(text ? { card: corrected } : {}) },
    ]);
    await forgetRemoved(6 + RESTORABLE_FOR_MS);
    expect([await db.removed.count(), await db.savedTexts.toArray()]).toEqual([
      0,
      [text ? { id: 'ferry', version: '2026-07-09', text } : own],
    ]);
  },
);

it('analyses removed in the older release are listed as removed, and things followed in it are copied', async () => {
  const before = await saved('ferry');
  await db.saved.delete('ferry');
  await db.followed.clear();
  await db.followed.put({ ...COURIER, key: 'outlet:harbour courier', followedAt: 3 });
  const now = Date.now();
  await update();
  expect([await db.saved.count(), await restoredFact()]).toEqual([0, undefined]);
  expect(await db.removed.toArray()).toEqual([{ id: 'ferry', removedAt: expect.any(Number), saved: before }]);
  expect((await allFollowed()).map(({ key }) => key)).toEqual(['outlet:harbour courier']);
  const copy = await readSecondCopy();
  expect(copy.analyses).toEqual([{ saved: before, removedAt: expect.any(Number) }]);
  expect(copy.analyses[0]?.removedAt).toBeGreaterThanOrEqual(now);
  expect(copy.followed).toEqual(await allFollowed());
  await restoreRemoved('ferry');
  expect([await db.saved.toArray(), await db.savedTexts.count()]).toEqual([[before], 1]);
});

it('the text of an analysis that an older release removed is deleted if the second copy lacks it', async () => {
  await browser.storage.local.remove('kept:ferry');
  await db.saved.delete('ferry');
  await update();
  expect([await db.removed.count(), await db.savedTexts.count()]).toEqual([0, 0]);
});

it('the second copy of another database is not used to find removed records', async () => {
  await browser.storage.local.set({ 'kept-since': 5 });
  await db.saved.delete('ferry');
  await update();
  expect([(await db.saved.toArray()).map(({ id }) => id), await db.removed.count()]).toEqual([['ferry'], 0]);
});

it('the records are examined once per release', async () => {
  await update();
  await db.saved.update('ferry', { text: NEW_TEXT } as never);
  await update();
  expect(await saved('ferry')).toHaveProperty('text');
});
