import { arrivals, newsSince } from '../follow/new-cards.ts';
import { noteArrivals, tidyNewAnalyses } from '../follow/new-entries.ts';
import { hash32 } from '../index/byte-packing.ts';
import { type Card, timeOf } from '../index/card.ts';
import { unpackRanks } from '../index/packed-cards.ts';
import { CARDS_PER_BLOCK, type SegmentDirectory } from '../index/segment.ts';
import { type CardPlace, supersededCards } from '../index/superseded.ts';
import { db } from './database.ts';
import type { IndexedSegment, IndexState, Superseded } from './records.ts';
import { whileUnmarked } from './index-mark.ts';
import { type Basis, checkBasis, indexState, StaleCommit } from './index-state.ts';
import { cardsAt, directoriesOf, forgetDirectories, stagedSegments, sum } from './segments.ts';
import { forgetSite } from './site-pages.ts';
import { keepBlocksOf, keepOnly, readItems } from './stored-blocks.ts';

/** Arrivals that are looked at, the newest first: a publication that renames all its analyses must not have all of them read. */
const MOST_ARRIVALS = 1000;

/** An index to be committed: what does not follow from its segments. */
export type NextIndex = Omit<IndexState, 'name' | 'generation' | 'cardCount' | 'skipped' | 'superseded'>;

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
  forgetDirectories(names);
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

/** Places as an index keeps them: it is read at each lookup, so that a record a card would be too much. */
function bySegment(places: readonly CardPlace[]): Superseded[] {
  const positions = Map.groupBy(places, ({ sha256 }) => sha256);
  return [...positions].map(([sha256, ofSegment]) => ({
    sha256,
    positions: Uint32Array.from(ofSegment, ({ position }) => position).sort(),
  }));
}
