import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { urlKey } from '../../../lib/address/url-keys.ts';
import { onLibraryChanged } from '../../../lib/app/background-events.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import type { PageToWaitFor } from '../../../lib/db/remembered-page-records.ts';
import { addNewAnalysesToCommits } from '../../../lib/follow/new-for-you-in-commit.ts';
import { newIds } from '../../../lib/follow/new-for-you-records.ts';
import {
  addWaitingPage,
  addWaitingPages,
  markArrivedAsNew,
  removeWaitingPage,
  waitingPages,
} from '../../../lib/follow/waiting.ts';
import { undo, undoableChanges } from '../../../lib/library/journal.ts';
import { changeReadingState } from '../../../lib/library/reading-states.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { KEPT_PREFIX } from '../../../lib/library/second-copy-key.ts';
import { undoLast } from '../../../lib/library/undo-last.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { answerStory } from '../../../lib/tab/story-answers.ts';
import { importBlock } from '../../../lib/transfer/import-block.ts';
import { importFile } from '../../../lib/transfer/run-import.ts';
import { saveArrived } from '../../../lib/transfer/save-arrived.ts';
import { addWaitingPagesOfImport } from '../../../lib/transfer/waiting-of-import.ts';
import { loseDatabase } from '../db/lost-database.ts';
import { resetBrowser } from '../fake-browser.ts';
import { card, PUBLICATION, serve } from '../sync/served-index.ts';

/** Tests what `saveArrived` does with the rows of an imported file if their analyses arrive after the import. */

addNewAnalysesToCommits();

const NOW = Date.UTC(2026, 6, 5);
const SAVED_AT = 1_700_000_000_000;
const FERRY = 'https://outlet.example/2026/07/01/ferry-talks-stall-again';
const TRAM = 'https://outlet.example/2026/07/01/tram-line-opens-in-spring';

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  resetBrowser('*://*/*');
  await loseDatabase();
  return () => vi.useRealTimers();
});

/** Publishes an index with `ports` and these analyses, and fetches it. */
async function receiveList(...ids: ('ferry' | 'tram')[]): Promise<void> {
  const sources = { ferry: FERRY, tram: TRAM };
  const cards = [card('ports'), ...ids.map((id) => card(id, { sources: [sources[id]] }))];
  await syncCompanionIndex(PUBLICATION, NOW, serve([{ month: '2026-07', cards }]).get);
}

/** Imports rows with columns of Pocket. Returns the pages without an analysis, for *Tell me if one comes*. */
async function importRows(...rows: string[]): Promise<readonly PageToWaitFor[]> {
  const file = new File([['url,time_added,tags,status,note', ...rows].join('\n')], 'pocket.csv');
  const actions = { importBlock, endImport: async () => {} };
  return (await importFile(file, 'import', actions, {}, NOW)).without;
}

const ROW = `${FERRY},1700000000,water|ports,archive,Ask again`;

describe('undoing an import', () => {
  it('also removes its pages from *Tell me if one comes*, so that their analyses are not saved later', async () => {
    const keys = [{ key: 'outlet.example/other', by: 'address', offSite: false } as const];
    await addWaitingPage({ address: 'https://outlet.example/other', keys, headlines: [] }, NOW);
    const before = await waitingPages(NOW);
    await receiveList('ferry');
    const pages = await importRows(`${FERRY},,,,`, `${TRAM},,,,`);
    expect(await addWaitingPagesOfImport(pages, 'import', NOW)).toBe(1);
    expect((await undoableChanges(NOW)).map(({ id, number }) => [id, number])).toEqual([['import', 1]]);
    expect(await undo('import', NOW)).toMatchObject({ state: 'undone', number: 1 });
    expect([await waitingPages(NOW), await db.saved.count()]).toEqual([before, 0]);
    await receiveList('ferry', 'tram');
    await saveArrived(NOW + 1);
    expect(await db.saved.count()).toBe(0);
  });

  it('removes its pages from *Tell me if one comes* even if the import saved nothing', async () => {
    await addWaitingPagesOfImport(await importRows(`${TRAM},,,,`), 'import', NOW);
    expect(await undo('import', NOW)).toEqual({ state: 'undone', number: 0 });
    expect(await waitingPages(NOW)).toEqual([]);
    expect(await undo('import', NOW)).toEqual({ state: 'gone' });
  });

  it('keeps a page that the reader has asked about again, but not what the file says about it', async () => {
    const keys = [{ key: urlKey(TRAM) ?? '', by: 'address', offSite: false } as const];
    await addWaitingPagesOfImport(await importRows(`${TRAM},,rails,,`), 'import', NOW);
    await addWaitingPage({ address: TRAM, keys, headlines: [] }, NOW + 1000);
    await undo('import', NOW + 2000);
    expect(await waitingPages(NOW)).toMatchObject([{ address: TRAM, askedAt: NOW + 1000 }]);
    expect((await waitingPages(NOW))[0]).not.toHaveProperty('imported');
  });

  it('needs no address in the journal, so a page that the reader deletes leaves no trace there', async () => {
    await addWaitingPagesOfImport(await importRows(`${TRAM},,rails,,`), 'import', NOW);
    const [entry] = await db.journal.toArray();
    expect(JSON.stringify(entry)).not.toContain('tram-line');
  });

  it('does not change a page that was already waiting before the import', async () => {
    await addWaitingPages(await importRows(`${TRAM},,rails,,`), NOW);
    const before = await waitingPages(NOW);
    expect(await addWaitingPagesOfImport(await importRows(`${TRAM},,city,,`), 'second', NOW)).toBe(0);
    expect(await undo('second', NOW)).toEqual({ state: 'gone' });
    expect(await waitingPages(NOW)).toEqual(before);
  });
});

