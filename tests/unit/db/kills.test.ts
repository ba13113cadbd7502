import { isDeepStrictEqual } from 'node:util';
import Dexie from 'dexie';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SavedAnalysis } from '../../../lib/db/records.ts';
import { followableLens, followableTopic } from '../../../lib/follow/followable.ts';
import { faultsOf, type Stored } from '../../kills/state.ts';
import { analysisDocument, card, serve } from '../sync/served-index.ts';
import { OLD_DATABASES, oldDatabase, putInPlace } from './old-databases.ts';
import {
  beginProcesses,
  endProcesses,
  isAlive,
  killAt,
  type Modules,
  readStored,
  startProcess,
  untilQuiet,
  VICTIMS,
  type Victim,
} from './processes.ts';

/**
 * Kills the process at its n-th write, for n = 1, 2, … until the work has fewer than n writes. Then a new background
 * starts. Everything that was saved or followed before the kill is still there, and so is a change that was confirmed
 * to the reader. Any other change is there completely or not at all. The second copy agrees with the database, and a
 * second attempt succeeds.
 */

const RULEBOOK = followableLens({ id: 'rulebook', name: 'The Rulebook' });
const SHIPPING = followableTopic({ name: 'Shipping' });
const IDS = ['ferry', 'ports', 'rail'];
const DAY = 24 * 3_600_000;
/** The current time, because waiting pages and story answers count only while they are recent. */
const NOW = Date.now();

/** Returns what a waiting page or a story answer stores about a page of the outlet. */
const pageOf = (id: string) => ({
  address: `https://outlet.example/${id}`,
  keys: [{ key: `outlet.example/${id}`, by: 'address', offSite: false } as const],
  headlines: [],
});
const BUS = pageOf('bus');

/** Errors that a living process wrote to the console. */
const reported: unknown[] = [];
let process: Modules;
let base: Device;

/** The data of a device that stays when the browser closes: the tables and `storage.local`. */
interface Device {
  readonly tables: readonly (readonly [name: string, records: readonly object[]])[];
  readonly local: Readonly<Record<string, unknown>>;
}

beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation((...words) => void (isAlive() && reported.push(words)));
  vi.spyOn(console, 'warn').mockReturnValue();
  beginProcesses();
  const documents = IDS.map((id) => analysisDocument(id));
  vi.stubGlobal('fetch', serve([{ month: '2026-07', cards: IDS.map((id) => card(id)), documents }]).get);
  process = await startProcess('browser');
  await process.onBackgroundStart();
  await process.syncAndDetect();
  await save('ports');
  await process.follow(SHIPPING, 1);
  await process.onLibraryChanged();
  base = await readDevice();
});

afterAll(() => {
  endProcesses();
  vi.restoreAllMocks();
});

async function readDevice(): Promise<Device> {
  const tables = await Promise.all(
    process.db.tables.map(async (table) => [table.name, await table.toArray()] as const),
  );
  return { tables, local: readStored('local') };
}

async function place({ tables, local }: Device): Promise<void> {
  const { db } = process;
  await db.transaction('rw', db.tables, () =>
    Promise.all(
      tables.map(async ([name, records]) => {
        await db.table(name).clear();
        await db.table(name).bulkPut([...records]);
      }),
    ),
  );
  await placeStorage(local);
}

async function placeStorage(local: Device['local']): Promise<void> {
  const { storage } = process.browser;
  await storage.local.remove(Object.keys(readStored('local')));
  await storage.session.remove(Object.keys(readStored('session')));
  await storage.local.set(local);
}

const nothing = async (): Promise<void> => undefined;

async function save(id: string): Promise<void> {
  const found = await process.cardById(id);
  if (!found) throw new Error(`no card ${id}`);
  await process.saveAnalysis(found, 5);
}

/** The data that the reader sees, and the contradictions in it. */
interface Library {
  readonly saved: readonly object[];
  readonly texts: readonly object[];
  readonly removed: readonly object[];
  readonly followed: readonly object[];
  /** Waiting pages, without their ids, which are random. */
  readonly waiting: readonly object[];
  readonly answers: readonly object[];
  readonly news: readonly string[];
  /** Ids of the removed analyses in the second copy. */
  readonly tombstones: readonly string[];
  /** The records that the message to the reader lists as restored. */
  readonly restored: object;
  readonly faults: readonly string[];
}

/**
 * Returns a record as the second copy should have it. `storage.local` drops fields that are `undefined`. The second
 * copy has no `textState`, because it contains no text that can be fetched again.
 */
function copied(record: SavedAnalysis | undefined): unknown {
  return record && JSON.parse(JSON.stringify({ ...record, textState: undefined }));
}

