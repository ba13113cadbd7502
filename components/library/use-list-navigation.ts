import { useEffect, useRef, useState } from 'preact/hooks';
import { hashOfPlace, type LibraryPlace } from '../../lib/tab/library-address.ts';
import type { ListItem } from './list-items.ts';
import { useEscapeToList } from './use-escape-to-list.ts';
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
   * Moves the focus to the active row, or to the pane of the list if it has no rows. In a narrow window an open
   * analysis hides the list, so this function closes the analysis first.
   */
  readonly toList: () => void;
  /**
   * Goes to the next row, or with -1 to the previous one. If an analysis is open, also opens the analysis of that row.
   */
  readonly step: (by: 1 | -1) => void;
  /**
   * Moves on after analyses were archived. If the open analysis was archived, opens the next analysis of the list that
   * was not archived, or the previous one if there is none below. If no analysis is open, and only the analysis of the
   * active row was archived, the next or previous row becomes active in the same way. The focus stays in its pane: it
   * moves to the row or to the open analysis.
   */
  readonly moveOnAfterArchiving: (archived: readonly string[]) => void;
  /** Whether the open analysis must take the keyboard focus when it is drawn. */
  readonly isHeadlineAsked: boolean;
}

export function useListNavigation(
  place: LibraryPlace,
  items: readonly ListItem[] | undefined,
): ListNavigation {
  const [active, setActive] = useState(place.analysis);
  const [focusAsked, setFocusAsked] = useState(0);
  const [headlineAsked, setHeadlineAsked] = useState<string>();
  const { analysis } = place;
  // A link outside the list, or the browser's "Back", can also open an analysis. Its row then becomes the active row.
  useEffect(() => {
    if (analysis !== undefined) setActive(analysis);
  }, [analysis]);
  const focusList = (): void => setFocusAsked((last) => last + 1);
  const open = (id: string, how?: 'replace'): void => goTo({ ...listOf(place), analysis: id }, how);
  const close = (): void => {
    goTo(listOf(place));
    focusList();
  };
  const toList = (): void => {
    const pane = document.querySelector<HTMLElement>('.library-list');
    if (pane && getComputedStyle(pane).display === 'none') close();
    else {
      pane?.focus({ preventScroll: true });
      focusList();
    }
  };
  useEscapeToList(toList);
  // The open analysis may have left the list, for example the list of unread analyses. Its neighbours are then the
  // items around the place where it was.
  const list = hashOfPlace(listOf(place));
  const last = useRef({ list, at: 0 });
  const found = items?.findIndex(({ card }) => card.id === (analysis ?? active)) ?? -1;
  if (found >= 0 || last.current.list !== list) last.current = { list, at: Math.max(0, found) };
  return {
    active,
    setActive,
    focusAsked,
    focusList,
    open: (id) => open(id),
    close,
    toList,
    step: (by) => {
      const { at } = last.current;
      const next = items?.[found < 0 ? Math.max(0, by > 0 ? at : at - 1) : found + by]?.card.id;
      if (next === undefined) return;
      setActive(next);
      focusList();
      // Replace the address, so that "Back" leads to the list and not to the analyses that the reader has passed.
      if (analysis !== undefined) open(next, 'replace');
    },
    moveOnAfterArchiving: (archived) => {
      const isAlone = archived.length === 1 && archived[0] === active;
      if (analysis === undefined ? !isAlone : !archived.includes(analysis)) return;
      const from = last.current.at;
      const isLeft = ({ card }: ListItem): boolean => !archived.includes(card.id);
      const next = items?.slice(from).find(isLeft) ?? items?.slice(0, from).findLast(isLeft);
      if (!next) return;
      const { id } = next.card;
      const isInList = document.activeElement?.closest('.library-list') !== null;
      setActive(id);
      if (isInList) focusList();
      if (analysis === undefined) return;
      if (!isInList) setHeadlineAsked(id);
      open(id, 'replace');
    },
    isHeadlineAsked: headlineAsked !== undefined && headlineAsked === analysis,
  };
}

/** Returns the place without the open analysis. */
function listOf({ analysis: _, text: __, ...list }: LibraryPlace): LibraryPlace {
  return list;
}