describe('the analysis of an imported address, when it arrives', () => {
  it('is saved with the labels, note, day and state of the row, and is new for the reader', async () => {
    expect(await addWaitingPages(await importRows(ROW, `${TRAM},,,,`), NOW)).toBe(2);
    await receiveList('ferry');
    await saveArrived(NOW + 1);
    expect(await db.saved.toArray()).toMatchObject([
      { id: 'ferry', savedAt: SAVED_AT, labels: ['water', 'ports'], note: 'Ask again', state: 'archived' },
    ]);
    expect((await db.labels.toArray()).map(({ name }) => name)).toEqual(['ports', 'water']);
    expect([await newIds(), (await waitingPages(NOW)).map(({ address }) => address)]).toEqual([
      ['ferry'],
      [TRAM],
    ]);
  });

  it('can be removed again with Undo, as after an import', async () => {
    await addWaitingPages(await importRows(ROW), NOW);
    await receiveList('ferry');
    await saveArrived(NOW + 1);
    const changes = await undoableChanges();
    expect(changes).toMatchObject([{ kind: 'imported', about: 'pocket.csv', number: 1 }]);
    await undo(changes[0]?.id ?? '');
    expect([await db.saved.count(), await db.labels.count(), await db.removed.count()]).toEqual([0, 0, 1]);
  });

  it('is not removed by the key that undoes the reader’s last change', async () => {
    await addWaitingPages(await importRows(ROW), NOW);
    await receiveList('ferry');
    const own = await cardById('ports');
    if (!own) throw new Error('The index lacks the analysis.');
    await saveAnalysis(own, NOW);
    await changeReadingState(['ports'], 'archive', NOW);
    await saveArrived(NOW + 1);
    expect((await undoLast(NOW, NOW + 2))?.change.kind).toBe('archived');
    expect(await undoLast(NOW, NOW + 3)).toBeUndefined();
    expect((await undoableChanges(NOW)).map(({ kind }) => kind)).toEqual(['imported']);
  });

  it('also gets the labels and the note of the file if the reader has already saved it', async () => {
    await addWaitingPages(await importRows(ROW), NOW);
    await receiveList('ferry');
    const own = await cardById('ferry');
    if (!own) throw new Error('The index lacks the analysis.');
    await saveAnalysis(own, NOW);
    await db.saved.update('ferry', { note: 'Mine' });
    await saveArrived(NOW + 1);
    expect(await db.saved.toArray()).toMatchObject([
      { savedAt: NOW, labels: ['water', 'ports'], note: 'Mine\n\nAsk again', state: 'unread' },
    ]);
  });

  it('is also saved, but not new, if the reader has found it and answered "Same story"', async () => {
    const pages = await importRows(ROW);
    await addWaitingPages(pages, NOW);
    await receiveList('ferry');
    await answerStory(pages[0] as PageToWaitFor, 'ferry', true, NOW);
    await saveArrived(NOW + 1);
    expect([await db.saved.count(), await newIds(), await db.waiting.count()]).toEqual([1, [], 0]);
  });

  it('is found by the address of the analysis itself', async () => {
    await addWaitingPages(await importRows(`${PUBLICATION}analysis/ferry,1700000000,water,,`), NOW);
    await receiveList('ferry');
    await saveArrived(NOW + 1);
    expect(await db.saved.toArray()).toMatchObject([{ id: 'ferry', labels: ['water'] }]);
  });

  it('is saved once, even if two calls run at the same time', async () => {
    await addWaitingPages(await importRows(ROW), NOW);
    await receiveList('ferry');
    await Promise.all([saveArrived(NOW + 1), saveArrived(NOW + 1)]);
    expect([await db.saved.count(), await db.journal.count()]).toEqual([1, 1]);
  });

  it('is not saved if the reader has stopped the wait', async () => {
    await addWaitingPages(await importRows(ROW), NOW);
    const [page] = await waitingPages(NOW);
    await removeWaitingPage(page?.id ?? '');
    await receiveList('ferry');
    await saveArrived(NOW + 1);
    expect([await db.saved.count(), await db.journal.count(), await newIds()]).toEqual([0, 0, []]);
  });

  it('is not lost if the index is committed, and waiting pages are looked up, before `saveArrived` runs', async () => {
    await addWaitingPages(await importRows(ROW), NOW);
    await receiveList('ferry');
    await markArrivedAsNew(NOW + 1);
    expect([await newIds(), await db.waiting.count()]).toEqual([[], 1]);
  });
});

