import type { AnalysisText } from '../../../lib/analysis/analysis.ts';
import { readSettings } from '../../../lib/browser/settings.ts';
import { newestCards, outletHosts } from '../../../lib/db/index-queries.ts';
import type { IndexState, KeptTexts, SiteText, SyncState } from '../../../lib/db/index-records.ts';
import type {
  Followed,
  NewAnalysis,
  ReaderFact,
  RemovedAnalysis,
  SavedAnalysis,
  SavedText,
  TextTry,
  WaitingPage,
} from '../../../lib/db/records.ts';
import { siteCards } from '../../../lib/db/site-cards.ts';
import type { Card } from '../../../lib/index/card.ts';
import { cardVersion, isCurrent } from '../../../lib/index/version.ts';
import { hostList } from '../../../lib/page/host-list.ts';
import { wantedTexts } from '../../../lib/sync/keep-texts.ts';
import { textOnDevice } from '../../../lib/sync/texts.ts';
import { CORRECTED, dayIn } from './publication.ts';
import type { Scenario } from './scenarios.ts';
import type { Change, Device, World } from './world.ts';

/** The state after a schedule. */
export interface Outcome {
  readonly world: World;
  readonly scenario: Scenario;
  /** The operations that ran, by name. */
  readonly operations: readonly string[];
  readonly errors: ReadonlyMap<string, unknown>;
  readonly device: Device;
  readonly index: IndexState | undefined;
  /** All readable cards of the index. */
  readonly cards: readonly Card[];
  readonly saved: readonly SavedAnalysis[];
  readonly savedTexts: ReadonlyMap<string, SavedText>;
  /** The changes since everything was deleted, or `undefined` if that did not happen. */
  readonly sinceDeletion: readonly Change[] | undefined;
}

const OF_THE_INDEX = ['state', 'directories', 'cardBlocks', 'texts', 'textBlocks', 'sitePages', 'siteTexts'];
/** Tables that no operation of the schedules writes to. */
const UNCHANGED = [
  'labels',
  'filters',
  'journal',
  'earlierTexts',
  'corrections',
  'searchSegments',
  'searchLists',
];

