import { arrivals, newsSince } from '../follow/arrivals.ts';
import { type Card, timeOf } from '../index/card.ts';
import type { Lens, Publication } from '../index/manifest.ts';
import { hash32 } from '../index/packed.ts';
import { unpackCards, unpackRanks } from '../index/packed-cards.ts';
import {
  CARDS_PER_BLOCK,
  type CardKey,
  newestPositions,
  nominated,
  type PackedSegment,
  type SegmentDirectory,
} from '../index/segment.ts';
import { type CardPlace, supersededCards } from '../index/superseded.ts';
import { type CardFilter, passes } from '../index/tags.ts';
import { keepBlocksOf, keepOnly, readItems, storedBlocks } from './blocks.ts';
import { db, type IndexedSegment, type IndexState, type Superseded, type SyncState } from './database.ts';
import { whileUnmarked } from './index-mark.ts';
import { noteArrivals, tidyNewAnalyses } from './new-analyses.ts';
import { forgetSite } from './site-pages.ts';

/** Arrivals that are looked at, the newest first: a publication that renames all its analyses must not have all of them read. */
const MOST_ARRIVALS = 1000;

/**
 * Directories by segment hash. A hash names a content, so what is in here can never be wrong; the worker may lose it at any time.
 */
const knownDirectories = new Map<string, SegmentDirectory>();

/** The current index, or `undefined` before the first one arrived. */
export async function indexState(): Promise<IndexState | undefined> {
  return (await db.state.get('index')) as IndexState | undefined;
}

/** How keeping it up to date goes. */
export async function syncState(): Promise<SyncState> {
  return ((await db.state.get('sync')) as SyncState | undefined) ?? { name: 'sync', failures: 0 };
}

/** Changes some fields of the sync state; a field given as `undefined` is removed. */
export async function noteSync(change: Partial<Omit<SyncState, 'name'>>): Promise<void> {
  await db.transaction('rw', db.state, async () => {
    const next: SyncState = { ...(await syncState()), ...change };
    await db.state.put(next);
  });
}

/**
 * Notes that a sync begins.
 *
 * @param signal aborted where everything is being deleted
 * @throws {StaleCommit} then
 */
export async function beginSync(runningSince: number, signal: AbortSignal): Promise<void> {
  await db.transaction('rw', db.state, async () => {
    if (signal.aborted) throw new StaleCommit('Everything was deleted.');
    await noteSync({ runningSince });
  });
}

/** As `noteSync`, within a sync or after one: where everything was deleted since then, there is no state to change. */
export async function changeSync(
  change: Partial<Omit<SyncState, 'name'>> | ((state: SyncState) => Partial<Omit<SyncState, 'name'>>),
): Promise<void> {
  await db.transaction('rw', db.state, async () => {
    if (!(await db.state.get('sync'))) return;
    await noteSync(typeof change === 'function' ? change(await syncState()) : change);
  });
}

/** Writes the result of a sync, unless everything was deleted since it began. */
export async function endSync(
  runningSince: number,
  change: Partial<Omit<SyncState, 'name'>>,
): Promise<boolean> {
  return db.transaction('rw', db.state, async () => {
    if ((await syncState()).runningSince !== runningSince) return false;
    await noteSync({ ...change, runningSince: undefined });
    return true;
  });
}

/** Puts packed segments on disk, where nobody finds them until `commitIndex` names them. */
export async function stageSegments(segments: readonly PackedSegment[], basis: Basis): Promise<void> {
  await db.transaction('rw', db.state, db.directories, db.cardBlocks, async () => {
    await checkBasis(basis);
    await db.directories.bulkPut(segments.map(({ directory }) => directory));
    await db.cardBlocks.bulkPut(
      segments.flatMap(({ directory, blocks }) => storedBlocks(directory.sha256, blocks)),
    );
  });
  for (const { directory } of segments) knownDirectories.set(directory.sha256, directory);
}

/** How many cards some segments hold. */
export async function countCards(names: readonly string[]): Promise<number> {
  return sum((await directoriesOf(names)).map(({ count }) => count));
}

/** Hashes of all segments on disk: of the current index, or left by a sync that was killed. */
export async function stagedSegments(): Promise<Set<string>> {
  return new Set(await db.directories.toCollection().primaryKeys());
}

/** An index to be committed: what does not follow from its segments. */
export type NextIndex = Omit<IndexState, 'name' | 'generation' | 'cardCount' | 'skipped' | 'superseded'>;

