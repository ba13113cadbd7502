import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import type { Card } from '../../../lib/index/card.ts';
import { cardVersion } from '../../../lib/index/version.ts';
import { fetchMissingTexts } from '../../../lib/library/fetch-missing-texts.ts';
import { markRead } from '../../../lib/library/reading-states.ts';
import {
  forgetRemoved,
  RESTORABLE_FOR_MS,
  removedAnalyses,
  removedAnalysis,
  removeSaved,
  restoreRemoved,
} from '../../../lib/library/removed-analyses.ts';
import {
  ownCopy,
  saveAnalysis,
  savedAnalyses,
  savedAnalysis,
  savedText,
} from '../../../lib/library/saved-analyses.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { keepTexts } from '../../../lib/sync/keep-texts.ts';
import { analysisDocument, card, PUBLICATION, type Served, serve } from '../sync/served-index.ts';

const MONTHS = [
  {
    month: '2026-07',
    cards: ['ferry', 'ports'].map((id) => card(id, { document: `../analyses/${id}.json` })),
  },
];
const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 6, 3);
let served: Served;

beforeEach(async () => {
  await Promise.all(db.tables.map((table) => table.clear()));
  served = serve(MONTHS);
  await syncCompanionIndex(PUBLICATION, 0, served.get);
});

async function save(id: string, savedAt: number): Promise<Card> {
  const found = await cardById(id);
  if (!found) throw new Error(`no card ${id}`);
  await saveAnalysis(found, savedAt);
  return found;
}

/** Publishes this card, and fetches its text to the device. */
async function withText(published: object): Promise<void> {
  const documents = [{ ...analysisDocument('ferry'), card: published }];
  served.publish([{ month: '2026-07', cards: [published], documents }]);
  const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
  await keepTexts(index, 'all', 'https://noligarchy.us', served.get);
}

/** Runs `forgetRemoved` every six days from `NOW`, and for the last time `last` days after `NOW`. */
async function checkUntil(last: number): Promise<void> {
  for (let day = 0; day < last; day += 6) await forgetRemoved(NOW + day * DAY);
  await forgetRemoved(NOW + last * DAY);
}

const offer = (id: string): unknown =>
  served.instead.set(`analyses/${id}.json`, () => new Response(JSON.stringify(analysisDocument(id))));
const headingsOf = async (id: string): Promise<unknown> =>
  (await savedText(id))?.sections.map(({ heading }) => heading);

