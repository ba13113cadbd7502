import { hash32 } from '../../index/byte-packing.ts';
import type { Card } from '../../index/card.ts';
import { placeOf } from '../../index/segment.ts';
import { pageKey } from './page-key.ts';

/** Cards by the id that they have in what is kept: an id in use stays with its page. */
export type KnownIds = ReadonlyMap<string, Card>;

/**
 * Gives each analysis of a plain site an id of its own. The id of a page is the last word of its address, which two
 * pages may share: /2026/05/port-dispute/ and /labour/port-dispute/. The one published first keeps the word; the
 * others add a hash of their address to it. The result depends on the cards and the ids in use, not on the order in
 * which pages were read.
 *
 * @param known ids in use. They win over the date: a saved analysis must not become another one
 * @param onDouble told of a second address of one analysis, which is left out
 */
export function withDistinctIds<Item extends { readonly card: Card }>(
  items: readonly Item[],
  known: KnownIds,
  onDouble: (kept: Item, other: Item) => void = () => undefined,
): Item[] {
  return [...Map.groupBy(items, ({ card }) => wordOf(card))].flatMap(([word, group]) => {
    const analyses = group.length > 1 ? eachOnce(group.toSorted(byAge), onDouble) : group;
    const owner = ownerOf(word, analyses, known);
    return analyses.map((item): Item => {
      const id = item === owner ? word : ownId(word, item.card);
      return id === item.card.id ? item : { ...item, card: { ...item.card, id } };
    });
  });
}

/** The analysis whose id is the word alone. There is none where the word belongs to a page that is gone. */
function ownerOf<Item extends { readonly card: Card }>(
  word: string,
  oldestFirst: readonly Item[],
  known: KnownIds,
): Item | undefined {
  const holder = known.get(word);
  if (holder) return oldestFirst.find(({ card }) => isSame(card, holder));
  if (known.size === 0) return oldestFirst[0];
  return oldestFirst.find(({ card }) => !known.has(ownId(word, card)));
}

/** Two pages with one id that say the same of one day are one analysis. */
function eachOnce<Item extends { readonly card: Card }>(
  oldestFirst: readonly Item[],
  onDouble: (kept: Item, other: Item) => void,
): Item[] {
  const byMark = new Map<string, Item>();
  return oldestFirst.filter((item) => {
    const marks = marksOf(item.card);
    const kept = marks.map((mark) => byMark.get(mark)).find((found) => found !== undefined);
    for (const mark of marks) if (!byMark.has(mark)) byMark.set(mark, kept ?? item);
    if (kept) onDouble(kept, item);
    return !kept;
  });
}

function isSame(a: Card, b: Card): boolean {
  if (a.url === b.url) return true;
  const marks = new Set(marksOf(b));
  return marksOf(a).some((mark) => marks.has(mark));
}

/** Cards with the same word in their addresses are of one analysis if they share one of these. */
function marksOf({ url, published, headline, sources: [source] }: Card): string[] {
  const day = published.slice(0, 10);
  const marks = [pageKey(url), `${day}\n${headline}`];
  return source ? [...marks, `${day}\n${pageKey(source.url)}`] : marks;
}

function byAge({ card: a }: { readonly card: Card }, { card: b }: { readonly card: Card }): number {
  const [dayA, dayB] = [a.published.slice(0, 10), b.published.slice(0, 10)];
  if (dayA !== dayB) return dayA < dayB ? -1 : 1;
  return a.url < b.url ? -1 : 1;
}

/** Ids have 300 characters at most. */
const LONGEST_WORD = 290;

function ownId(word: string, { url }: Card): string {
  return `${word.slice(0, LONGEST_WORD)}~${hash32(placeOf(url)).toString(36)}`;
}

/** The id without the hash of the card's own address. */
function wordOf(card: Card): string {
  const word = card.id.slice(0, Math.max(0, card.id.lastIndexOf('~')));
  return word !== '' && ownId(word, card) === card.id ? word : card.id;
}
