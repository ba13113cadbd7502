import { useEffect, useState } from 'preact/hooks';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import type { ListItem } from './list-items.ts';
import { goTo } from './use-place.ts';

/** The reader's position in the list, and the functions that change it. */
export interface ListNavigation {
  /** Id of the active row, which the Tab key reaches. */
  readonly active: string | undefined;
  readonly setActive: (id: string) => void;
  /** Changes whenever the active row must take the keyboard focus. */
  readonly focusAsked: number;
  readonly focusList: () => void;
  readonly open: (id: string) => void;
  /** Closes the open analysis, and moves the focus back to the list. */
  readonly close: () => void;
  /**
   * Goes to the next row, or with -1 to the previous one. If an analysis is open, opens the analysis of that row
   * instead.
   */
  readonly step: (by: 1 | -1) => void;
}

export function useListNavigation(
  place: LibraryPlace,
  items: readonly ListItem[] | undefined,
): ListNavigation {
  const [active, setActive] = useState(place.analysis);
  const [focusAsked, setFocusAsked] = useState(0);
  const { analysis } = place;
  // If another control or the browser's "Back" opens an analysis, its row becomes the active one.
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
      // "Back" leads to the list, not to the analyses that the reader has passed.
      if (analysis !== undefined) open(next, 'replace');
    },
  };
}

/** Returns the place without the open analysis. */
function listOf({ analysis: _, text: __, ...list }: LibraryPlace): LibraryPlace {
  return list;
}
