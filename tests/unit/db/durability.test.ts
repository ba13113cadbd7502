import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import type { SavedAnalysis } from '../../../lib/db/records.ts';
import type { PageToRemember } from '../../../lib/db/remembered-page-records.ts';
import { follow, unfollow } from '../../../lib/follow/followed.ts';
import { addNewAnalysesToCommits } from '../../../lib/follow/new-for-you-in-commit.ts';
import { addWaitingPage, forgetOldWaiting, removeWaitingPage } from '../../../lib/follow/waiting.ts';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { markRead } from '../../../lib/library/reading-states.ts';
import {
  forgetRemoved,
  RESTORABLE_FOR_MS,
  removeSaved,
  restoreRemoved,
} from '../../../lib/library/removed-analyses.ts';
import { addSavedText, renewOldRecords, saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { updateSecondCopy } from '../../../lib/library/second-copy.ts';
import { detectWithdrawals, markWithdrawalsReported } from '../../../lib/library/withdrawals.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { answerStory, forgetOldAnswers } from '../../../lib/tab/story-answers.ts';
import { resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, type Served, serve } from '../sync/served-index.ts';

addNewAnalysesToCommits();

/**
 * A write of the reader's records counts as done only when the records are on the disk (`durability: 'strict'`). For
 * data that can be fetched again, the operating system decides when to write.
 */

/**
 * Every table of the schema. List a new table here. If it is a table of the reader or of the index, list it in
 * `open-database.ts`, too.
 */
const TABLES: Readonly<Record<string, 'of the reader' | 'of the index' | 'of neither'>> = {
  saved: 'of the reader',
  savedTexts: 'of the reader',
  removed: 'of the reader',
  followed: 'of the reader',
  waiting: 'of the reader',
  answers: 'of the reader',
  labels: 'of the reader',
  filters: 'of the reader',
  journal: 'of the reader',
  earlierTexts: 'of the reader',
  corrections: 'of the reader',
  uncopied: 'of the reader',
  readerFacts: 'of the reader',
  state: 'of the index',
  directories: 'of the index',
  cardBlocks: 'of the index',
  texts: 'of the index',
  textBlocks: 'of the index',
  sitePages: 'of the index',
  siteTexts: 'of the index',
  // The search index can be built again from the reader's records.
  searchSegments: 'of the index',
  searchLists: 'of the index',
  // The transaction that saves an analysis also queues the analysis for the search.
  searchQueue: 'of neither',
  // The extension can find out again which fetches failed and what is new for the reader.
  textTries: 'of neither',
  newAnalyses: 'of neither',
};
const tablesOf = (kind: (typeof TABLES)[string]): string[] =>
  Object.keys(TABLES).filter((name) => TABLES[name] === kind);

/** A transaction that may write: the tables that it names, and whether it is strict. */
interface Written {
  readonly tables: readonly string[];
  readonly strict: boolean;
}
let written: Written[] = [];
let served: Served;

// Replace the method before the database is opened, because Dexie looks it up when it opens the database.
const open = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (tables, mode, options): IDBTransaction {
  if (mode === 'readwrite' || options?.durability === 'strict')
    written.push({ tables: [tables].flat().map(String).sort(), strict: options?.durability === 'strict' });
  return open.call(this, tables, mode, options);
};

beforeEach(async () => {
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  served = serve([
    { month: '2026-07', cards: [card('ferry')], documents: [analysisDocument('ferry')] },
    { month: '2026-06', cards: [card('ports', { published: '2026-06-01' })] },
  ]);
  written = [];
});

it('every table of the schema belongs to the reader, to the index, or to neither', () => {
  expect(db.tables.map(({ name }) => name).sort()).toEqual(Object.keys(TABLES).sort());
});

it.each(Object.entries(TABLES))(
  'a write of `%s`, which is %s, is strict only if the table is of the reader',
  async (name) => {
    await db.table(name).clear();
    expect(written).toEqual([{ tables: [name], strict: TABLES[name] === 'of the reader' }]);
  },
);

describe('a transaction with a table of the reader', () => {
  it.each(tablesOf('of the reader').map((name) => [name]))(
    '(`%s`) is relaxed if it also names a table of the index',
    async (name) => {
      for (const other of tablesOf('of the index')) {
        written = [];
        await db.transaction('rw', [name, other, 'newAnalyses'], () => db.table(name).clear());
        expect(written).toEqual([{ tables: [name, other, 'newAnalyses'].sort(), strict: false }]);
      }
    },
  );

  it.each(tablesOf('of the reader').map((name) => [name]))(
    '(`%s`) is strict if it also names a table that is neither of the reader nor of the index',
    async (name) => {
      for (const other of tablesOf('of neither')) {
        written = [];
        await db.transaction('rw', [name, other], () => db.table(name).clear());
        expect(written).toEqual([{ tables: [name, other].sort(), strict: true }]);
      }
    },
  );

  it('is not strict if it only reads', async () => {
    await db.saved.count();
    expect(written).toEqual([]);
  });
});

const RULEBOOK = { kind: 'lens', id: 'rulebook', name: 'The Rulebook' } as const;
const page = (id: string): PageToRemember => {
  const key = `outlet.example/${id}`;
  return { address: `https://${key}`, keys: [{ key, by: 'address', offSite: false }], headlines: [] };
};
const [BUS, FERRY] = [page('bus'), page('ferry')];
const TEXT = { version: '2026-07-02', text: { sections: [], attribution: [] } };
async function found(id: string): Promise<NonNullable<Awaited<ReturnType<typeof cardById>>>> {
  const there = await cardById(id);
  if (!there) throw new Error(`no card ${id}`);
  return there;
}
const save = async (id: string): Promise<void> => saveAnalysis(await found(id), 1);
const WORK: readonly [string, () => Promise<unknown>, () => Promise<unknown>][] = [
  ['saving', async () => undefined, () => save('ferry')],
  ['adding a text', () => save('ports'), async () => addSavedText(await found('ports'), TEXT)],
  ['marking as read', () => save('ferry'), () => markRead('ferry')],
  ['removing', () => save('ferry'), () => removeSaved('ferry')],
  ['restoring', () => save('ferry').then(() => removeSaved('ferry')), () => restoreRemoved('ferry')],
  [
    'forgetting a removed analysis',
    () => save('ferry').then(() => removeSaved('ferry', 0)),
    () => forgetRemoved(RESTORABLE_FOR_MS),
  ],
  [
    'renewing old records',
    async () => db.saved.put({ id: 'ferry', card: await found('ferry') } as SavedAnalysis),
    () => renewOldRecords(),
  ],
  [
    'detecting a withdrawal',
    async () => {
      await save('ports');
      served.publish([{ month: '2026-07', cards: [card('ferry')] }]);
      await sync(served.get);
    },
    () => detectWithdrawals(1),
  ],
  ['reporting a withdrawal', () => save('ferry'), () => markWithdrawalsReported(['ferry'])],
  ['following', async () => undefined, () => follow(RULEBOOK)],
  ['unfollowing', () => follow(RULEBOOK), () => unfollow(RULEBOOK)],
  ['adding a waiting page', async () => undefined, () => addWaitingPage(BUS)],
  ['ending a wait', async () => undefined, async () => removeWaitingPage((await addWaitingPage(BUS)).id)],
  ['adding a page that has an analysis', async () => undefined, () => addWaitingPage(FERRY)],
  ['forgetting a waiting page', () => addWaitingPage(BUS, 0), () => forgetOldWaiting()],
  ['answering', async () => undefined, () => answerStory(BUS, 'ferry', true)],
  ['forgetting an answer', () => answerStory(BUS, 'ferry', true, 0), () => forgetOldAnswers()],
  ['copying', () => save('ferry').then(() => fillFromSecondCopy()), () => updateSecondCopy()],
  ['filling from the second copy', async () => undefined, () => fillFromSecondCopy()],
];

it.each(WORK)('%s writes strictly', async (_, prepare, work) => {
  await sync(served.get);
  await prepare();
  written = [];
  await work();
  expect(written.map(({ strict }) => strict)).not.toEqual([]);
  expect(written.filter(({ strict }) => !strict)).toEqual([]);
});

it('a sync with a new index, new analyses and texts writes nothing strictly', async () => {
  await follow(RULEBOOK, 1);
  written = [];
  await sync(served.get);
  served.publish([{ month: '2026-07', cards: [card('ferry'), card('bus')] }]);
  await sync(served.get);
  const tables = new Set(written.flatMap((transaction) => transaction.tables));
  expect(['cardBlocks', 'followed', 'state', 'textBlocks'].filter((name) => !tables.has(name))).toEqual([]);
  expect(written.filter(({ strict }) => strict)).toEqual([]);
});
