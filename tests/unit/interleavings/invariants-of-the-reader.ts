import { readSettings } from '../../../lib/browser/settings.ts';
import type { KeptTexts, SiteText } from '../../../lib/db/index-records.ts';
import type {
  Followed,
  NewAnalysis,
  ReaderFact,
  RemovedAnalysis,
  SavedAnalysis,
  TextTry,
} from '../../../lib/db/records.ts';
import type { WaitingPage } from '../../../lib/db/remembered-page-records.ts';
import { cardVersion, isCurrentVersion } from '../../../lib/index/version.ts';
import { wantedTexts } from '../../../lib/sync/keep-texts.ts';
import { textOnDevice } from '../../../lib/sync/texts.ts';
import {
  canonical,
  copiesIn,
  differences,
  filesOfBlocks,
  type Invariants,
  isOlder,
  rows,
  UNCHANGED,
  wordsOf,
} from './outcome.ts';
import { CORRECTED } from './publication.ts';

/** Invariants of texts, of the reader's records, and of their copies. */
export const INVARIANTS_OF_THE_READER: Invariants = {
  'every saved analysis has a text of the version of its card, or its text is pending or released': ({
    saved,
    savedTexts,
  }) =>
    saved.filter(({ id, card, textState }) => {
      const text = savedTexts.get(id);
      return textState !== 'kept' ? text !== undefined : !text || !isCurrentVersion(text.version, card);
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

  'a recorded failure to fetch a text belongs to a saved analysis without a text': ({ saved, device }) => {
    const pending = saved.filter(({ textState }) => textState === 'pending').map(({ id }) => id);
    return rows<TextTry>(device, 'textTries').filter(({ id }) => !pending.includes(id));
  },

  'a text that cannot be fetched is not requested a second time': ({ device }) =>
    rows<TextTry>(device, 'textTries').filter(({ failures }) => failures > 1),

  'every analysis that is new for the reader is in the index': ({ cards, device }) => {
    const ids = cards.map(({ id }) => id);
    return rows<NewAnalysis>(device, 'newAnalyses').filter(({ id }) => !ids.includes(id));
  },

  'a page about which the reader asked waits until its analysis is there; then the reader is told': ({
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
        // Copying data that was set after the deletion counts as a change for the next backup.
        ({ name }) => name !== 'compared' && !(name === 'changed' && setLater),
      ),
      ...differences('second copy', copiesIn(device), [
        ...ids.map((id) => `kept:${id}`),
        ...rows<WaitingPage>(device, 'waiting').map(({ id }) => `kept-waiting:${id}`),
      ]),
      ...Object.keys(device.local).filter(
        (key) => !/^(?:kept:|kept-waiting:|kept-since$|hosts\d+$|wrapping$|keepTexts$|readPages$)/.test(key),
      ),
    ];
  },

  // No search index is built here, so nothing leaves the queue.
  'each saved analysis is queued for the search index': ({ saved, device }) => {
    const queued = rows<{ id: string }>(device, 'searchQueue').map(({ id }) => id);
    return saved.map(({ id }) => id).filter((id) => !queued.includes(id));
  },

  'tables that no operation writes to stay empty': ({ device }) =>
    UNCHANGED.flatMap((table) => rows(device, table)),

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
