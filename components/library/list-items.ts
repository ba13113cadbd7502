import type { LibrarySort } from '../../lib/browser/settings.ts';
import type { ReadingState, SavedAnalysis } from '../../lib/db/records.ts';
import type { Steps } from '../../lib/db/run-in-slices.ts';
import { type Card, timeOfDate } from '../../lib/index/card.ts';
import { type CardFilter, foldName, outletOf, passesFilter } from '../../lib/index/card-filters.ts';
import type { Lens } from '../../lib/index/manifest.ts';
import type { LibraryPlace, View } from '../../lib/tab/library-address.ts';
import { dayFilters, foldedWords } from './query-words.ts';

/** An item of the list: a saved analysis, or a card of the index. */
export interface ListItem {
  readonly card: Card;
  /** Absent if the analysis has no lens. */
  readonly lens?: Lens;
  /** BCP 47 tag of the publication's language. */
  readonly language: string | undefined;
  readonly reading: ReadingState | 'not-saved';
  /** When the reader saved the analysis (ms since the epoch); absent if it is not saved. */
  readonly savedAt?: number;
  readonly labels: readonly string[];
}

export function savedItem(saved: SavedAnalysis): ListItem {
  const { card, lens, publication, savedAt, state, labels = [] } = saved;
  const item = { card, language: publication.language, reading: state, savedAt, labels };
  return lens ? { ...item, lens } : item;
}

/** Returns the ids of the saved analyses among the items. */
export function savedIds(items: readonly ListItem[]): string[] {
  return items.flatMap(({ card, reading }) => (reading === 'not-saved' ? [] : [card.id]));
}

const STATES: Partial<Record<View, ReadingState>> = {
  unread: 'unread',
  reading: 'reading',
  read: 'read',
  archive: 'archived',
};

/** Returns a function that says whether an item belongs to a place of the library. */
export function placeTest(place: LibraryPlace): (item: ListItem) => boolean {
  const { view, lens, topic, outlet, label, q = '' } = place;
  const filters: CardFilter[] = [
    ...(lens === undefined ? [] : [{ kind: 'lens', id: lens } as const]),
    ...(topic === undefined ? [] : [{ kind: 'topic', id: foldName(topic) } as const]),
    ...(outlet === undefined ? [] : [{ kind: 'outlet', id: foldName(outlet) } as const]),
  ];
  const state = view && STATES[view];
  const words = foldedWords(q);
  const { after, before } = dayFilters(q);
  const wantedLabel = label === undefined ? undefined : foldName(label);
  return (item) =>
    (state === undefined || item.reading === state) &&
    filters.every((filter) => passesFilter(item.card, filter)) &&
    (wantedLabel === undefined || item.labels.some((name) => foldName(name) === wantedLabel)) &&
    (after === undefined || item.card.published >= after) &&
    (before === undefined || item.card.published < before) &&
    (words.length === 0 || containsAll(searchedText(item), words));
}

function containsAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

/**
 * For each card, the folded text in which `placeTest` looks for the words of a query. Folding it again at each
 * keystroke would take too long.
 */
const searchedTexts = new WeakMap<Card, string>();

function searchedText({ card, lens }: ListItem): string {
  const known = searchedTexts.get(card);
  if (known !== undefined) return known;
  const topics = card.topics.map(({ name }) => name);
  const text = foldedWords([card.headline, outletOf(card), lens?.name ?? '', ...topics].join(' ')).join(' ');
  searchedTexts.set(card, text);
  return text;
}

/**
 * Returns the items in the chosen order. Items that are equal in this order are sorted by the time at which they were
 * published, the newest first. With the order `saved`, however, items that were saved at the same time keep their
 * order.
 */
export function sortedItems(items: readonly ListItem[], sort: LibrarySort): ListItem[] {
  if (sort === 'saved') return items.toSorted((a, b) => (b.savedAt ?? 0) - (a.savedAt ?? 0));
  const keyed = items.map((item) => ({ item, published: timeOfDate(item.card.published) }));
  const collator = sort === 'outlet' ? new Intl.Collator() : undefined;
  const order: Record<
    Exclude<LibrarySort, 'saved'>,
    (a: (typeof keyed)[number], b: (typeof keyed)[number]) => number
  > = {
    published: () => 0,
    updated: (a, b) => updatedAt(b) - updatedAt(a),
    outlet: (a, b) => collator?.compare(outletOf(a.item.card), outletOf(b.item.card)) ?? 0,
    length: (a, b) => (a.item.card.readMinutes ?? 1000) - (b.item.card.readMinutes ?? 1000),
  };
  return keyed.sort((a, b) => order[sort](a, b) || b.published - a.published).map(({ item }) => item);
}

function updatedAt({
  item: { card },
  published,
}: {
  readonly item: ListItem;
  readonly published: number;
}): number {
  return card.updated ? timeOfDate(card.updated) : published;
}

/** A name in the rail or in a filter, with its number of saved analyses. */
export interface CountedName {
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

/** The number of saved analyses of each view, lens, outlet and label. */
export interface Counts {
  readonly all: number;
  readonly states: Readonly<Record<ReadingState, number>>;
  readonly lenses: readonly CountedName[];
  /** The outlets, the most frequent first. */
  readonly outlets: readonly CountedName[];
  readonly labels: readonly CountedName[];
}

/** A `CountedName` whose analyses are still being counted. */
interface Tally extends CountedName {
  count: number;
}

function add(to: Map<string, Tally>, id: string, name: string, count = 1): void {
  const known = to.get(id);
  if (known) known.count += count;
  else to.set(id, { id, name, count });
}

/** Number of items that are counted in a step. Between two steps, the page may do other work. */
const ITEMS_A_STEP = 1000;

/** Counts the saved analyses. */
export function* countItems(items: readonly ListItem[]): Steps<Counts> {
  let counted = 0;
  const states = { unread: 0, reading: 0, read: 0, archived: 0 };
  const lenses = new Map<string, Tally>();
  const outlets = new Map<string, Tally>();
  const labels = new Map<string, Tally>();
  for (const { card, lens, reading, labels: own } of items) {
    if (reading !== 'not-saved') states[reading]++;
    if (lens) add(lenses, lens.id, lens.name);
    const outlet = outletOf(card);
    if (outlet) add(outlets, outlet, outlet);
    for (const label of own) add(labels, label, label);
    if (++counted % ITEMS_A_STEP === 0) yield;
  }
  // Thousands of items have few different names, so fold each name only once.
  const frequent = function* (names: Map<string, Tally>): Steps<CountedName[]> {
    const folded = new Map<string, Tally>();
    for (const { name, count } of names.values()) add(folded, foldName(name), name, count);
    yield;
    return [...folded.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  };
  return {
    all: items.length,
    states,
    lenses: [...lenses.values()],
    outlets: yield* frequent(outlets),
    labels: yield* frequent(labels),
  };
}
