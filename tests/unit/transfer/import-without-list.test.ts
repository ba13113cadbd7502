import { beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import type { IndexState } from '../../../lib/db/index-records.ts';
import { indexState, updateSyncState } from '../../../lib/db/index-state.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { importBlock } from '../../../lib/transfer/import-block.ts';
import { lessKnown } from '../../../lib/transfer/known-list.ts';
import { type ImportProgress, type ImportReport, importFile } from '../../../lib/transfer/run-import.ts';
import { loseDatabase } from '../db/lost-database.ts';
import { resetBrowser } from '../fake-browser.ts';
import { card, PUBLICATION, serve } from '../sync/served-index.ts';

/**
 * Tests imports of addresses while the index has not arrived, or is incomplete. Here, "list" means the index.
 */

const NOW = Date.UTC(2026, 6, 5);
const FERRY = 'https://outlet.example/2026/07/01/ferry-talks-stall-again';
const TRAM = 'https://outlet.example/2026/07/01/tram-line-opens-in-spring';

beforeEach(async () => {
  resetBrowser('*://*/*');
  await loseDatabase();
});

async function receiveList(...others: readonly object[]): Promise<void> {
  const cards = [card('ferry', { sources: [FERRY] }), card('ports'), ...others];
  const { get } = serve([{ month: '2026-07', cards }]);
  await syncCompanionIndex(PUBLICATION, NOW, get);
}

/** Marks the list as incomplete. */
async function listIsPartial(backTo?: string): Promise<void> {
  const index = (await indexState()) as IndexState;
  await db.state.put({
    ...index,
    incomplete: true,
    ...(backTo ? { knownBackTo: backTo } : {}),
  } as IndexState);
}

/** Imports a file of Pocket with two addresses. The list has an analysis of the first, but not of the second. */
function importPocket(progress: ImportProgress = {}): Promise<ImportReport> {
  const rows = [
    'title,url,time_added,tags,status',
    `Ferry,${FERRY},1700000000,water,unread`,
    `Tram,${TRAM},1700000000,rails|city,archive`,
  ];
  const actions = { importBlock, endImport: async () => {} };
  return importFile(new File([rows.join('\n')], 'pocket.csv'), 'one', actions, progress, NOW);
}

const without = ({ without: pages }: ImportReport): string[] => pages.map(({ address }) => address);

describe('an import of addresses', () => {
  it('before the list has arrived waits for it, then finds the analyses', async () => {
    let waits = 0;
    const report = await importPocket({
      awaitList: async () => {
        waits++;
        await receiveList();
      },
    });
    expect([waits, report.added, report.list]).toEqual([1, 1, { state: 'complete' }]);
    expect(without(report)).toEqual([TRAM]);
    expect(await db.saved.get('ferry')).toMatchObject({ labels: ['water'], savedAt: 1_700_000_000_000 });
  });

  it('without the list, if the reader does not wait, says that there was none', async () => {
    const report = await importPocket({ awaitList: async () => {} });
    expect([report.added, report.list]).toEqual([0, { state: 'absent' }]);
    expect(without(report)).toEqual([FERRY, TRAM]);
  });

  it.each([
    ['complete', undefined, { state: 'complete' }],
    ['incomplete', '', { state: 'partial' }],
    ['complete back to a day', '2026-07-01', { state: 'partial', backTo: '2026-07-01' }],
  ])('with a list that is %s does not wait, and reports how complete it is', async (_, backTo, list) => {
    await receiveList();
    if (backTo !== undefined) await listIsPartial(backTo);
    const report = await importPocket({ awaitList: () => Promise.reject(new Error('It waited.')) });
    expect([report.end, report.added, report.list]).toEqual([{ how: 'whole' }, 1, list]);
  });

  it('with a list that was last checked long ago reports the time of that check', async () => {
    await receiveList();
    await updateSyncState({ checkedAt: NOW - 30 * 24 * 3_600_000 });
    const { added, list } = await importPocket();
    expect([added, list]).toEqual([1, { state: 'stale', since: NOW - 30 * 24 * 3_600_000 }]);
  });

  it('with a list of which some analyses cannot be read does not call the list complete', async () => {
    const bad = { id: 'bad', headline: 'An analysis without an address' };
    await receiveList(bad);
    const { added, list } = await importPocket();
    expect([added, list]).toEqual([1, { state: 'partial' }]);
  });

  it('that the reader cancels while it waits ends as cancelled', async () => {
    const control = new AbortController();
    const report = await importPocket({ signal: control.signal, awaitList: async () => control.abort() });
    expect([report.end, report.added]).toEqual([{ how: 'cancelled' }, 0]);
  });

  it('that the reader cancels just before it would wait does not wait, and ends as cancelled', async () => {
    const control = new AbortController();
    const get = vi.spyOn(db.state, 'get').mockImplementation(((...args: Parameters<typeof db.state.get>) => {
      control.abort();
      get.mockRestore();
      return db.state.get(...args);
    }) as typeof db.state.get);
    let waits = 0;
    const awaitList = async (): Promise<void> => {
      waits++;
    };
    const report = await importPocket({ signal: control.signal, awaitList });
    expect([report.end, report.added, waits]).toEqual([{ how: 'cancelled' }, 0, 0]);
  });

  it('does not wait for the list if the file has no addresses', async () => {
    const file = new File(
      ['{"format":"civic-lens-library","version":1,"saved":[],"labels":[{"name":"a"}]}'],
      'a',
    );
    const progress = { awaitList: () => Promise.reject(new Error('It waited.')) };
    const actions = { importBlock, endImport: async () => {} };
    expect((await importFile(file, 'one', actions, progress, NOW)).end).toEqual({ how: 'whole' });
  });
});

it('`lessKnown` compares two lists, and returns the list of which less is known', () => {
  const ordered = [
    { state: 'complete' },
    { state: 'partial', backTo: '2026-06-01' },
    { state: 'partial', backTo: '2026-07-01' },
    { state: 'partial' },
    { state: 'stale' },
    { state: 'absent' },
  ] as const;
  for (const [n, more] of ordered.entries())
    for (const less of ordered.slice(n)) {
      expect(lessKnown(more, less)).toEqual(less);
      expect(lessKnown(less, more)).toEqual(less);
    }
});
