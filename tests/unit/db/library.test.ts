import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-store.ts';
import {
  completeSavedTexts,
  noteRead,
  putBack,
  removeSaved,
  saveAnalysis,
  savedAnalyses,
  savedAnalysis,
} from '../../../lib/db/library.ts';
import type { Card } from '../../../lib/index/card.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { analysisDocument, card, PUBLICATION, type Served, serve } from '../sync/served-index.ts';

const MONTHS = [
  {
    month: '2026-07',
    cards: ['ferry', 'ports'].map((id) => card(id, { document: `../analyses/${id}.json` })),
  },
];
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

const offer = (id: string): unknown =>
  served.instead.set(`analyses/${id}.json`, () => new Response(JSON.stringify(analysisDocument(id))));
const headingsOf = async (id: string): Promise<unknown> =>
  (await savedAnalysis(id))?.text?.sections.map(({ heading }) => heading);

describe('the library', () => {
  it('keeps an analysis with the names of its lens and publication', async () => {
    const ferry = await save('ferry', 7);
    expect(await savedAnalysis('ferry')).toEqual({
      id: 'ferry',
      savedAt: 7,
      card: ferry,
      lens: { id: 'rulebook', name: 'The Rulebook', url: 'https://noligarchy.us/lens/rulebook' },
      publication: { name: 'NOLIGARCHY.US', url: PUBLICATION, language: 'en' },
    });
  });

  it('lists the newest first, and keeps the first copy of what is saved twice', async () => {
    await save('ferry', 1);
    await save('ports', 2);
    await save('ferry', 3);
    expect((await savedAnalyses()).map(({ id, savedAt }) => [id, savedAt])).toEqual([
      ['ports', 2],
      ['ferry', 1],
    ]);
  });

  it('gives back what was removed, as it was', async () => {
    await save('ferry', 1);
    await noteRead('ferry', 5);
    const before = await savedAnalysis('ferry');
    const removed = await removeSaved('ferry');
    expect(removed).toEqual(before);
    expect(await savedAnalyses()).toEqual([]);
    if (removed) await putBack(removed);
    expect(await savedAnalysis('ferry')).toEqual({ ...before, readAt: 5 });
  });

  it('does not note that an analysis was read that is not saved', async () => {
    await noteRead('ferry', 5);
    expect(await savedAnalyses()).toEqual([]);
  });
});

describe('a text that could not be had when its analysis was saved', () => {
  it('is added once it can be had, and then not fetched again', async () => {
    await save('ferry', 1);
    await save('ports', 2);
    offer('ferry');
    served.asked.splice(0);
    await completeSavedTexts(served.get);
    expect([await headingsOf('ferry'), await headingsOf('ports')]).toEqual([['What happened'], undefined]);
    offer('ports');
    await completeSavedTexts(served.get);
    expect(await headingsOf('ports')).toEqual(['What happened']);
    await completeSavedTexts(served.get);
    expect(served.asked).toEqual(['analyses/ferry.json', 'analyses/ports.json', 'analyses/ports.json']);
  });
});
