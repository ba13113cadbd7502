import type { Card } from '../../index/card.ts';
import type { Lens } from '../../index/manifest.ts';
import { foldText } from './html/fold-text.ts';

/** A card, and the facts that determine its lens. */
export interface FiledCard {
  readonly card: Card;
  /** The lens that the page names. */
  readonly lens?: Lens | undefined;
  /** Section names or feed categories; one of them may be a lens. Set only if the page names no lens. */
  readonly filedUnder?: readonly string[] | undefined;
}

/**
 * Sets the lens of each card, and collects all lenses.
 *
 * Each fact of a lens (name, address, description) comes from the newest page that states this fact. If a page names a
 * lens without an address, and only one lens with that name has an address, the page gets that lens. A page that names
 * no lens gets the only lens among its `filedUnder` names. If several of these names are lenses, the page gets no lens.
 *
 * @param oldestFirst the cards, the oldest first
 * @param listed lenses that are known already
 * @returns the cards in the same order, and the lenses sorted by id
 */
export function withLenses<Filed extends FiledCard>(
  oldestFirst: readonly Filed[],
  listed: readonly Lens[] = [],
): { filed: Filed[]; lenses: Lens[] } {
  const addressed = new Map<string, Set<string>>();
  for (const { lens } of oldestFirst)
    if (lens?.url)
      addressed.set(foldText(lens.name), (addressed.get(foldText(lens.name)) ?? new Set()).add(lens.id));
  const idOf = ({ id, name, url }: Lens): string => {
    const ids = url ? undefined : addressed.get(foldText(name));
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
    byName.set(foldText(lens.name), [...(byName.get(foldText(lens.name)) ?? []), lens]);
  const filed = oldestFirst.map((one): Filed => {
    const named = one.lens && lenses.get(idOf(one.lens));
    const known = named
      ? [named]
      : (one.filedUnder ?? []).flatMap((name) => byName.get(foldText(name)) ?? []);
    const [lens] = known;
    const isOne = lens !== undefined && known.every(({ id }) => id === lens.id);
    if (!isOne || one.card.lens === lens.id) return one;
    return { ...one, card: { ...one.card, lens: lens.id } };
  });
  return { filed, lenses: [...lenses.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
