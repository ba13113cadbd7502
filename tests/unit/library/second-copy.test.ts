import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { deleteEverything } from '../../../lib/app/delete-everything.ts';
import { db } from '../../../lib/db/database.ts';
import type { IndexState } from '../../../lib/db/index-records.ts';
import { indexState } from '../../../lib/db/index-state.ts';
import { markUncopied } from '../../../lib/db/second-copy-queue.ts';
import { follow, unfollow } from '../../../lib/follow/followed.ts';
import { fillFromSecondCopy, restoredFact } from '../../../lib/library/fill-from-second-copy.ts';
import { markRead } from '../../../lib/library/reading-states.ts';
import { removeSaved } from '../../../lib/library/removed-analyses.ts';
import { markReplacedTexts, updateSecondCopy } from '../../../lib/library/second-copy.ts';
import {
  ANSWER_FIELDS,
  FOLLOWED_FIELDS,
  readSecondCopy,
  SAVED_FIELDS,
  WAITING_FIELDS,
} from '../../../lib/library/second-copy-records.ts';
import { detectWithdrawals } from '../../../lib/library/withdrawals.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { kept, loseDatabase } from '../db/lost-database.ts';
import { card, PUBLICATION } from '../sync/served-index.ts';
import { publish, served } from './kept-library.ts';
import { NOW, RULEBOOK, save, savedIds } from './saving.ts';

describe('the second copy', () => {
  it('contains the text of a saved or removed analysis that the publication corrected later', async () => {
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

  it('contains the texts of saved and removed analyses that an incomplete index no longer lists', async () => {
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

  it('gets no text that the index offers, even for an older saved card, and no text if there is no index', async () => {
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

  it('contains every committed record, with one key for each record', async () => {
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

  it('is written later if the browser refused to write it', async () => {
    await save('ferry');
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValueOnce(new Error('full'));
    await expect(updateSecondCopy()).rejects.toThrow('full');
    await updateSecondCopy();
    expect(Object.keys(await kept()).sort()).toEqual(['kept-since', 'kept:ferry']);
  });

  it('contains the text of an analysis that the index no longer offers, and no other text', async () => {
    await save('ferry');
    await save('ports');
    await publish('ports');
    await detectWithdrawals(NOW);
    await updateSecondCopy();
    const text = await db.savedTexts.get('ferry');
    expect(await kept()).toMatchObject({ 'kept:ferry': { text } });
    expect((await kept())['kept:ports']).toEqual({ saved: await db.saved.get('ports') });
  });

  it('keeps a tombstone of an unfollowed thing, and the whole record of a removed analysis', async () => {
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

  it('contains every field of saved analyses, followed things, waiting pages and story answers', async () => {
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

describe('deleting everything', () => {
  it('also deletes the second copy, so that a lost database is not filled from it', async () => {
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