describe('the library', () => {
  it('saves a text with the card of its version, even if the page still shows an older card', async () => {
    const shown = await cardById('ferry');
    if (!shown) throw new Error('no card');
    const corrected = card('ferry', { updated: '2026-07-05', headline: 'What the ferry changed' });
    const documents = [{ ...analysisDocument('ferry', 'The new text.'), card: corrected }];
    served.publish([{ month: '2026-07', cards: [corrected], documents }]);
    const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
    await keepTexts(index, 'all', 'https://noligarchy.us', served.get);
    await saveAnalysis(shown, 1);
    expect((await savedAnalysis('ferry'))?.card).toEqual(await cardById('ferry'));
    expect(await db.savedTexts.get('ferry')).toMatchObject({ version: '2026-07-05' });
  });

  it('saves an analysis with the names of its lens and publication', async () => {
    const ferry = await save('ferry', 7);
    expect(await savedAnalysis('ferry')).toEqual({
      id: 'ferry',
      savedAt: 7,
      card: ferry,
      lens: { id: 'rulebook', name: 'The Rulebook', url: 'https://noligarchy.us/lens/rulebook' },
      publication: { name: 'NOLIGARCHY.US', url: PUBLICATION, language: 'en' },
      state: 'unread',
      textState: 'pending',
    });
  });

  it('saves the names that the page shows if the index does not contain them', async () => {
    const ferry = await cardById('ferry');
    if (!ferry) throw new Error('no card');
    const shown = {
      lens: { id: 'rulebook', name: 'The Rulebook', url: 'https://noligarchy.us/lens/rulebook' },
      publication: { name: 'NOLIGARCHY.US', url: PUBLICATION, language: 'en' },
    };
    await db.state.delete('index');
    await saveAnalysis(ferry, 1, shown);
    expect(await savedAnalysis('ferry')).toMatchObject(shown);
  });

  it('adds names that were missing at the save when it adds the text', async () => {
    offer('ferry');
    const index = await db.state.get('index');
    const ferry = await cardById('ferry');
    if (!index || !ferry) throw new Error('no index');
    await db.state.delete('index');
    await saveAnalysis(ferry, 1);
    await db.state.put(index);
    await fetchMissingTexts({ get: served.get, pause: async () => undefined });
    expect(await savedAnalysis('ferry')).toMatchObject({
      textState: 'kept',
      lens: { name: 'The Rulebook' },
      publication: { name: 'NOLIGARCHY.US' },
    });
  });

  it('adds the lens of the corrected card when it adds the text', async () => {
    await save('ferry', 1);
    const corrected = card('ferry', { updated: '2026-07-05', lens: 'water' });
    const lenses = [{ id: 'water', name: 'Water', url: '/lens/water' }];
    const documents = [{ ...analysisDocument('ferry'), card: corrected }];
    served.publish([{ month: '2026-07', cards: [corrected], documents }], { lenses });
    const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
    await keepTexts(index, 'all', 'https://noligarchy.us', served.get);
    await fetchMissingTexts({ get: served.get, pause: async () => undefined });
    expect(await savedAnalysis('ferry')).toMatchObject({
      textState: 'kept',
      card: { lens: 'water' },
      lens: { id: 'water', name: 'Water' },
    });
  });

  it('lists the most recently saved analysis first, and changes nothing if an analysis is saved twice', async () => {
    await save('ferry', 1);
    await save('ports', 2);
    await save('ferry', 3);
    expect((await savedAnalyses()).map(({ id, savedAt }) => [id, savedAt])).toEqual([
      ['ports', 2],
      ['ferry', 1],
    ]);
  });

  it('restores a removed analysis unchanged, with its text', async () => {
    offer('ferry');
    await save('ferry', 1);
    await fetchMissingTexts({ get: served.get, pause: async () => undefined });
    await markRead('ferry', 5);
    const before = await savedAnalysis('ferry');
    expect(await removeSaved('ferry', 7)).toBe(true);
    expect(await savedAnalyses()).toEqual([]);
    expect(await removedAnalyses(8)).toEqual([
      { id: 'ferry', removedAt: 7, saved: before, goesAt: 7 + RESTORABLE_FOR_MS },
    ]);
    expect(await restoreRemoved('ferry')).toBe(true);
    expect(await savedAnalysis('ferry')).toEqual({ ...before, state: 'read', readAt: 5 });
    expect(await headingsOf('ferry')).toEqual(['What happened']);
    expect(await removedAnalyses()).toEqual([]);
  });

  it('reports that an analysis to remove or to restore does not exist', async () => {
    expect([await removeSaved('ferry'), await restoreRemoved('ferry')]).toEqual([false, false]);
  });

  it('lists the most recently removed analysis first, and deletes all with their texts after 30 days', async () => {
    offer('ferry');
    await save('ferry', 1);
    await save('ports', 2);
    await fetchMissingTexts({ get: served.get, pause: async () => undefined });
    const listed = async (now: number): Promise<unknown> =>
      (await removedAnalyses(now)).map(({ id, goesAt }) => [id, goesAt]);
    await removeSaved('ferry', NOW);
    await forgetRemoved(NOW);
    await removeSaved('ports', NOW + 3 * DAY);
    expect(await listed(NOW + 4 * DAY)).toEqual([
      ['ports', NOW + 33 * DAY],
      ['ferry', NOW + 30 * DAY],
    ]);
    await checkUntil(29);
    expect(await listed(NOW + 29 * DAY)).toEqual([
      ['ports', NOW + 36 * DAY],
      ['ferry', NOW + 30 * DAY],
    ]);
    await forgetRemoved(NOW + 30 * DAY - 1);
    expect(await db.removed.count()).toBe(2);
    await forgetRemoved(NOW + 30 * DAY);
    expect(await db.removed.toCollection().primaryKeys()).toEqual(['ports']);
    expect(await savedText('ferry')).toBeUndefined();
  });

  it.each([
    ['was far behind at the removal', -400, [], 0],
    ['was far behind at the removal and the check after it', -400, [-400], 1],
    ['is far ahead at the first check', 0, [60], 0],
    ['is far ahead at a later check', 0, [0, 60], 1],
    ['is far ahead again and again', 0, [0, 400, 0, 400], 2],
  ])(
    'shortens the 30 days by at most a week for each error of the clock: the clock %s',
    async (_, removedAt, checks, jumps) => {
      await save('ferry', 1);
      await removeSaved('ferry', NOW + removedAt * DAY);
      for (const day of checks) await forgetRemoved(NOW + day * DAY);
      await checkUntil(29 - 7 * jumps);
      expect([(await removedAnalysis('ferry'))?.id, (await ownCopy('ferry'))?.isRemoved]).toEqual([
        'ferry',
        true,
      ]);
      await checkUntil(38);
      expect(await removedAnalysis('ferry')).toBeUndefined();
    },
  );

  it('does not delete the text of an analysis that was saved again', async () => {
    offer('ferry');
    await save('ferry', 1);
    await fetchMissingTexts({ get: served.get, pause: async () => undefined });
    const saved = await savedAnalysis('ferry');
    // An older release, which has no removed analyses, saved the analysis again.
    await removeSaved('ferry', NOW);
    if (saved) await db.saved.put(saved);
    await checkUntil(38);
    expect([await db.removed.count(), await headingsOf('ferry')]).toEqual([0, ['What happened']]);
  });

  it('keeps the reading state of an analysis that the reader removes and saves again', async () => {
    const ferry = await save('ferry', 1);
    await markRead('ferry', 5);
    await removeSaved('ferry', 7);
    await save('ferry', 9);
    expect(await savedAnalyses()).toMatchObject([{ id: 'ferry', savedAt: 9, state: 'read', readAt: 5 }]);
    expect(await db.removed.count()).toBe(0);
    expect((await savedAnalysis('ferry'))?.card).toEqual(ferry);
  });

  it('keeps lens, publication and withdrawal of an analysis that the reader removes and saves again', async () => {
    await withText(card('ferry'));
    await save('ferry', 1);
    served.publish([{ month: '2026-07', cards: [card('ports')] }], { lenses: [] });
    await syncCompanionIndex(PUBLICATION, 0, served.get);
    const withdrawn = {
      withdrawnAt: 3,
      withdrawalToldAt: 4,
      publication: { name: 'Elsewhere', url: PUBLICATION },
    };
    await db.saved.update('ferry', withdrawn);
    const before = await savedAnalysis('ferry');
    const text = await db.savedTexts.get('ferry');
    await removeSaved('ferry', 7);
    if (before) await saveAnalysis(before.card, 9);
    expect(await savedAnalysis('ferry')).toEqual({ ...before, savedAt: 9 });
    expect(before).toMatchObject({ ...withdrawn, lens: { name: 'The Rulebook' } });
    expect(await db.savedTexts.get('ferry')).toEqual(text);
  });

  it('deletes the marks of a withdrawal if the publication lists the analysis again at the save', async () => {
    await withText(card('ferry'));
    await save('ferry', 1);
    await db.saved.update('ferry', { withdrawnAt: 3, withdrawalToldAt: 4 });
    await removeSaved('ferry', 7);
    await save('ferry', 9);
    expect(await savedAnalysis('ferry')).not.toHaveProperty('withdrawnAt');
    expect(await savedAnalysis('ferry')).not.toHaveProperty('withdrawalToldAt');
  });

  const DATED = { updated: '2026-07-05', headline: 'Corrected' };
  const UNDATED = { headline: 'Reworded' };
  it.each<[string, kept: object, saved: object, again: object]>([
    ['uses a later text', {}, DATED, DATED],
    ['uses a text without date that the index has now', {}, UNDATED, UNDATED],
    ['uses a text without date instead of a dated one', DATED, UNDATED, UNDATED],
    ['keeps the saved text instead of an earlier one', DATED, { updated: '2026-07-04' }, DATED],
  ])('%s, with its card, if a removed analysis is saved again', async (_, first, second, expected) => {
    await withText(card('ferry', first));
    await save('ferry', 1);
    await removeSaved('ferry', 7);
    await withText(card('ferry', second));
    await save('ferry', 9);
    const saved = await savedAnalysis('ferry');
    expect(saved?.card).toMatchObject(expected);
    expect((await db.savedTexts.get('ferry'))?.version).toBe(saved && cardVersion(saved.card));
  });

  it('keeps the old card and text if a corrected analysis is saved again before its new text arrives', async () => {
    offer('ferry');
    const ferry = await save('ferry', 1);
    await fetchMissingTexts({ get: served.get, pause: async () => undefined });
    await removeSaved('ferry', 7);
    await saveAnalysis({ ...ferry, updated: '2026-07-20' }, 9);
    expect((await savedAnalysis('ferry'))?.card).toEqual(ferry);
    expect(await headingsOf('ferry')).toEqual(['What happened']);
  });

  it('leaves an archived analysis in the archive when the reader opens it', async () => {
    await save('ferry', 1);
    await db.saved.update('ferry', { state: 'archived' });
    await markRead('ferry', 5);
    expect(await savedAnalysis('ferry')).toMatchObject({ state: 'archived', readAt: 5 });
  });

  it('does not record that the reader has opened an analysis that is not saved', async () => {
    await markRead('ferry', 5);
    expect(await savedAnalyses()).toEqual([]);
  });
});