/** Each function returns the contradictions to one invariant. */
export const INVARIANTS: Readonly<Record<string, (outcome: Outcome) => unknown[] | Promise<unknown[]>>> = {
  'no operation fails, and nothing is reported as unexpected': ({ errors, world }) => [
    ...[...errors].map(([operation, error]) => `${operation}: ${error}`),
    ...world.reported,
  ],

  'no lock stays held or requested': async ({ world }) => {
    const { held, pending } = (await world.locks.query()) as { held: unknown[]; pending: unknown[] };
    return [...held, ...pending];
  },

  // Changes before a deletion do not count, even if the deletion already held the lock.
  'the index is written under its lock': ({ world, sinceDeletion }) =>
    (sinceDeletion ?? world.changes).filter(
      ({ table, type, isLocked, keys, values }) =>
        OF_THE_INDEX.includes(table) &&
        !isLocked &&
        (type === 'deleteRange' || keys.length + values.length > 0) &&
        !isCountOfPages(table, keys, values),
    ),

  'the index is complete: each of its segments and cards can be read, and there are no others': ({
    index,
    cards,
    device,
  }) => {
    const names = (index?.segments ?? []).map(({ sha256 }) => sha256).sort();
    const ids = new Set(cards.map(({ id }) => id));
    return [
      ...differences(
        'directories',
        rows<{ sha256: string }>(device, 'directories').map(({ sha256 }) => sha256),
        names,
      ),
      ...differences('blocks of', filesOfBlocks(device, 'cardBlocks'), names),
      ...(cards.length === ids.size && ids.size === (index?.cardCount ?? 0)
        ? []
        : [`${index?.cardCount} cards, ${cards.length} can be read, ${ids.size} of them differ`]),
    ];
  },

  'every card comes from a source that is still read': async ({ index, cards, device }) => {
    const isSite = rows<{ name: string }>(device, 'state').some(({ name }) => name === 'site');
    const pages = rows(device, 'sitePages').length + rows(device, 'siteTexts').length;
    if (index?.origin === 'companion')
      return isSite || pages > 0 ? [`a companion index beside ${pages} pages`] : [];
    if (!isSite) return index || pages > 0 ? [`an index of pages, or ${pages} pages, without a site`] : [];
    if (!index) return [];
    const versions = (all: readonly Card[]): string[] => all.map((card) => `${card.id} ${cardVersion(card)}`);
    return differences('cards of pages', versions(cards), versions((await siteCards()).cards));
  },

  'a companion index is never replaced by a plain site’s': ({ world }) => {
    const origins = world.changes
      .filter(({ table }) => table === 'state')
      .flatMap(({ type, values }) =>
        type === 'deleteRange' ? ['none'] : (values as IndexState[]).flatMap(({ origin }) => origin ?? []),
      );
    return origins.some((origin, n) => origin === 'site' && origins[n - 1] === 'companion') ? [origins] : [];
  },

  'a sync that succeeded has brought the newest index': ({ scenario, device, index }) => {
    const sync = rows<SyncState>(device, 'state').find(({ name }) => name === 'sync');
    const before = rows<SyncState>(scenario.before, 'state').find(({ name }) => name === 'sync');
    if (sync?.checkedAt === undefined || sync.checkedAt === before?.checkedAt) return [];
    if (scenario.form === 'site')
      return index?.origin === 'companion' ? ['a companion index that no longer exists'] : [];
    const day = scenario.edition === 'first' ? '2026-07-02' : '2026-07-09';
    return index?.generated.startsWith(day) ? [] : [`an index of ${index?.generated}`];
  },

  'no sync counts as running': ({ device }) =>
    rows<SyncState>(device, 'state').filter(({ runningSince }) => runningSince !== undefined),

  'the host list of content scripts has the hosts of the index': async ({ device }) => {
    const wanted: Readonly<Record<string, unknown>> = hostList(await outletHosts());
    const published = Object.entries(device.local).filter(([key]) => key in wanted);
    return published.filter(([key, value]) => String(value) !== String(wanted[key]));
  },

  'every saved analysis has a text of the version of its card, or its text is pending or released': ({
    saved,
    savedTexts,
  }) =>
    saved.filter(({ id, card, textState }) => {
      const text = savedTexts.get(id);
      return textState !== 'kept' ? text !== undefined : !text || !isCurrent(text.version, card);
    }),

  'no card has a text of an older version': async ({ saved, savedTexts, cards }) => {
    const wrong: string[] = [];
    for (const { id, card } of saved) {
      const text = savedTexts.get(id)?.text;
      if (text && isOlder(text, card)) wrong.push(`saved ${id}: ${wordsOf(text)}`);
    }
    for (const card of cards.filter(({ id }) => CORRECTED.includes(id))) {
      const text = await textOnDevice(card);
      if (text && isOlder(text, card)) wrong.push(`${card.id}: ${wordsOf(text)}`);
    }
    return wrong;
  },

  'every text belongs to an analysis of the index or the library': async ({
    index,
    cards,
    saved,
    savedTexts,
    device,
  }) => {
    const named = (index?.segments ?? []).flatMap(({ texts, formerTexts }) =>
      [texts?.sha256, formerTexts].filter((hash) => hash !== undefined),
    );
    const months = rows<KeptTexts>(device, 'texts');
    const kept = months.map(({ sha256 }) => sha256);
    const withTexts = months.filter(({ ids: there }) => there.length > 0).map(({ sha256 }) => sha256);
    const removed = rows<RemovedAnalysis>(device, 'removed').map(({ id }) => id);
    const own = [...saved.map(({ id }) => id), ...removed];
    const addresses = cards.map(({ url }) => url);
    return [
      ...kept.filter((hash) => !named.includes(hash)).map((hash) => `texts ${hash}`),
      ...differences('blocks of texts', filesOfBlocks(device, 'textBlocks'), withTexts),
      ...rows<SiteText>(device, 'siteTexts').filter(({ id }) => !addresses.includes(id)),
      ...[...savedTexts.keys()].filter((id) => !own.includes(id)).map((id) => `text of ${id}, not saved`),
    ];
  },

  'only months of text that the reader wants are kept': async ({ index, device }) => {
    const { keepTexts } = await readSettings();
    const wanted = wantedTexts(index?.segments ?? [], keepTexts).map(({ sha256 }) => sha256);
    const former = (index?.segments ?? []).map(({ formerTexts }) => formerTexts);
    return rows<KeptTexts>(device, 'texts').filter(
      ({ sha256 }) => !wanted.includes(sha256) && (keepTexts === 'none' || !former.includes(sha256)),
    );
  },

  'a failed try belongs to a saved analysis without text': ({ saved, device }) => {
    const pending = saved.filter(({ textState }) => textState === 'pending').map(({ id }) => id);
    return rows<TextTry>(device, 'textTries').filter(({ id }) => !pending.includes(id));
  },

  'a text that cannot be fetched is not requested again at once': ({ device }) =>
    rows<TextTry>(device, 'textTries').filter(({ failures }) => failures > 1),

  'every analysis that is new for the reader is in the index': ({ cards, device }) => {
    const ids = cards.map(({ id }) => id);
    return rows<NewAnalysis>(device, 'newAnalyses').filter(({ id }) => !ids.includes(id));
  },

  'a page about which the reader asked waits until its analysis is there, and is then told': ({
    operations,
    sinceDeletion,
    cards,
    device,
  }) => {
    const waiting = rows<WaitingPage>(device, 'waiting').map(() => 'waits');
    const told = rows<NewAnalysis>(device, 'newAnalyses').flatMap(({ asked }) => (asked ? ['told'] : []));
    const isThere = cards.some(({ id }) => id === 'bus');
    const isAsked = sinceDeletion
      ? sinceDeletion.some(({ table, operation }) => table === 'waiting' && operation === 'ask')
      : operations.includes('ask');
    const wanted = !isAsked ? [] : isThere ? ['told'] : ['waits'];
    return differences('asked', [...waiting, ...told], wanted);
  },

  'everything saved or followed is still there, unless the reader deleted it': ({
    scenario,
    operations,
    device,
    saved,
  }) => {
    if (operations.includes('delete')) return [];
    const before = rows<SavedAnalysis>(scenario.before, 'saved').map(({ id }) => id);
    const wanted = operations.includes('save') ? [...before, scenario.card.id] : before;
    return [
      ...differences(
        'saved',
        saved.map(({ id }) => id),
        wanted,
      ),
      ...differences(
        'followed',
        rows<Followed>(device, 'followed').map(({ key }) => key),
        rows<Followed>(scenario.before, 'followed').map(({ key }) => key),
      ),
    ];
  },

  'after everything was deleted, only data that was saved or set later is there': ({
    sinceDeletion,
    device,
    scenario,
  }) => {
    if (!sinceDeletion) return [];
    const savedLater = sinceDeletion.some(
      ({ table, operation }) => table === 'saved' && operation === 'save',
    );
    const setLater = sinceDeletion.some(({ table, type }) => table === 'uncopied' && type !== 'delete');
    const ids = savedLater ? [scenario.card.id] : [];
    const own = (table: string): unknown[] => rows(device, table);
    return [
      ...differences(
        'saved',
        rows<SavedAnalysis>(device, 'saved').map(({ id }) => id),
        ids,
      ),
      ...[...own('removed'), ...own('followed'), ...own('answers')],
      ...rows<NewAnalysis>(device, 'newAnalyses').filter(({ asked }) => !asked),
      ...rows<ReaderFact>(device, 'readerFacts').filter(
        // Copying what was set later counts as a change, for the next backup.
        ({ name }) => name !== 'compared' && !(name === 'changed' && setLater),
      ),
      ...differences('second copy', copiesIn(device), [
        ...ids.map((id) => `kept:${id}`),
        ...rows<WaitingPage>(device, 'waiting').map(({ id }) => `kept-waiting:${id}`),
      ]),
      ...Object.keys(device.local).filter(
        (key) => !/^(?:kept:|kept-waiting:|kept-since$|hosts\d+$|wrapping$|keepTexts$)/.test(key),
      ),
    ];
  },

  // No search index is built here, so nothing leaves the queue.
  'each saved analysis is queued for the search index': ({ saved, device }) => {
    const queued = rows<{ id: string }>(device, 'searchQueue').map(({ id }) => id);
    return saved.map(({ id }) => id).filter((id) => !queued.includes(id));
  },

  'other tables stay empty': ({ device }) => UNCHANGED.flatMap((table) => rows(device, table)),

  'the second copy agrees with the database': ({ saved, savedTexts, cards, device }) => {
    const copies = saved.map((record) => {
      const text = savedTexts.get(record.id);
      const card = cards.find(({ id }) => id === record.id);
      const isOffered = record.withdrawnAt === undefined && card && cardVersion(card) === text?.version;
      return [`kept:${record.id}`, { saved: record, ...(text && !isOffered ? { text } : {}) }] as const;
    });
    const followed = rows<Followed>(device, 'followed').map(
      (record) => [`kept-followed:${record.key}`, { followed: record }] as const,
    );
    const waiting = rows<WaitingPage>(device, 'waiting').map(
      (record) => [`kept-waiting:${record.id}`, { waiting: record }] as const,
    );
    const wanted = Object.fromEntries([...copies, ...followed, ...waiting]);
    return [
      ...differences('copies', copiesIn(device), Object.keys(wanted)),
      ...Object.entries(wanted)
        .filter(([key, copy]) => canonical(device.local[key]) !== canonical(copy))
        .map(([key, copy]) => ({ key, copy: device.local[key], wanted: copy })),
      ...rows(device, 'uncopied'),
    ];
  },
};