/** What a commit was prepared on: it is refused where another one came in between. */
export interface Basis {
  readonly generation: string | undefined;
  readonly origin: IndexState['origin'] | undefined;
  /** When the sync that it belongs to began. *Delete everything* removes it with all the rest. */
  readonly runningSince: number | undefined;
}

/** The index was replaced or deleted while another commit was prepared. */
export class StaleCommit extends Error {
  override readonly name = 'StaleCommit';
}

/** Read before anything is fetched, and handed to `commitIndex`. */
export async function basisOfCommit(): Promise<Basis> {
  return db.transaction('r', db.state, async () => {
    const index = await indexState();
    const { runningSince } = await syncState();
    return { generation: index?.generation, origin: index?.origin, runningSince };
  });
}

/**
 * Call it in the transaction that writes what was fetched.
 *
 * @throws {StaleCommit} where the index was replaced or deleted since
 */
export async function checkBasis(basis: Basis): Promise<void> {
  const now = await basisOfCommit();
  if (
    now.generation !== basis.generation ||
    now.origin !== basis.origin ||
    now.runningSince !== basis.runningSince
  )
    throw new StaleCommit('Another index came, or everything was deleted.');
}

/**
 * Makes staged segments the index, in one transaction: who reads sees the old index or the new one. Segments and texts
 * that the new index does not name are deleted, and analyses in what the reader follows become new for them.
 *
 * A companion index ends the reading of pages.
 *
 * @param next the new state; what follows from its segments (generation, count, superseded cards) is worked out here
 * @param basis what it was prepared on
 * @throws {StaleCommit} where that no longer stands, or a segment is no longer on disk
 */
export async function commitIndex(next: NextIndex, now: number, basis: Basis): Promise<IndexState> {
  const names = next.segments.map((segment) => segment.sha256);
  const segments = await withFormerTexts(next.segments);
  const directories = await directoriesOf(names);
  const arrived = await arrivedCards(directories, now);
  const superseded = await supersededCards(directories, (sha256, positions) =>
    readItems(db.cardBlocks, sha256, positions, CARDS_PER_BLOCK, unpackRanks),
  );
  const state: IndexState = {
    ...next,
    segments,
    name: 'index',
    generation: hash32(names.join()).toString(36),
    cardCount: sum(directories.map(({ count }) => count)) - superseded.length,
    skipped: {
      count: sum(directories.map(({ skipped }) => skipped.count)),
      reasons: directories.flatMap(({ skipped }) => skipped.reasons).slice(0, 5),
    },
    superseded: bySegment(superseded),
  };
  const texts = segments.flatMap(({ texts, formerTexts }) =>
    [texts?.sha256, formerTexts].flatMap((hash) => hash ?? []),
  );
  const readerTables = [db.followed, db.newAnalyses];
  const indexTables = [db.state, db.directories, db.cardBlocks, db.texts, db.textBlocks];
  const siteTables = [db.sitePages, db.siteTexts];
  const commit = async (): Promise<string> => {
    await checkBasis(basis);
    await checkSource(next.origin);
    await checkStaged(names);
    if (next.origin === 'companion' && basis.origin !== 'companion') await forgetSite();
    await db.state.put(state);
    await tidyNewAnalyses(directories);
    await noteArrivals(arrived, now);
    await keepOnly(db.directories, names);
    await keepBlocksOf(db.cardBlocks, names);
    await keepOnly(db.texts, texts);
    await keepBlocksOf(db.textBlocks, texts);
    return state.generation;
  };
  await whileUnmarked(() => db.transaction('rw', [...indexTables, ...siteTables, ...readerTables], commit));
  for (const sha256 of knownDirectories.keys()) if (!names.includes(sha256)) knownDirectories.delete(sha256);
  return state;
}

/** Pages make an index for as long as the publication is read as a site, and no longer. */
async function checkSource(origin: IndexState['origin']): Promise<void> {
  if (origin === 'site' && !(await db.state.get('site')))
    throw new StaleCommit('The publication is no longer read as a site.');
}

async function checkStaged(names: readonly string[]): Promise<void> {
  const staged = await stagedSegments();
  if (!names.every((name) => staged.has(name))) throw new StaleCommit('A segment was deleted.');
}