async function library(): Promise<Library> {
  const { db } = process;
  const [saved, texts, removed, followed, waiting, answers, uncopied] = await Promise.all([
    db.saved.toArray(),
    db.savedTexts.toArray(),
    db.removed.toArray(),
    db.followed.toArray(),
    db.waiting.toArray(),
    db.answers.toArray(),
    db.uncopied.toCollection().primaryKeys(),
  ]);
  const { headlines, followed: names } = (await process.restoredFact()) ?? {};
  const copy = await process.readSecondCopy();
  const inCopy = (isRemoved: boolean): string[] =>
    copy.analyses.flatMap(({ saved: { id }, removedAt }) =>
      (removedAt !== undefined) === isRemoved ? id : [],
    );
  const stored: Stored = {
    version: db.verno,
    saved: saved.map(({ id }) => id),
    withText: saved.filter(({ textState }) => textState === 'kept').map(({ id }) => id),
    texts: texts.map(({ id }) => id),
    removed: removed.map(({ id }) => id),
    followed: followed.map(({ key }) => key),
    ofOldForm: saved.filter((record) => !record.state || 'text' in record).map(({ id }) => id),
    uncopied,
    copy: {
      saved: inCopy(false).sort(),
      removed: inCopy(true).sort(),
      followed: copy.followed.map(({ key }) => key).sort(),
    },
  };
  const sorted = (records: readonly { readonly id: string }[]): readonly object[] =>
    records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const unequal = [
    ...(isDeepStrictEqual(sorted(copy.waiting), sorted(waiting))
      ? []
      : ['not the same in the copy: waiting']),
    ...(isDeepStrictEqual(sorted(copy.answers), sorted(answers))
      ? []
      : ['not the same in the copy: answers']),
  ];
  const records = new Map([...saved, ...removed.map((record) => record.saved)].map((one) => [one.id, one]));
  const differing = copy.analyses.filter(
    ({ saved: { id }, saved: own }) => !isDeepStrictEqual(copied(own), copied(records.get(id))),
  );
  return {
    saved,
    texts,
    removed,
    followed,
    waiting: waiting.map(({ id: _, ...entry }) => entry),
    answers: answers.map(({ id: _, ...answer }) => answer),
    news: await db.newAnalyses.toCollection().primaryKeys(),
    tombstones: stored.copy.removed,
    restored: { headlines, names },
    faults: [
      ...faultsOf(stored),
      ...uncopied.map((key) => `not copied: ${key}`),
      ...unequal,
      ...differing.map(({ saved }) => `not the same in the copy: ${saved.id}`),
    ],
  };
}

/**
 * Starts the next process, as the browser does after it has killed the last one.
 *
 * @param page work of a page before the background starts
 */
async function restart(victim: Victim, page = nothing): Promise<void> {
  process = await startProcess(victim);
  await page();
  await process.onBackgroundStart();
  if (victim === 'browser') await process.onBrowserStart();
  await untilQuiet();
}

interface Work {
  /** Runs before the kill, on a device with an index, one saved analysis and one followed topic. */
  readonly prepare: () => Promise<unknown>;
  /** The change during which the process is killed. When it resolves, the change is confirmed to the reader. */
  readonly change: () => Promise<unknown>;
}

async function saveAndRemove(): Promise<void> {
  await save('ferry');
  await process.markRead('ferry', 6);
  await process.removeSaved('ferry', 7);
}
/** Saves two analyses, and rewrites their records in the form of an older version of the extension. */
async function putOldRecord(): Promise<void> {
  await save('ferry');
  await save('rail');
  await process.onLibraryChanged();
  const texts = await process.db.savedTexts.toArray();
  await process.db.savedTexts.bulkDelete(['ferry', 'rail']);
  for (const { id, text } of texts)
    if (id !== 'ports') {
      const { state: _, textState: __, ...saved } = (await process.savedAnalysis(id)) ?? {};
      await process.db.saved.put({ ...saved, readAt: 6, text } as never);
    }
}

