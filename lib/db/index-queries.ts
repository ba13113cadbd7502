import { type Card, timeOfDate } from '../index/card.ts';
import { type CardFilter, passesFilter } from '../index/card-filters.ts';
import type { CardKey } from '../index/card-keys.ts';
import { type Gaps, gapsOfMonths, mergeGaps } from '../index/index-completeness.ts';
import type { Lens, Publication } from '../index/manifest.ts';
import { candidatePositions, newestPositions, type SegmentDirectory } from '../index/segment.ts';
import { db } from './database.ts';
import type { IndexedSegment, IndexState } from './index-records.ts';
import { indexState } from './index-state.ts';
import { cardsAt, directoriesOf } from './segments.ts';

/** Returns the segments of the index in which some cards could not be read. */
export async function monthsWithSkipped(index: IndexState | undefined): Promise<IndexedSegment[]> {
  const { segments, skipped } = index ?? {};
  if (!segments || !skipped?.count) return [];
  const directories = await directoriesOf(segments.map(({ sha256 }) => sha256));
  const names = directories.flatMap(({ sha256, skipped: { count } }) => (count > 0 ? sha256 : []));
  return segments.filter(({ sha256 }) => names.includes(sha256));
}

/**
 * Returns the gaps of an index: the gaps that its record states, and the months in which some cards could not be read.
 * Any page may be the source article of a card that could not be read.
 */
export async function gapsOf(index: IndexState): Promise<Gaps> {
  return mergeGaps(index, gapsOfMonths(await monthsWithSkipped(index), index.segments));
}

/**
 * Returns the hosts of all source articles in the index, folded by `foldHost`. An address on another host matches no
 * card.
 */
export async function outletHosts(): Promise<string[]> {
  const index = await indexState();
  const directories = await directoriesOf(index?.segments.map(({ sha256 }) => sha256) ?? []);
  return [...new Set(directories.flatMap(({ hosts }) => hosts))].sort();
}

/**
 * Returns the cards that may have one of these keys. The index holds only hashes of keys, so the caller must compare
 * the cards with the keys.
 */
export async function lookUpCards(keys: readonly CardKey[]): Promise<Card[]> {
  return cardsWhere((segment) => candidatePositions(segment, keys));
}

/** Returns the card of an analysis; `undefined` if the index lacks it. */
export async function cardById(id: string): Promise<Card | undefined> {
  return (await cardsById([id])).get(id);
}

/** Returns the cards of some analyses in a map by id. The map has no entry for an analysis that the index lacks. */
export async function cardsById(ids: readonly string[]): Promise<Map<string, Card>> {
  const wanted = new Set(ids);
  const cards = await lookUpCards([...wanted].map((id) => `i:${id}` as const));
  return new Map(cards.flatMap((card) => (wanted.has(card.id) ? [[card.id, card]] : [])));
}

/** Some of the newest analyses, sorted with the newest first. */
export interface NewestPage {
  readonly cards: readonly Card[];
  /** Whether the index has more analyses that pass the filter. They are older than `cards`. */
  readonly hasMore: boolean;
}

/**
 * Returns the newest analyses of the index, or of one lens, topic or outlet. The newest comes first.
 *
 * @param limit maximum number of cards
 */
export async function newestCards(limit: number, filter?: CardFilter): Promise<readonly Card[]> {
  return (await newestPage(limit, filter)).cards;
}

/** Returns the same cards as `newestCards`, and whether the index has older cards that pass the filter. */
export async function newestPage(limit: number, filter?: CardFilter): Promise<NewestPage> {
  return db.transaction('r', db.state, db.directories, db.cardBlocks, async () => {
    const index = await indexState();
    const directories = await directoriesOf(index?.segments.map(({ sha256 }) => sha256) ?? []);
    const cards: Card[] = [];
    for (const directory of directories) {
      let at = 0;
      for (;;) {
        // Ask for one card more than is returned, to learn whether there are older cards.
        const positions = newestPositions(directory, limit - cards.length + 1, filter, at);
        if (positions.length === 0) break;
        if (cards.length >= limit) return { cards: newestCardsFirst(cards), hasMore: limit > 0 };
        const wanted = positions.slice(0, limit - cards.length);
        const current = withoutSuperseded(index, directory.sha256, wanted);
        const found = await cardsAt(directory.sha256, current);
        cards.push(...found.filter((card) => !filter || passesFilter(card, filter)));
        at = (wanted.at(-1) ?? at) + 1;
      }
    }
    return { cards: newestCardsFirst(cards), hasMore: false };
  });
}