/** Segments with the texts that their months have on this device, where those that they name are not here yet. */
async function withFormerTexts(segments: readonly IndexedSegment[]): Promise<IndexedSegment[]> {
  const present = new Set(await db.texts.toCollection().primaryKeys());
  if (present.size === 0) return [...segments];
  const before = (await indexState())?.segments ?? [];
  return segments.map(({ formerTexts: _, ...segment }) => {
    if (segment.texts && present.has(segment.texts.sha256)) return segment;
    const old = before.find(({ from, to }) => from === segment.from && to === segment.to);
    const formerTexts = [old?.texts?.sha256, old?.formerTexts].find((hash) => hash && present.has(hash));
    return formerTexts ? { ...segment, formerTexts } : segment;
  });
}

/** The cards of an index about to be committed that are news in something followed. The first index brings none. */
async function arrivedCards(directories: readonly SegmentDirectory[], now: number): Promise<Card[]> {
  const before = await indexState();
  const followed = await db.followed.toArray();
  if (!before || followed.length === 0) return [];
  const old = await directoriesOf(before.segments.map(({ sha256 }) => sha256));
  const places = arrivals(old, directories, followed).slice(0, MOST_ARRIVALS);
  const newest = await newestOf(directories);
  if (places.length === 0 || !newest) return [];
  const since = newsSince(newest, before.incomplete ? await newestOf(old) : undefined, now);
  const cards: Card[] = [];
  for (const sha256 of new Set(places.map((place) => place.sha256))) {
    const positions = places.filter((place) => place.sha256 === sha256).map(({ position }) => position);
    cards.push(...(await cardsAt(sha256, positions)));
  }
  return cards.filter((card) => timeOf(card.published) >= since);
}

