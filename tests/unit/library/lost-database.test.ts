import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { deleteEverything } from '../../../lib/app/delete-everything.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import type { SavedAnalysis } from '../../../lib/db/records.ts';
import { followableOutlet } from '../../../lib/follow/followable.ts';
import { follow, unfollow } from '../../../lib/follow/followed.ts';
import type { Card } from '../../../lib/index/card.ts';
import {
  dismissRestored,
  fillFromSecondCopy,
  restoredFact,
} from '../../../lib/library/fill-from-second-copy.ts';
import { markRead } from '../../../lib/library/reading-states.ts';
import { removeSaved } from '../../../lib/library/removed-analyses.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import type { CopiedAnalysis } from '../../../lib/library/second-copy-records.ts';
import { detectWithdrawals } from '../../../lib/library/withdrawals.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { keepTexts } from '../../../lib/sync/keep-texts.ts';
import { kept, loseDatabase } from '../db/lost-database.ts';
import { analysisDocument, card, PUBLICATION } from '../sync/served-index.ts';
import { publish, served } from './kept-library.ts';
import { NOW, RULEBOOK, save, savedIds } from './saving.ts';

const COURIER = followableOutlet('Harbour Courier');

const IDS = ['ferry', 'ports', 'bus'];

/** Publishes a corrected analysis and fetches its new text. Returns the new card. */
async function publishCorrected(id: string): Promise<Card | undefined> {
  const corrected = card(id, { updated: '2026-07-05' });
  const documents = [{ ...analysisDocument(id, 'The new text.'), card: corrected }];
  served.publish([
    {
      month: '2026-07',
      cards: [corrected, ...IDS.filter((one) => one !== id).map((one) => card(one))],
      documents,
    },
  ]);
  const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
  await keepTexts(index, 'all', 'https://noligarchy.us', served.get);
  return cardById(id);
}

describe('a lost database', () => {
  beforeEach(async () => {
    await save('ferry', 1);
    await save('ports', 2);
    await save('bus', 3);
    await follow(RULEBOOK, 4);
    await follow(COURIER, 5);
    await unfollow(COURIER);
    await removeSaved('bus', NOW);
    await publish('ports', 'bus');
    await detectWithdrawals(NOW);
    await updateSecondCopy();
  });

  it('is filled from the second copy, and the restored records are listed for the reader', async () => {
    const before: SavedAnalysis[] = await db.saved.toArray();
    const text = await db.savedTexts.get('ferry');
    await loseDatabase();
    expect(await fillFromSecondCopy(NOW)).toBe(true);
    const pending = ({ id }: SavedAnalysis): object => (id === 'ferry' ? {} : { textState: 'pending' });
    expect(await db.saved.toArray()).toEqual(before.map((saved) => ({ ...saved, ...pending(saved) })));
    expect(await db.savedTexts.toArray()).toEqual([text]);
    // The restored analyses are queued for the search index, so that the search finds them.
    expect((await db.searchQueue.toArray()).map(({ id }) => id)).toEqual(['ferry', 'ports']);
    expect(await db.removed.toArray()).toMatchObject([{ id: 'bus', removedAt: NOW }]);
    expect((await db.followed.toArray()).map(({ key }) => key)).toEqual(['lens:rulebook']);
    expect(await restoredFact()).toEqual({
      name: 'restored',
      at: NOW,
      headlines: ['What ferry changes', 'What ports changes'],
      removed: 1,
      followed: ['The Rulebook'],
    });
    await dismissRestored();
    expect(await restoredFact()).toBeUndefined();
    expect(await fillFromSecondCopy(NOW)).toBe(false);
    expect(await restoredFact()).toBeUndefined();
  });

  it('keeps records that the reader saved after the loss', async () => {
    await loseDatabase();
    await publish('ports', 'bus');
    await save('ports', 77);
    expect(await fillFromSecondCopy(NOW)).toBe(true);
    expect(await savedIds()).toEqual(['ferry', 'ports']);
    expect(await restoredFact()).toMatchObject({ headlines: ['What ferry changes'] });
  });

  it('gets the earlier versions of an analysis that the reader saved again after the loss', async () => {
    const text = { sections: [], attribution: [] };
    const saved = await db.saved.get('ferry');
    if (!saved) throw new Error('ferry is not saved');
    const earlier = { id: 'ferry', version: '2026-06-01', text, card: saved.card, keptAt: 1 };
    await db.earlierTexts.add(earlier);
    await markRead('ferry', 6);
    await updateSecondCopy();
    await loseDatabase();
    await publish('ferry');
    await save('ferry', 7);
    await fillFromSecondCopy(NOW);
    expect(await db.earlierTexts.toArray()).toEqual([earlier]);
    await updateSecondCopy();
    expect(await kept()).toMatchObject({ 'kept:ferry': { earlier: [earlier] } });
  });

  it('leaves the second copy unchanged until the fill, and then merges later changes with the copy', async () => {
    await markRead('ports', 8);
    await db.saved.update('ports', { state: 'archived' });
    await updateSecondCopy();
    const before = await kept();
    const text = await db.savedTexts.get('ferry');
    await loseDatabase();
    await publish('ferry', 'ports', 'bus');
    const corrected = await publishCorrected('ferry');
    await save('ferry', 77);
    await markRead('ferry', 78);
    await save('ports', 79);
    await removeSaved('ports', 80);
    await save('bus', 81);
    await follow(RULEBOOK, 82);
    await follow(COURIER, 83);
    await unfollow(COURIER);
    await updateSecondCopy();
    expect(await kept()).toEqual(before);
    expect((await db.saved.get('ferry'))?.card).toEqual(corrected);

    await fillFromSecondCopy(NOW);
    await updateSecondCopy();
    const of = (key: string): CopiedAnalysis => before[key] as CopiedAnalysis;
    const ferry = { ...of('kept:ferry').saved, state: 'read', readAt: 78 };
    const ports = { ...of('kept:ports').saved, textState: 'pending', state: 'archived', readAt: 8 };
    const bus = { ...of('kept:bus').saved, textState: 'pending', savedAt: 81 };
    expect(await db.saved.toArray()).toEqual([bus, ferry]);
    expect(await db.removed.toArray()).toEqual([{ id: 'ports', removedAt: 80, saved: ports }]);
    expect(await db.savedTexts.get('ferry')).toEqual(text);
    expect(await db.followed.toArray()).toEqual([{ ...RULEBOOK, key: 'lens:rulebook', followedAt: 4 }]);
    expect(await kept()).toEqual({
      'kept-since': NOW,
      'kept:bus': { saved: bus },
      'kept:ferry': { saved: ferry, text },
      'kept:ports': { saved: ports, removedAt: 80 },
      'kept-followed:lens:rulebook': { followed: await db.followed.get('lens:rulebook') },
      'kept-followed:outlet:harbour courier': { removedAt: expect.any(Number) },
    });
    expect(await restoredFact()).toBeUndefined();
  });

  it('does not get a thing that the reader followed and unfollowed after deleting everything', async () => {
    await deleteEverything();
    await follow(RULEBOOK, 5);
    await updateSecondCopy();
    await unfollow(RULEBOOK);
    await fillFromSecondCopy(NOW);
    await updateSecondCopy();
    expect([await db.followed.count(), await restoredFact()]).toEqual([0, undefined]);
  });

  it('is also filled if it opens with empty tables', async () => {
    await Promise.all([db.saved, db.removed, db.followed, db.uncopied].map((table) => table.clear()));
    await fillFromSecondCopy(NOW);
    expect(await savedIds()).toEqual(['ferry', 'ports']);
  });

  it('does not restore records that the reader removed or unfollowed before the second copy was updated', async () => {
    await removeSaved('ferry', NOW);
    await removeSaved('ports', NOW);
    await unfollow(RULEBOOK);
    await db.removed.clear();
    await fillFromSecondCopy(NOW);
    expect([await savedIds(), await db.followed.count()]).toEqual([[], 0]);
  });
});