/** Checks all invariants. Returns those that do not hold, each with its contradictions. */
export async function violations(
  known: Pick<Outcome, 'world' | 'scenario' | 'operations' | 'errors'>,
): Promise<string[]> {
  const { world } = known;
  const device = await world.device();
  const index = rows<IndexState>(device, 'state').find(({ name }) => name === 'index');
  const deletedAt = world.changes.findLastIndex(
    ({ table, type }) => table === 'saved' && type === 'deleteRange',
  );
  const outcome: Outcome = {
    ...known,
    device,
    index,
    cards: await newestCards(1000),
    saved: rows(device, 'saved'),
    savedTexts: new Map(rows<SavedText>(device, 'savedTexts').map((text) => [text.id, text])),
    sinceDeletion: deletedAt < 0 ? undefined : world.changes.slice(deletedAt + 1),
  };
  const found: string[] = [];
  for (const [name, check] of Object.entries(INVARIANTS)) {
    const contradictions = await check(outcome);
    if (contradictions.length > 0) found.push(`${name}:\n${contradictions.map(inWords).join('\n')}`);
  }
  return found;
}

/**
 * Whether a change only counts pages. Back-fill counts pages without the index lock, because this changes no card and
 * happens only while there is a state of the site.
 */
function isCountOfPages(table: string, keys: readonly unknown[], values: readonly unknown[]): boolean {
  return (
    table === 'state' &&
    keys.length <= 1 &&
    (values as { name: string }[]).every(({ name }) => name === 'site')
  );
}