const WORK: Readonly<Record<string, Work>> = {
  'a save': { prepare: nothing, change: () => save('ferry') },
  'saving a removed analysis again': { prepare: saveAndRemove, change: () => save('ferry') },
  'a removal': { prepare: () => save('ferry'), change: () => process.removeSaved('ferry', 7) },
  'a restoration': { prepare: saveAndRemove, change: () => process.restoreRemoved('ferry') },
  'a follow': { prepare: nothing, change: () => process.follow(RULEBOOK, 3) },
  'an unfollow': {
    async prepare() {
      await process.follow(RULEBOOK, 3);
      await process.db.newAnalyses.put({ id: 'rail', keys: ['lens:rulebook'], foundAt: 4 });
    },
    change: () => process.unfollow(RULEBOOK),
  },
  'a waiting page': { prepare: nothing, change: () => process.addWaitingPage(BUS, NOW) },
  'the end of a waiting page whose analysis is in the index': {
    prepare: () => process.db.waiting.put({ ...pageOf('ferry'), id: 'of a killed page', askedAt: NOW }),
    change: () => process.markArrivedAsNew(NOW),
  },
  'the withdrawal of a waiting page': {
    prepare: () => process.addWaitingPage(BUS, NOW),
    change: async () => {
      const [entry] = await process.waitingPages(NOW);
      if (entry) await process.removeWaitingPage(entry.id);
    },
  },
  'an answer': { prepare: nothing, change: () => process.answerStory(BUS, 'ferry', true, NOW) },
  'the withdrawal of an answer': {
    prepare: () => process.answerStory(BUS, 'ferry', true, NOW),
    change: async () => {
      const [answer] = await process.storyAnswers(NOW);
      if (answer) await process.withdrawAnswer(answer.id);
    },
  },
  'the end of a waiting page after 90 days': {
    prepare: () => process.addWaitingPage(BUS, NOW),
    change: () => process.forgetOldWaiting(NOW + 90 * DAY),
  },
  'the end of an answer after 90 days': {
    prepare: () => process.answerStory(BUS, 'ferry', true, NOW),
    change: () => process.forgetOldAnswers(NOW + 90 * DAY),
  },
  'the deletion of an analysis removed long ago': {
    async prepare() {
      await saveAndRemove();
      for (let day = 0; day < 30; day += 5) await process.forgetRemoved(7 + day * DAY);
    },
    change: () => process.forgetRemoved(7 + 31 * DAY),
  },
  'the renewal of old records': { prepare: putOldRecord, change: () => process.renewOldRecords() },
};

describe.each(Object.entries(WORK))('%s', (_, { prepare, change }) => {
  it('happens completely or not at all if the process is killed, and a confirmed change stays', async () => {
    let wasTold = false;
    const work = async (): Promise<void> => {
      await change();
      wasTold = isAlive();
      await process.onLibraryChanged();
    };
    await place(base);
    await prepare();
    await process.onLibraryChanged();
    const before = { device: await readDevice(), library: await library() };
    await work();
    const after = await library();
    for (let n = 1; ; n++) {
      await place(before.device);
      wasTold = false;
      const { wasKilled } = await killAt(n, work);
      if (!wasKilled) break;
      await restart(VICTIMS[n % 2] ?? 'browser');
      expect(wasTold ? [after] : [before.library, after], `write ${n}`).toContainEqual(await library());
      await work();
      expect([n, await library()]).toEqual([n, after]);
    }
    expect([after.faults, reported]).toEqual([[], []]);
  });
});

it('a lost database is filled completely, and the message to the reader names all restored records', async () => {
  await place(base);
  await save('ferry');
  await process.removeSaved('ferry', Date.now());
  await process.onLibraryChanged();
  const { local } = await readDevice();
  const lose = async (): Promise<void> => {
    process.db.close({ disableAutoOpen: false });
    await Dexie.delete('civic-lens');
    await placeStorage(local);
  };
  const followRulebook = (): Promise<void> => process.follow(RULEBOOK, 3);
  await lose();
  await process.onBackgroundStart();
  await followRulebook();
  await process.onLibraryChanged();
  const after = await library();
  expect(after).toMatchObject({
    saved: [{ id: 'ports' }],
    removed: [{ id: 'ferry' }],
    followed: [{ name: 'The Rulebook' }, { name: 'Shipping' }],
    restored: { headlines: ['What ports changes'], names: ['Shipping'] },
    faults: [],
  });
  for (let n = 1; ; n++) {
    await lose();
    const { wasKilled } = await killAt(n, () => process.onBackgroundStart());
    if (!wasKilled) break;
    await restart(VICTIMS[n % 2] ?? 'browser', followRulebook);
    expect([n, await library()]).toEqual([n, after]);
  }
  expect(reported).toEqual([]);
});

describe.each(OLD_DATABASES.map(([name], index) => [name, index] as const))(
  'an upgrade from %s',
  (name, index) => {
    it('starts again in the next process if its process is killed, and loses no record', async () => {
      const old = oldDatabase(name);
      const placeOld = async (): Promise<void> => {
        await putInPlace(process.db, old);
        await placeStorage({});
      };
      await placeOld();
      await process.onBackgroundStart();
      const after = await library();
      // To save time, each upgrade is killed only at every third write. Three consecutive entries of `OLD_DATABASES`
      // start at different writes (1, 2 and 3), so together they cover every write number.
      for (let n = 1 + (index % 3); ; n += 3) {
        await placeOld();
        const { wasKilled } = await killAt(n, () => process.onBackgroundStart());
        if (!wasKilled) break;
        await restart(VICTIMS[n % 2] ?? 'browser');
        expect([n, await library()]).toEqual([n, after]);
      }
      expect([after.faults, reported]).toEqual([[], []]);
    });
  },
);