async function newestOf(directories: readonly SegmentDirectory[]): Promise<Card | undefined> {
  const segment = directories.find(({ count }) => count > 0);
  return segment && (await cardsAt(segment.sha256, [0]))[0];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The months of the index in which some cards could not be read. */
export async function monthsWithSkipped(): Promise<IndexedSegment[]> {
  const { segments, skipped } = (await indexState()) ?? {};
  if (!segments || !skipped?.count) return [];
  const directories = await directoriesOf(segments.map(({ sha256 }) => sha256));
  const names = directories.flatMap(({ sha256, skipped: { count } }) => (count > 0 ? sha256 : []));
  return segments.filter(({ sha256 }) => names.includes(sha256));
}

/** Folded hosts of all sources in the index: pages elsewhere need not be looked at. */
export async function outletHosts(): Promise<string[]> {
  const index = await indexState();
  const directories = await directoriesOf(index?.segments.map(({ sha256 }) => sha256) ?? []);
  return [...new Set(directories.flatMap(({ hosts }) => hosts))].sort();
}

/** The cards that some keys nominate; the caller compares them itself. */
export async function lookup(keys: readonly CardKey[]): Promise<Card[]> {
  return cardsWhere((segment) => nominated(segment, keys));
}

/** The card of an analysis, by its id. */
export async function cardById(id: string): Promise<Card | undefined> {
  return (await lookup([`i:${id}`])).find((card) => card.id === id);
}

/** Where a page of cards ended. It outlives a renewal of the index: at worst a card stands on two pages, or none. */
export interface PageMark {
  /** `from` of the segment. */
  readonly month: string;
  readonly position: number;
}

/** Some of the newest analyses, the newest first. */
export interface CardsPage {
  readonly cards: readonly Card[];
  /** Where the next page begins; absent after the last card. */
  readonly next?: PageMark;
}

/** The newest analyses, the newest first: of all, or of one lens, topic or outlet. */
export async function newestCards(most: number, filter?: CardFilter): Promise<readonly Card[]> {
  return (await cardsPage(most, filter)).cards;
}

/**
 * A page of the newest analyses.
 *
 * @param after where the page before ended
 */
export async function cardsPage(most: number, filter?: CardFilter, after?: PageMark): Promise<CardsPage> {
  return db.transaction('r', db.state, db.directories, db.cardBlocks, async () => {
    const index = await indexState();
    const segments = index?.segments.filter(({ from }) => !after || from <= after.month) ?? [];
    const directories = await directoriesOf(segments.map(({ sha256 }) => sha256));
    const cards: Card[] = [];
    let last: PageMark | undefined;
    for (const directory of directories) {
      const month = segments.find(({ sha256 }) => sha256 === directory.sha256)?.from ?? '';
      let at = month === after?.month ? after.position + 1 : 0;
      for (;;) {
        // One more than wanted tells whether there is a next page.
        const positions = newestPositions(directory, most - cards.length + 1, filter, at);
        if (positions.length === 0) break;
        if (cards.length >= most) return last ? { cards: newestFirst(cards), next: last } : { cards };
        const wanted = positions.slice(0, most - cards.length);
        const current = withoutSuperseded(index, directory.sha256, wanted);
        const found = await cardsAt(directory.sha256, current);
        cards.push(...found.filter((card) => !filter || passes(card, filter)));
        at = (wanted.at(-1) ?? at) + 1;
        last = { month, position: at - 1 };
      }
    }
    return { cards: newestFirst(cards) };
  });
}

function newestFirst(cards: readonly Card[]): Card[] {
  return cards.toSorted((a, b) => timeOf(b.published) - timeOf(a.published));
}

/** Published date of the oldest analysis in the index. */
export async function oldestDay(): Promise<string | undefined> {
  const index = await indexState();
  const [oldest] = (index?.segments ?? []).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const [directory] = await directoriesOf(oldest ? [oldest.sha256] : []);
  const [card] =
    directory && directory.count > 0 ? await cardsAt(directory.sha256, [directory.count - 1]) : [];
  return card?.published;
}

/**
 * Name and address of a card's lens: as the index has them, else its id for a name; `undefined` for a card without
 * a lens.
 *
 * @param known a lens that is believed where the index does not have it, if it is the card's
 */
export function lensOf(
  index: Pick<IndexState, 'lenses'> | undefined,
  { lens: id }: Pick<Card, 'lens'>,
  known?: Lens,
): Lens | undefined {
  if (id === undefined) return undefined;
  return [...(index?.lenses ?? []), known].find((lens) => lens?.id === id) ?? { id, name: id };
}

/** The publication as the index describes it, before that by its address alone. */
export function publicationOf(
  index: Pick<IndexState, 'publication'> | undefined,
  address: string,
): Publication {
  return index?.publication ?? { name: new URL(address).hostname, url: address };
}

/**
 * Cards at chosen positions, segment by segment from the newest, all of one index. Without a transaction, which would take as long
 * again as the reading: what is stored by its hash never changes. It may be gone, where another index came in between.
 */
async function cardsWhere(choose: (segment: SegmentDirectory) => readonly number[]): Promise<Card[]> {
  for (;;) {
    const index = await indexState();
    const found: Card[] = [];
    let wanted = 0;
    const names = index?.segments.map(({ sha256 }) => sha256) ?? [];
    const directories = await directoriesOf(names);
    for (const segment of directories) {
      const positions = withoutSuperseded(index, segment.sha256, choose(segment));
      if (positions.length === 0) continue;
      wanted += positions.length;
      found.push(...(await cardsAt(segment.sha256, positions)));
    }
    const isWhole = found.length === wanted && directories.length === names.length;
    if (isWhole || (await indexState())?.generation === index?.generation) return found;
  }
}

function withoutSuperseded(
  index: IndexState | undefined,
  segment: string,
  positions: readonly number[],
): readonly number[] {
  const gone = index?.superseded.find(({ sha256 }) => sha256 === segment)?.positions;
  return gone?.length ? positions.filter((position) => !holds(gone, position)) : positions;
}

/** Whether a number is in an ascending list. */
function holds(list: Uint32Array, wanted: number): boolean {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((list[middle] ?? 0) < wanted) from = middle + 1;
    else to = middle;
  }
  return list[from] === wanted;
}

/** Places as an index keeps them: it is read at each lookup, so that a record a card would be too much. */
function bySegment(places: readonly CardPlace[]): Superseded[] {
  const positions = Map.groupBy(places, ({ sha256 }) => sha256);
  return [...positions].map(([sha256, ofSegment]) => ({
    sha256,
    positions: Uint32Array.from(ofSegment, ({ position }) => position).sort(),
  }));
}

/** The cards at some positions of a segment. What `packSegment` packed is trusted: it was checked then. */
async function cardsAt(sha256: string, positions: readonly number[]): Promise<Card[]> {
  return readItems(db.cardBlocks, sha256, positions, CARDS_PER_BLOCK, unpackCards);
}

/** Directories of some segments, in the order asked for; those not in memory are read in one request. */
async function directoriesOf(names: readonly string[]): Promise<SegmentDirectory[]> {
  const missing = names.filter((name) => !knownDirectories.has(name));
  if (missing.length > 0) {
    for (const found of await db.directories.bulkGet(missing))
      if (found) knownDirectories.set(found.sha256, found);
  }
  return names.flatMap((name) => knownDirectories.get(name) ?? []);
}
