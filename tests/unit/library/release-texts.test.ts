import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answerInBackground } from '../../../lib/app/answer-in-background.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import type { SavedAnalysis } from '../../../lib/db/records.ts';
import { fetchMissingTexts } from '../../../lib/library/fetch-missing-texts.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { undo } from '../../../lib/library/journal.ts';
import { releasableTexts, releaseTexts } from '../../../lib/library/release-texts.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, PUBLICATION, type Served, serve } from '../sync/served-index.ts';

/** Tests the release of texts of read and archived analyses, which frees storage. */

const IDS = ['ferry', 'ports', 'cable', 'court'];
const withDocument = (id: string, fields: object = {}) =>
  card(id, { document: `../analyses/${id}.json`, ...fields });
const HIGHLIGHT = {
  ...{ id: 'one', section: 0, start: 0, endSection: 0, end: 3, version: '' },
  ...{ exact: 'The', prefix: '', suffix: '', comment: '', createdAt: 1 },
};
let served: Served;

beforeEach(async () => {
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  await fillFromSecondCopy(0);
  served = serve([{ month: '2026-07', cards: IDS.map((id) => withDocument(id)) }]);
  for (const id of IDS) served.instead.set(`${id}.json`, () => Response.json(analysisDocument(id)));
  await syncCompanionIndex(PUBLICATION, 0, served.get);
  for (const [n, id] of IDS.entries()) {
    const found = await cardById(id);
    if (found) await saveAnalysis(found, n);
  }
  await fetchMissingTexts({ get: served.get, pause: async () => undefined });
  await db.saved.toCollection().modify({ state: 'read' });
  served.asked.splice(0);
  vi.stubGlobal('fetch', served.get);
});

const states = async (): Promise<Record<string, SavedAnalysis['textState']>> =>
  Object.fromEntries((await db.saved.toArray()).map(({ id, textState }) => [id, textState]));
const change = (id: string, fields: Partial<SavedAnalysis>): Promise<unknown> => db.saved.update(id, fields);
const open = async (id: string): Promise<unknown> =>
  answerInBackground('textOf', [(await db.saved.get(id))?.card, true]);

describe('releasing texts', () => {
  it('deletes only the texts of read and archived analyses, and says their number and size in advance', async () => {
    await change('ports', { state: 'archived' });
    await change('cable', { state: 'unread' });
    await change('court', { state: 'reading' });
    const { count, bytes } = await releasableTexts();
    expect(count).toBe(2);
    expect(bytes).toBeGreaterThan(100);
    await releaseTexts();
    expect(await states()).toEqual({ ferry: 'released', ports: 'released', cable: 'kept', court: 'kept' });
    expect(await db.savedTexts.toCollection().primaryKeys()).toEqual(['cable', 'court']);
    expect(await releasableTexts()).toEqual({ count: 0, bytes: 0 });
  });

  it.each<[what: string, prepare: () => Promise<unknown>]>([
    ['has highlights', () => change('ferry', { highlights: [HIGHLIGHT] })],
    ['was withdrawn', () => change('ferry', { withdrawnAt: 1 })],
    ['was not listed at the last check', () => change('ferry', { unlistedSince: 1 })],
    ['has a text of an older version', () => db.savedTexts.update('ferry', { version: '2020-01-01' })],
    [
      'has been corrected, and the reader has an earlier version',
      async () => {
        const saved = await db.saved.get('ferry');
        const text = await db.savedTexts.get('ferry');
        if (saved && text)
          await db.earlierTexts.add({ ...text, version: '2020-01-01', card: saved.card, keptAt: 1 });
      },
    ],
    [
      'the publication has updated',
      async () => {
        served.publish([
          { month: '2026-07', cards: IDS.map((id) => withDocument(id, { updated: '2026-07-09' })) },
        ]);
        await syncCompanionIndex(PUBLICATION, 0, served.get);
      },
    ],
  ])('never deletes the text of an analysis that %s', async (_, prepare) => {
    await prepare();
    await releaseTexts();
    expect((await states()).ferry).toBe('kept');
    expect(await db.savedTexts.get('ferry')).toBeDefined();
  });

  it('deletes no text while there is no index', async () => {
    await db.state.clear();
    expect(await releaseTexts()).toBeUndefined();
    expect(await db.savedTexts.count()).toBe(4);
  });

  it('is not undone by the background, which fetches only pending texts', async () => {
    await releaseTexts();
    await fetchMissingTexts({ get: served.get, pause: async () => undefined });
    expect(served.asked).toEqual([]);
    expect(await states()).toMatchObject({ ferry: 'released' });
  });

  it('is undone by fetching the texts again', async () => {
    const id = await releaseTexts();
    expect((await undo(id ?? '')).state).toBe('undone');
    expect(await states()).toMatchObject({ ferry: 'pending', ports: 'pending' });
    await fetchMissingTexts({ get: served.get, pause: async () => undefined });
    expect(await states()).toEqual({ ferry: 'kept', ports: 'kept', cable: 'kept', court: 'kept' });
  });

  it('can be undone without affecting a text that the reader has opened since', async () => {
    const id = await releaseTexts();
    await open('ferry');
    await vi.waitFor(async () => expect(await states()).toMatchObject({ ferry: 'kept' }));
    await undo(id ?? '');
    expect(await states()).toMatchObject({ ferry: 'kept', ports: 'pending' });
  });
});

describe('a released text', () => {
  it('is kept again once the reader opens the analysis', async () => {
    await releaseTexts();
    expect(await open('ferry')).toMatchObject({ state: 'ready' });
    await vi.waitFor(async () => expect(await states()).toMatchObject({ ferry: 'kept', ports: 'released' }));
    expect(await db.savedTexts.get('ferry')).toBeDefined();
  });

  it('stays released in a private window', async () => {
    await releaseTexts();
    expect(await answerInBackground('textOf', [(await db.saved.get('ferry'))?.card, false])).toMatchObject({
      state: 'ready',
    });
    expect(await states()).toMatchObject({ ferry: 'released' });
    expect(await db.savedTexts.count()).toBe(0);
  });

  it('stays released in the second copy', async () => {
    await releaseTexts();
    await updateSecondCopy();
    for (const table of db.tables) await table.clear();
    await fillFromSecondCopy(2);
    expect(await states()).toMatchObject({ ferry: 'released', ports: 'released' });
  });
});