const LISTED = { name: 'restored', at: NOW, headlines: [], removed: 0, followed: [] };
const [BUS] = [card('bus') as Card];
const REMOVED_BUS = {
  id: 'bus',
  savedAt: 1,
  card: BUS,
  state: 'unread',
  labels: [],
  note: '',
  highlights: [],
};

it.each<[what: string, copy: object, listed: object]>([
  ['a label', { 'kept-label:water': { label: { name: 'water' } } }, { labels: 1 }],
  [
    'two saved searches',
    {
      'kept-filter:f1': { filter: { id: 'f1', name: 'Water', address: 'q=water' } },
      'kept-filter:f2': { filter: { id: 'f2', name: 'Ports', address: 'q=ports' } },
    },
    { filters: 2 },
  ],
  [
    'a correction',
    { 'kept-correction:c': { correction: { key: 'c', id: 'ferry', kind: 'withdrawn', seenAt: 1 } } },
    { corrections: 1 },
  ],
  ['a removed analysis', { 'kept:bus': { saved: REMOVED_BUS, removedAt: NOW } }, { removed: 1 }],
  ['nothing', {}, undefined as never],
])('the list of restored records counts %s if nothing else was restored', async (_, copy, listed) => {
  await fakeBrowser.storage.local.set(copy as Record<string, unknown>);
  await loseDatabase();
  await fillFromSecondCopy(NOW);
  expect(await restoredFact()).toEqual(listed && { ...LISTED, ...listed });
});

it('a database that opened empty while the second copy was unreadable is filled once it is readable', async () => {
  await save('ferry');
  await updateSecondCopy();
  await loseDatabase();
  const full = [
    vi.spyOn(fakeBrowser.storage.local, 'get').mockImplementation(async () => ({})),
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('FILE_ERROR_NO_SPACE')),
  ];
  await expect(fillFromSecondCopy(NOW + 1)).rejects.toThrow('FILE_ERROR_NO_SPACE');
  await publish('ferry', 'ports', 'bus');
  await save('bus');
  for (const mock of full) mock.mockRestore();
  expect(await fillFromSecondCopy(NOW + 2)).toBe(true);
  expect(await savedIds()).toEqual(['bus', 'ferry']);
  expect(await fillFromSecondCopy(NOW + 3)).toBe(false);
});

it.each([
  ['filled an hour ago', -3_600_000, true],
  ['filled while the clock was years ahead', 3e11, true],
  ['filled at this start of the background', -1000, false],
])('an empty database counts as lost unless this background filled it: %s', async (_, since, isLost) => {
  await loseDatabase();
  await fillFromSecondCopy(NOW + since);
  await loseDatabase();
  expect(await fillFromSecondCopy(NOW)).toBe(isLost);
});