function rows<T = unknown>({ tables }: Device, table: string): T[] {
  return [...(tables.get(table) ?? [])] as T[];
}

function filesOfBlocks(device: Device, table: string): string[] {
  return [...new Set(rows<{ key: string }>(device, table).map(({ key }) => key.slice(0, key.indexOf('/'))))];
}

/** Returns the keys of all records in the second copy, except the marks of deleted pages, which stay for 30 days. */
function copiesIn({ local }: Device): string[] {
  return Object.keys(local).filter(
    (key) =>
      key.startsWith('kept:') ||
      key.startsWith('kept-followed:') ||
      (key.startsWith('kept-waiting:') && 'waiting' in (local[key] as object)),
  );
}

function differences(what: string, found: readonly string[], wanted: readonly string[]): string[] {
  const [a, b] = [found.toSorted().join(), wanted.toSorted().join()];
  return a === b ? [] : [`${what}: ${a || 'none'} instead of ${b || 'none'}`];
}

function isOlder(text: AnalysisText, card: Card): boolean {
  return dayIn(wordsOf(text)) < (card.updated ?? card.published);
}

function wordsOf({ sections }: AnalysisText): string {
  const [block] = sections[0]?.blocks ?? [];
  return block?.type === 'paragraph' ? block.content.join('') : '';
}

/** Returns the same string for equal values, whatever the order of their fields. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function inWords(value: unknown): string {
  return `    ${typeof value === 'string' ? value : Array.isArray(value) ? value.join(' ') : JSON.stringify(value)}`;
}

/** All tables that the invariants check. A test compares them with the schema. */
export const CHECKED_TABLES = [
  ...OF_THE_INDEX,
  ...UNCHANGED,
  'searchQueue',
  'saved',
  'savedTexts',
  'textTries',
  'removed',
  'followed',
  'waiting',
  'answers',
  'uncopied',
  'readerFacts',
  'newAnalyses',
];
