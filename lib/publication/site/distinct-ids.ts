import { hash32 } from '../../index/byte-packing.ts';
import type { Card } from '../../index/card.ts';
import { bareAddress } from '../../index/card-keys.ts';
import { pageKey } from './page-key.ts';

/** The stored cards by id. A stored id always stays with its page. */
export type KnownIds = ReadonlyMap<string, Card>;

/**
 * Gives each analysis of a plain site a unique id.
 *
 * A card's id is the slug at the end of its address. Two pages may have the same slug: /2026/05/port-dispute/ and
 * /labour/port-dispute/. The page that was published first keeps the slug as its id. The ids of the other pages also
 * end with a hash of the address. The result depends on the cards and the stored ids, not on the order of reading.
 *
 * @param known the stored cards. They keep their ids even if another page is older, because a saved analysis must not
 *   turn into another analysis
 * @param onDouble called for each further item with the same analysis. Such an item is left out
 */
export function withDistinctIds<Item extends { readonly card: Card }>(
  items: readonly Item[],
  known: KnownIds,
  onDouble: (kept: Item, other: Item) => void = () => undefined,
): Item[] {
  return [...Map.groupBy(items, ({ card }) => slugOf(card))].flatMap(([slug, group]) => {
    const analyses = group.length > 1 ? withoutDuplicates(group.toSorted(byAge), onDouble) : group;
    const owner = ownerOf(slug, analyses, known);
    return analyses.map((item): Item => {
      const id = item === owner ? slug : ownId(slug, item.card);
      return id === item.card.id ? item : { ...item, card: { ...item.card, id } };
    });
  });
}

/**
 * Returns the analysis whose id is the slug without a hash; `undefined` if the slug is the id of a stored card whose
 * page no longer exists, or if all these analyses are stored under ids with a hash.
 */
function ownerOf<Item extends { readonly card: Card }>(
  slug: string,
  oldestFirst: readonly Item[],
  known: KnownIds,
): Item | undefined {
  const holder = known.get(slug);
  if (holder) return oldestFirst.find(({ card }) => isSame(card, holder));
  if (known.size === 0) return oldestFirst[0];
  return oldestFirst.find(({ card }) => !known.has(ownId(slug, card)));
}

/** Removes cards that share a mark with an older card. */
function withoutDuplicates<Item extends { readonly card: Card }>(
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

/**
 * Returns the marks of a card: the key of its page, its day together with its headline, and its day together with the
 * key of its first source. Two cards with the same slug that share a mark are the same analysis.
 */
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

/** Maximum length of the slug in an id (UTF-16 units). With the hash, an id has at most 300 units. */
const MAX_SLUG_LENGTH = 290;

function ownId(slug: string, { url }: Card): string {
  return `${slug.slice(0, MAX_SLUG_LENGTH)}~${hash32(bareAddress(url)).toString(36)}`;
}

/** Returns the id without the hash of the card's address. */
function slugOf(card: Card): string {
  const slug = card.id.slice(0, Math.max(0, card.id.lastIndexOf('~')));
  return slug !== '' && ownId(slug, card) === card.id ? slug : card.id;
}
