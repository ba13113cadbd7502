import type { Card } from '../../index/card.ts';
import type { Lens } from '../../index/manifest.ts';
import { folded } from './html/fold-text.ts';

/** A card with what its page says of its lens. */
export interface FiledCard {
  readonly card: Card;
  /** The lens that the page names. */
  readonly lens?: Lens | undefined;
  /** Where it names none: what metadata or a feed files it under, which may be the name of a lens. */
  readonly filedUnder?: readonly string[] | undefined;
}

/**
 * Gives each card its lens, and lists the lenses. Of one lens the newest page's name counts, and the newest address
 * and description that any page gives. A page that names no lens has the one lens of the list that it is filed under;
 * one that names a lens without its address has the listed lens of that name.
 *
 * @param oldestFirst cards in the order of their age
 * @param listed lenses that are known otherwise
 */
export function withLenses<Filed extends FiledCard>(
  oldestFirst: readonly Filed[],
  listed: readonly Lens[] = [],
): { filed: Filed[]; lenses: Lens[] } {
  const addressed = new Map<string, Set<string>>();
  for (const { lens } of oldestFirst)
    if (lens?.url)
      addressed.set(folded(lens.name), (addressed.get(folded(lens.name)) ?? new Set()).add(lens.id));
  const idOf = ({ id, name, url }: Lens): string => {
    const ids = url ? undefined : addressed.get(folded(name));
    return ids?.size === 1 ? ([...ids][0] ?? id) : id;
  };
  const lenses = new Map(listed.map((lens) => [lens.id, lens]));
  for (const { lens } of oldestFirst) {
    if (!lens) continue;
    const id = idOf(lens);
    lenses.set(id, { ...lenses.get(id), ...lens, id });
  }
  const byName = new Map<string, Lens[]>();
  for (const lens of lenses.values())
    byName.set(folded(lens.name), [...(byName.get(folded(lens.name)) ?? []), lens]);
  const filed = oldestFirst.map((one): Filed => {
    const named = one.lens && lenses.get(idOf(one.lens));
    const known = named ? [named] : (one.filedUnder ?? []).flatMap((name) => byName.get(folded(name)) ?? []);
    const [lens] = known;
    const isOne = lens !== undefined && known.every(({ id }) => id === lens.id);
    if (!isOne || one.card.lens === lens.id) return one;
    return { ...one, card: { ...one.card, lens: lens.id } };
  });
  return { filed, lenses: [...lenses.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