export function newestCardsFirst(cards: readonly Card[]): Card[] {
  return cards.toSorted((a, b) => timeOfDate(b.published) - timeOfDate(a.published));
}

/**
 * Returns the published date of the oldest analysis in the index, in the form in which the card has it; `undefined` if
 * the index has no analysis.
 */
export async function oldestDay(): Promise<string | undefined> {
  const index = await indexState();
  const oldestFirst = (index?.segments ?? []).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  for (const { sha256 } of oldestFirst) {
    const [directory] = await directoriesOf([sha256]);
    // A month may have no card that could be read.
    if (!directory || directory.count === 0) continue;
    const [card] = await cardsAt(sha256, [directory.count - 1]);
    return card?.published;
  }
  return undefined;
}

/**
 * Returns the lens of a card, with the name and address that the index has for it. If the lens is unknown, its id
 * serves as its name. Returns `undefined` for a card without a lens.
 *
 * @param known the lens to use if the index does not have the card's lens; ignored if its id is not that of the card's
 *   lens
 */
export function lensOf(
  index: Pick<IndexState, 'lenses'> | undefined,
  { lens: id }: Pick<Card, 'lens'>,
  known?: Lens,
): Lens | undefined {
  if (id === undefined) return undefined;
  return [...(index?.lenses ?? []), known].find((lens) => lens?.id === id) ?? { id, name: id };
}

/** Returns the publication as the index describes it. Without an index, the host of `address` serves as the name. */
export function publicationOf(
  index: Pick<IndexState, 'publication'> | undefined,
  address: string,
): Publication {
  return index?.publication ?? { name: new URL(address).hostname, url: address };
}

/** The index that the last lookup read. The next lookup starts with it, and checks meanwhile whether it is current. */
let lastIndex: IndexState | undefined;

/**
 * Reads cards at chosen positions of all segments, the newest segment first. All cards come from one state of the
 * index. A transaction would double the time and is not needed, because records named by a hash never change. But a
 * commit may delete such records meanwhile: then everything is read again from the new index.
 */
async function cardsWhere(choose: (segment: SegmentDirectory) => readonly number[]): Promise<Card[]> {
  for (;;) {
    const guess = lastIndex;
    // Send both requests at once: together they take little longer than one of them.
    const reading = indexState();
    const guessed = guess && cardsOf(guess, choose);
    // If the index has changed, nothing awaits `guessed`. Handle its rejection here.
    guessed?.catch(() => {});
    const index = await reading;
    lastIndex = index;
    const { cards, isWhole } = await (guessed && index?.generation === guess?.generation
      ? guessed
      : cardsOf(index, choose));
    if (isWhole || (await indexState())?.generation === index?.generation) return cards;
  }
}

/** Returns the cards at the chosen positions. `isWhole`: whether all of them could be read. */
async function cardsOf(
  index: IndexState | undefined,
  choose: (segment: SegmentDirectory) => readonly number[],
): Promise<{ cards: Card[]; isWhole: boolean }> {
  const names = index?.segments.map(({ sha256 }) => sha256) ?? [];
  const directories = await directoriesOf(names);
  const places = directories
    .map((segment) => ({
      sha256: segment.sha256,
      positions: withoutSuperseded(index, segment.sha256, choose(segment)),
    }))
    .filter(({ positions }) => positions.length > 0);
  const found = await Promise.all(places.map(({ sha256, positions }) => cardsAt(sha256, positions)));
  const cards = found.flat();
  const wanted = places.reduce((sum, { positions }) => sum + positions.length, 0);
  return { cards, isWhole: cards.length === wanted && directories.length === names.length };
}

/** Leaves out the positions of cards that a later card replaces. */
export function withoutSuperseded(
  index: IndexState | undefined,
  segment: string,
  positions: readonly number[],
): readonly number[] {
  const gone = index?.superseded.find(({ sha256 }) => sha256 === segment)?.positions;
  return gone?.length ? positions.filter((position) => !holds(gone, position)) : positions;
}

/** Whether an ascending list contains a number. */
function holds(list: Uint32Array, wanted: number): boolean {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((list[middle] ?? 0) < wanted) from = middle + 1;
    else to = middle;
  }
  return list[from] === wanted;
}
