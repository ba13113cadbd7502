import { useEffect, useState } from 'preact/hooks';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import type { ListItem } from './list-items.ts';
import { goTo } from './use-place.ts';

/** Where the reader is in the list, and how they move in it. */
export interface ListNavigation {
  /** Id of the row that the Tab key reaches. */
  readonly active: string | undefined;
  readonly setActive: (id: string) => void;
  /** Changes each time the active row shall get the keyboard focus. */
  readonly focusAsked: number;
  readonly focusList: () => void;
  readonly open: (id: string) => void;
  /** Closes the open analysis. The list gets the focus back. */
  readonly close: () => void;
  /** Goes to the next row, or with -1 to the one before. While an analysis is open, opens that one. */
  readonly step: (by: 1 | -1) => void;
}

export function useListNavigation(
  place: LibraryPlace,
  items: readonly ListItem[] | undefined,
): ListNavigation {
  const [active, setActive] = useState(place.analysis);
  const [focusAsked, setFocusAsked] = useState(0);
  const { analysis } = place;
  // The list follows when the analysis is opened elsewhere, or by the browser's "Back".
  useEffect(() => {
    if (analysis !== undefined) setActive(analysis);
  }, [analysis]);
  const focusList = (): void => setFocusAsked((last) => last + 1);
  const open = (id: string, how?: 'replace'): void => goTo({ ...listOf(place), analysis: id }, how);
  return {
    active,
    setActive,
    focusAsked,
    focusList,
    open: (id) => open(id),
    close: () => {
      goTo(listOf(place));
      focusList();
    },
    step: (by) => {
      const at = items?.findIndex(({ card }) => card.id === active) ?? -1;
      const next = items?.[at < 0 ? 0 : at + by]?.card.id;
      if (next === undefined) return;
      setActive(next);
      focusList();
      // "Back" leads to the list, not through everything that the reader passed.
      if (analysis !== undefined) open(next, 'replace');
    },
  };
}

/** The place without the open analysis. */
function listOf({ analysis: _, text: __, ...list }: LibraryPlace): LibraryPlace {
  return list;
}
