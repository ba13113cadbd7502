import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { deleteEverything } from '../../../lib/app/delete-everything.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import type { IndexState } from '../../../lib/db/index-records.ts';
import { indexState } from '../../../lib/db/index-state.ts';
import type { SavedAnalysis } from '../../../lib/db/records.ts';
import { markUncopied } from '../../../lib/db/second-copy-queue.ts';
import { followableLens, followableOutlet } from '../../../lib/follow/followable.ts';
import { follow, unfollow } from '../../../lib/follow/followed.ts';
import type { Card } from '../../../lib/index/card.ts';
import {
  dismissRestored,
  fillFromSecondCopy,
  restoredFact,
} from '../../../lib/library/fill-from-second-copy.ts';
import { markRead, removeSaved, saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { markReplacedTexts, updateSecondCopy } from '../../../lib/library/second-copy.ts';
import {
  ANSWER_FIELDS,
  FOLLOWED_FIELDS,
  type KeptAnalysis,
  readSecondCopy,
  SAVED_FIELDS,
  WAITING_FIELDS,
} from '../../../lib/library/second-copy-records.ts';
import { detectWithdrawals } from '../../../lib/library/withdrawals.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { keepTexts } from '../../../lib/sync/keep-texts.ts';
import { kept, loseDatabase } from '../db/lost-database.ts';
import { resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, PUBLICATION, type Served, serve } from '../sync/served-index.ts';

const RULEBOOK = followableLens({ id: 'rulebook', name: 'The Rulebook' });
const COURIER = followableOutlet('Harbour Courier');
const NOW = Date.UTC(2026, 6, 3);
const IDS = ['ferry', 'ports', 'bus'];
let served: Served;

const publish = async (...ids: readonly string[]): Promise<void> => {
  served.publish([
    { month: '2026-07', cards: ids.map((id) => card(id)), documents: ids.map((id) => analysisDocument(id)) },
  ]);
  const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
  await keepTexts(index, 'all', 'https://noligarchy.us', served.get);
};
/** Publishes a corrected analysis and fetches its new text. Returns its new card. */
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
async function save(id: string, at = 1): Promise<void> {
  const found = await cardById(id);
  if (!found) throw new Error(`no card ${id}`);
  await saveAnalysis(found, at);
}
const savedIds = async (): Promise<string[]> => (await db.saved.toCollection().primaryKeys()).sort();

beforeEach(async () => {
  resetBrowser('*://*/*');
  await loseDatabase();
  served = serve([]);
  await publish('ferry', 'ports', 'bus');
  await fillFromSecondCopy(NOW);
});

describe('the second copy', () => {
  it('has the text of a saved or removed analysis that the publication corrected later', async () => {
    for (const id of ['ferry', 'bus', 'ports']) await save(id);
    await removeSaved('bus', NOW);
    await updateSecondCopy();
    const texts = Object.fromEntries((await db.savedTexts.toArray()).map((text) => [text.id, text]));
    const corrected = { updated: '2026-07-05' };
    served.publish([
      { month: '2026-07', cards: [card('ferry', corrected), card('bus', corrected), card('ports')] },
    ]);
    await syncCompanionIndex(PUBLICATION, 0, served.get);
    await markReplacedTexts();
    await updateSecondCopy();
    expect((await readSecondCopy()).analyses.map(({ saved, text }) => [saved.id, text])).toEqual([
      ['bus', texts.bus],
      ['ferry', texts.ferry],
      ['ports', undefined],
    ]);
    expect(texts.ferry).toBeDefined();
    await markReplacedTexts();
    expect(await db.uncopied.count()).toBe(0);
  });

  it('has the texts of saved and removed analyses that an incomplete index no longer lists', async () => {
    for (const id of ['ferry', 'bus', 'ports']) await save(id);
    await removeSaved('bus', NOW);
    await updateSecondCopy();
    await publish('ports');
    const index = await indexState();
    if (!index) throw new Error('no index');
    const incomplete: IndexState = { ...index, incomplete: true };
    await db.state.put(incomplete);
    await markReplacedTexts();
    await updateSecondCopy();
    const texts = await db.savedTexts.bulkGet(['bus', 'ferry']);
    expect(texts).toMatchObject([{ id: 'bus' }, { id: 'ferry' }]);
    expect((await readSecondCopy()).analyses.map(({ text }) => text)).toEqual([...texts, undefined]);
    await markReplacedTexts();
    expect(await db.uncopied.count()).toBe(0);
  });

  it('does not get a text that the index offers, even if its card is older, and no text without an index', async () => {
    await save('ferry');
    await updateSecondCopy();
    served.publish([{ month: '2026-07', cards: [card('ferry', { updated: '2026-07-05' })] }]);
    await syncCompanionIndex(PUBLICATION, 0, served.get);
    await db.savedTexts.update('ferry', { version: '2026-07-05' });
    await markReplacedTexts();
    await db.savedTexts.update('ferry', { version: '2026-07-04' });
    await db.state.delete('index');
    await markReplacedTexts();
    expect(await db.uncopied.count()).toBe(0);
  });

  it('has every committed record, with one key per record', async () => {
    await save('ferry');
    await follow(RULEBOOK, 2);
    expect(Object.keys(await kept())).toEqual(['kept-since']);
    await updateSecondCopy();
    expect(await kept()).toEqual({
      'kept-since': NOW,
      'kept:ferry': { saved: await db.saved.get('ferry') },
      'kept-followed:lens:rulebook': { followed: await db.followed.get('lens:rulebook') },
    });
    expect(await db.uncopied.count()).toBe(0);
  });

  it('is not written if the commit fails', async () => {
    vi.spyOn(db.uncopied, 'put').mockRejectedValueOnce(new Error('no commit'));
    await expect(save('ferry')).rejects.toThrow('no commit');
    await updateSecondCopy();
    expect([Object.keys(await kept()), await savedIds()]).toEqual([['kept-since'], []]);
  });

  it('is written later if the background was killed after the commit', async () => {
    await save('ferry');
    await markRead('ferry', 5);
    db.close({ disableAutoOpen: false });
    await updateSecondCopy();
    expect(await kept()).toMatchObject({ 'kept:ferry': { saved: { state: 'read', readAt: 5 } } });
  });

  it('is written later if the browser refused to write', async () => {
    await save('ferry');
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValueOnce(new Error('full'));
    await expect(updateSecondCopy()).rejects.toThrow('full');
    await updateSecondCopy();
    expect(Object.keys(await kept()).sort()).toEqual(['kept-since', 'kept:ferry']);
  });

  it('has the text of an analysis that the index no longer offers, and no other text', async () => {
    await save('ferry');
    await save('ports');
    await publish('ports');
    await detectWithdrawals(NOW);
    await updateSecondCopy();
    const text = await db.savedTexts.get('ferry');
    expect(await kept()).toMatchObject({ 'kept:ferry': { text } });
    expect((await kept())['kept:ports']).toEqual({ saved: await db.saved.get('ports') });
  });

  it('keeps a tombstone of a removed record, with the record of an analysis', async () => {
    await save('ferry');
    await follow(RULEBOOK, 2);
    await updateSecondCopy();
    await removeSaved('ferry', NOW);
    await unfollow(RULEBOOK);
    await updateSecondCopy();
    expect(await kept()).toMatchObject({
      'kept:ferry': { saved: { id: 'ferry' }, removedAt: NOW },
      'kept-followed:lens:rulebook': { removedAt: expect.any(Number) },
    });
  });

  it('has every field of every record', async () => {
    const fields = (names: readonly string[]): Record<string, unknown> =>
      Object.fromEntries(names.map((name) => [name, `the ${name}`]));
    const saved = { ...fields(SAVED_FIELDS), id: 'ferry', textState: 'pending', card: { headline: 'Ferry' } };
    const followed = { ...fields(FOLLOWED_FIELDS), key: 'lens:rulebook' };
    const waiting = { ...fields(WAITING_FIELDS), id: 'w', keys: [{ key: 'outlet.example/bus' }] };
    const answer = { ...fields(ANSWER_FIELDS), id: 'a' };
    await db.transaction('rw', [db.saved, db.followed, db.waiting, db.answers, db.uncopied], async () => {
      await db.saved.put(saved as never);
      await db.followed.put(followed as never);
      await db.waiting.put(waiting as never);
      await db.answers.put(answer as never);
      await markUncopied('saved', 'ferry');
      await markUncopied('followed', 'lens:rulebook');
      await markUncopied('waiting', 'w');
      await markUncopied('answers', 'a');
    });
    await updateSecondCopy();
    await loseDatabase();
    await fillFromSecondCopy(NOW);
    expect(await db.saved.toArray()).toEqual([saved]);
    expect(await db.followed.toArray()).toEqual([followed]);
    expect(await db.waiting.toArray()).toEqual([waiting]);
    expect(await db.answers.toArray()).toEqual([answer]);
  });
});

describe('a database that was lost', () => {
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

  it('is filled, and the restored records are listed for the reader', async () => {
    const before: SavedAnalysis[] = await db.saved.toArray();
    const text = await db.savedTexts.get('ferry');
    await loseDatabase();
    expect(await fillFromSecondCopy(NOW)).toBe(true);
    const pending = ({ id }: SavedAnalysis): object => (id === 'ferry' ? {} : { textState: 'pending' });
    expect(await db.saved.toArray()).toEqual(before.map((saved) => ({ ...saved, ...pending(saved) })));
    expect(await db.savedTexts.toArray()).toEqual([text]);
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

  it('keeps records that were saved since the loss', async () => {
    await loseDatabase();
    await publish('ports', 'bus');
    await save('ports', 77);
    expect(await fillFromSecondCopy(NOW)).toBe(true);
    expect(await savedIds()).toEqual(['ferry', 'ports']);
    expect(await restoredFact()).toMatchObject({ headlines: ['What ferry changes'] });
  });

  it('does not change the copy until it is filled, and then merges later changes with the copied records', async () => {
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
    const of = (key: string): KeptAnalysis => before[key] as KeptAnalysis;
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

  it('does not follow a thing again that was followed and unfollowed after everything was deleted', async () => {
    await deleteEverything();
    await follow(RULEBOOK, 5);
    await updateSecondCopy();
    await unfollow(RULEBOOK);
    await fillFromSecondCopy(NOW);
    await updateSecondCopy();
    expect([await db.followed.count(), await restoredFact()]).toEqual([0, undefined]);
  });

  it('is filled if it opens with empty tables', async () => {
    await Promise.all([db.saved, db.removed, db.followed, db.uncopied].map((table) => table.clear()));
    await fillFromSecondCopy(NOW);
    expect(await savedIds()).toEqual(['ferry', 'ports']);
  });

  it('does not bring back records that were removed or unfollowed, if that was not copied yet', async () => {
    await removeSaved('ferry', NOW);
    await removeSaved('ports', NOW);
    await unfollow(RULEBOOK);
    await db.removed.clear();
    await fillFromSecondCopy(NOW);
    expect([await savedIds(), await db.followed.count()]).toEqual([[], 0]);
  });
});

describe('deleting everything', () => {
  it('also deletes the copy, so that a lost database brings nothing back', async () => {
    await save('ferry');
    await updateSecondCopy();
    await deleteEverything();
    expect(await kept()).toEqual({});
    await loseDatabase();
    await fillFromSecondCopy(NOW);
    expect(await savedIds()).toEqual([]);
    expect(await restoredFact()).toBeUndefined();
  });
});

it('a database that opened empty while the copy could not be read is filled once it can be read', async () => {
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
