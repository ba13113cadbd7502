import { isSameOriginOrTwin } from '../address/www-twin.ts';
import { PUBLICATION_ADDRESS } from '../browser/publication-address.ts';
import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import type { IndexChange } from '../db/index-commit.ts';
import { lookUpCards } from '../db/index-queries.ts';
import type { PageToRemember, PageToWaitFor, WaitingPage } from '../db/remembered-page-records.ts';
import { answersOf, isExpired } from '../db/remembered-pages.ts';
import { markUncopied } from '../db/second-copy-queue.ts';
import { cardsAt } from '../db/segments.ts';
import type { Card } from '../index/card.ts';
import type { CardKey } from '../index/card-keys.ts';
import {
  analysisAt,
  analysisKeys,
  type CardLookup,
  isSureMatch,
  lookupAmong,
  matchesByKey,
} from '../index/match.ts';
import { candidatePositions } from '../index/segment.ts';
import { followKeys } from './followable.ts';

/**
 * Stores the waiting pages. A waiting page has no analysis yet. The reader pressed *Tell me if one comes* for it, or
 * imported it from a file.
 */

/**
 * Remembers a page, to tell the reader when an analysis of it arrives. If the same article is waiting already, updates
 * its record, and the period of the record (`KEPT_FOR_MS`) begins again.
 *
 * @returns the record; `removeWaitingPage` with its `id` deletes it
 */
export async function addWaitingPage(page: PageToRemember, now = Date.now()): Promise<WaitingPage> {
  const { address, keys, headlines } = page;
  const entry = await write([db.waiting, db.uncopied], async () => {
    const known = findIn(await db.waiting.toArray(), page);
    const imported = known?.imported;
    const asked: WaitingPage = {
      ...{ id: known?.id ?? crypto.randomUUID(), address, keys, headlines, askedAt: now },
      ...(imported ? { imported } : {}),
    };
    await db.waiting.put(asked);
    await markUncopied('waiting', asked.id);
    return asked;
  });
  // The analysis may have arrived after the page was looked up.
  await markArrivedAsNew(now);
  return entry;
}

/**
 * Remembers many pages, some with facts from an imported file (`imported`). If a page is waiting already, only adds
 * these facts, and only if the record of the page has no such facts.
 *
 * @returns the number of pages that were not waiting yet
 */
export async function addWaitingPages(pages: readonly PageToWaitFor[], now = Date.now()): Promise<number> {
  const { added } = await write([db.waiting, db.uncopied], () => putWaitingPages(pages, now));
  await markArrivedAsNew(now);
  return added;
}

/** The stored records, each with its previous version, and the number of pages that were not waiting yet. */
interface PutPages {
  readonly changed: readonly { readonly before: WaitingPage | undefined; readonly after: WaitingPage }[];
  readonly added: number;
}

/**
 * Does the same as `addWaitingPages`, but does not look for analyses that have arrived. Call it in a transaction with
 * the tables `waiting` and `uncopied`, and call `markArrivedAsNew` after that transaction.
 */
export async function putWaitingPages(pages: readonly PageToWaitFor[], now: number): Promise<PutPages> {
  const stored = await db.waiting.toArray();
  const known = new Map<string, WaitingPage>();
  const learn = (page: WaitingPage): void => {
    for (const { key } of page.keys) known.set(key, page);
  };
  for (const page of stored) learn(page);
  const changed = new Map<string, WaitingPage>();
  let added = 0;
  for (const { address, keys, headlines, imported } of pages) {
    const own = keys.flatMap(({ key }) => known.get(key) ?? [])[0];
    if (own?.imported || (own && !imported)) continue;
    const entry: WaitingPage = {
      ...(own ?? { id: crypto.randomUUID(), address, keys, headlines, askedAt: now }),
      ...(imported ? { imported } : {}),
    };
    if (!own) added++;
    learn(entry);
    changed.set(entry.id, entry);
  }
  await db.waiting.bulkPut([...changed.values()]);
  for (const id of changed.keys()) await markUncopied('waiting', id);
  const before = new Map(stored.map((page) => [page.id, page]));
  return { changed: [...changed.values()].map((after) => ({ before: before.get(after.id), after })), added };
}

/** Deletes the record of a page, and returns it for `restoreWaitingPage`; `undefined` if there was no such record. */
export async function removeWaitingPage(id: string): Promise<WaitingPage | undefined> {
  return write([db.waiting, db.uncopied], async () => {
    const entry = await db.waiting.get(id);
    await db.waiting.delete(id);
    await markUncopied('waiting', id);
    return entry;
  });
}

/** Undoes `removeWaitingPage`, unless the same article is waiting again. */
export async function restoreWaitingPage(entry: WaitingPage, now = Date.now()): Promise<void> {
  await write([db.waiting, db.uncopied], async () => {
    if (findIn(await db.waiting.toArray(), entry)) return;
    await db.waiting.put(entry);
    await markUncopied('waiting', entry.id);
  });
  await markArrivedAsNew(now);
}

/** Returns the waiting pages that have not expired, the most recently added first. */
export async function waitingPages(now = Date.now()): Promise<WaitingPage[]> {
  const entries = (await db.waiting.toArray()).filter(({ askedAt }) => !isExpired(askedAt, now));
  return entries.sort((a, b) => b.askedAt - a.askedAt);
}

/**
 * Returns the waiting record of a page; `undefined` if it is not waiting. All addresses of one article share one
 * record.
 */
export async function waitingRecordOf(page: Pick<PageToRemember, 'keys'>): Promise<WaitingPage | undefined> {
  return findIn(await waitingPages(), page);
}

function findIn(
  entries: readonly WaitingPage[],
  page: Pick<PageToRemember, 'keys'>,
): WaitingPage | undefined {
  const own = new Set(page.keys.map(({ key }) => key));
  return entries.find(({ keys }) => keys.some(({ key }) => own.has(key)));
}