describe('hundreds of imported addresses without an analysis', () => {
  const many = Array.from(
    { length: 500 },
    (_, n) => `https://outlet.example/2026/06/30/story-number-${n},,,,`,
  );

  it('cause no more reads of `db.state` than a single address', async () => {
    const readsOf = async (arriving: 'ferry' | 'tram', ...rows: string[]): Promise<number> => {
      await addWaitingPages(await importRows(...rows), NOW);
      await receiveList(arriving);
      const read = vi.spyOn(db.state, 'get');
      await saveArrived(NOW + 1);
      const { length } = read.mock.calls;
      read.mockRestore();
      return length;
    };
    const ofOne = await readsOf('ferry', ROW);
    expect(await readsOf('tram', `${TRAM},,,,`, ...many)).toBe(ofOne);
    expect([await db.saved.count(), await db.waiting.count()]).toEqual([2, 500]);
  });

  it('are looked up after the second copy has the reader’s change; the copy gets their analyses later', async () => {
    await addWaitingPages(await importRows(ROW, ...many), NOW);
    await receiveList('ferry');
    const own = await cardById('ports');
    if (!own) throw new Error('The index lacks the analysis.');
    await saveAnalysis(own, NOW);
    const steps: string[] = [];
    fakeBrowser.storage.local.onChanged.addListener((changes) => {
      for (const id of ['ports', 'ferry']) if (`${KEPT_PREFIX}${id}` in changes) steps.push(`copied ${id}`);
    });
    const saved = (id: string): void => {
      steps.push(`saved ${id}`);
    };
    db.saved.hook('creating', saved);
    await onLibraryChanged();
    db.saved.hook('creating').unsubscribe(saved);
    expect(steps).toEqual(['copied ports', 'saved ferry', 'copied ferry']);
  });
});

describe('the rows of a file', () => {
  it('about one page become one waiting page, with the labels and notes of all rows', async () => {
    const pages = await importRows(ROW, `${FERRY}?utm_source=x,1800000000,water|city,,Once more`);
    expect(pages.map(({ imported }) => imported)).toEqual([
      {
        file: 'pocket.csv',
        savedAt: SAVED_AT,
        state: 'archived',
        labels: ['water', 'ports', 'city'],
        note: 'Ask again\n\nOnce more',
      },
    ]);
  });

  it('stay with a page about which the reader asks again in the popup', async () => {
    const [page] = await importRows(ROW);
    await addWaitingPages(page ? [page] : [], NOW);
    await addWaitingPage({ ...(page as PageToWaitFor), headlines: ['Ferry talks stall again'] }, NOW + 1);
    expect(await db.waiting.toArray()).toMatchObject([
      { askedAt: NOW + 1, headlines: ['Ferry talks stall again'], imported: { labels: ['water', 'ports'] } },
    ]);
  });

  it('are added to a page about which the reader had asked before', async () => {
    const [page] = await importRows(ROW);
    const { imported: _, ...asked } = page as PageToWaitFor;
    const { id } = await addWaitingPage(asked, NOW);
    expect(await addWaitingPages(page ? [page] : [], NOW + 1)).toBe(0);
    expect(await db.waiting.toArray()).toMatchObject([
      { id, askedAt: NOW, imported: { labels: ['water', 'ports'] } },
    ]);
  });

  it('of an exported library are added to a page that the reader asked about, not to an imported page', async () => {
    const [page, other] = await importRows(ROW, `${TRAM},1700000000,rails,,`);
    const { imported: _, ...asked } = page as PageToWaitFor;
    await addWaitingPage(asked, NOW);
    await addWaitingPages(other ? [other] : [], NOW);
    const before = await db.waiting.toArray();
    const waits = (from: PageToWaitFor | undefined, label: string) => ({
      ...{ ...(from as PageToWaitFor), id: label, askedAt: NOW },
      imported: { file: 'other.csv', labels: [label] },
    });
    const block = {
      analyses: [],
      found: [],
      labels: [],
      filters: [],
      followed: [],
      corrections: [],
      answers: [],
    };
    const all = { ...block, waiting: [waits(page, 'sea'), waits(other, 'trains')] };
    await importBlock(all, { id: 'batch', about: 'library.json', at: NOW, block: 0 });
    const byId = new Map((await db.waiting.toArray()).map((one) => [one.address, one.imported?.labels]));
    expect([...byId].sort()).toEqual(
      [
        [FERRY, ['sea']],
        [TRAM, ['rails']],
      ].sort(),
    );
    await undo('batch');
    expect(await db.waiting.toArray()).toEqual(before);
  });
});