/**
 * Adds the analyses that have arrived for waiting pages to "New for you", and deletes the records of these pages. Each
 * index commit does the same in its transaction. So this function finds only pages that were added during or after the
 * last index commit, or that were restored from the second copy. Leaves pages of imported files to `saveArrived` in
 * `lib/transfer/`, which also saves their analyses.
 */
export async function markArrivedAsNew(now = Date.now()): Promise<void> {
  const arrived = await arrivedFor(notImported(await waitingPages(now)), lookUpCards);
  if (arrived.length === 0) return;
  await write(TABLES_OF_WAITING, () => markAsNewInTransaction(arrived, now));
}

/**
 * Returns the waiting pages of imported files for which the index has an analysis. Uses a single lookup in the index,
 * because an import may add thousands of waiting pages, and a lookup for each of them would take seconds.
 */
export async function arrivedImportedPages(now: number): Promise<ArrivedPage[]> {
  const pages = (await waitingPages(now)).filter(({ imported }) => imported);
  if (pages.length === 0) return [];
  const keys = pages.flatMap(({ address, keys }): CardKey[] => [
    ...keys.map(({ key }): CardKey => `u:${key}`),
    ...(isOnPublication(address) ? analysisKeys(address) : []),
  ]);
  return arrivedFor(pages, lookupAmong(await lookUpCards([...new Set(keys)])));
}

function notImported(pages: readonly WaitingPage[]): WaitingPage[] {
  return pages.filter(({ imported }) => !imported);
}

/** The tables that `markAsNewInTransaction` reads or writes. */
export const TABLES_OF_WAITING = [db.waiting, db.newAnalyses, db.uncopied];

/** A waiting page with the analyses that have arrived for it. */
export interface ArrivedPage {
  readonly page: WaitingPage;
  /** The analyses that are new for the reader. */
  readonly cards: readonly Card[];
  /** The analyses that the reader already knows: the reader has said that page and analysis tell the same story. */
  readonly answered: readonly Card[];
}

/**
 * Returns the waiting pages for which the index that is about to be committed has an analysis. Leaves out the pages of
 * imported files.
 */
export async function arrivedPages(change: IndexChange): Promise<ArrivedPage[]> {
  const pages = notImported(await waitingPages(change.now));
  return pages.length === 0 ? [] : arrivedFor(pages, lookupIn(change));
}

/** Returns a lookup in an index that is not committed yet. */
function lookupIn({ directories, superseded }: IndexChange): CardLookup {
  const isSuperseded = (sha256: string, position: number): boolean =>
    superseded.some((place) => place.sha256 === sha256 && place.position === position);
  return async (keys) => {
    const found: Card[] = [];
    for (const directory of directories) {
      const { sha256 } = directory;
      const positions = candidatePositions(directory, keys).filter((place) => !isSuperseded(sha256, place));
      if (positions.length > 0) found.push(...(await cardsAt(sha256, positions)));
    }
    return found;
  };
}

async function arrivedFor(pages: readonly WaitingPage[], find: CardLookup): Promise<ArrivedPage[]> {
  const arrived: ArrivedPage[] = [];
  for (const page of pages) {
    // An imported address may be the address of the analysis itself.
    const own = isOnPublication(page.address) ? await analysisAt(page.address, find) : undefined;
    if (own) {
      arrived.push({ page, cards: [own], answered: [] });
      continue;
    }
    const matches = await matchesByKey({ ...page, isInPageNavigation: false }, find);
    if (matches.length === 0) continue;
    const answers = new Map(
      (await answersOf(page.keys[0]?.key)).map(({ analysis, same }) => [analysis, same]),
    );
    const answered = matches.filter(({ card }) => answers.get(card.id)).map(({ card }) => card);
    const sure = matches.filter((match) => isSureMatch(match) && !answers.has(match.card.id));
    if (answered.length + sure.length > 0)
      arrived.push({ page, cards: sure.map(({ card }) => card), answered });
  }
  return arrived;
}

/** Whether an address is on the publication. A record that comes from a damaged file may have an invalid address. */
function isOnPublication(address: string): boolean {
  return URL.canParse(address) && isSameOriginOrTwin(address, PUBLICATION_ADDRESS);
}

/**
 * Adds arrived analyses to "New for you", and deletes the records of the pages that waited for them. Skips pages that
 * are no longer waiting. Call it in a transaction with `TABLES_OF_WAITING`.
 */
export async function markAsNewInTransaction(arrived: readonly ArrivedPage[], now: number): Promise<void> {
  const present = new Set(await db.waiting.toCollection().primaryKeys());
  for (const { page, cards } of arrived.filter(({ page: { id } }) => present.has(id))) {
    await db.newAnalyses.bulkPut(
      cards.map((card) => ({ id: card.id, keys: followKeys(card), foundAt: now, asked: true as const })),
    );
    await db.waiting.delete(page.id);
    await markUncopied('waiting', page.id);
  }
}

/** Deletes waiting pages that have expired (`isExpired`). If a page has a time in the future, its period begins now. */
export async function forgetOldWaiting(now = Date.now()): Promise<void> {
  const isDue = ({ askedAt }: WaitingPage): boolean => askedAt > now || isExpired(askedAt, now);
  if (!(await db.waiting.toArray()).some(isDue)) return;
  await write([db.waiting, db.uncopied], async () => {
    for (const entry of (await db.waiting.toArray()).filter(isDue)) {
      if (isExpired(entry.askedAt, now)) await db.waiting.delete(entry.id);
      else await db.waiting.put({ ...entry, askedAt: now });
      await markUncopied('waiting', entry.id);
    }
  });
}
