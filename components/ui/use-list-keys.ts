import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** The actions of the single-key shortcuts in the list that is shown. */
export interface ListKeys {
  /** Moves to the next row, or with -1 to the previous one. */
  readonly step: (by: 1 | -1) => void;
  /** Opens the active row. */
  readonly open: () => void;
}

interface Options<Item> {
  /** The hook stores the actions in this ref while the list is drawn. */
  readonly keys: RefObject<ListKeys | undefined>;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** Whether the page shows the content of an open row. If so, a step also opens the row to which it moves. */
  readonly isOpen: boolean;
  /** Called with the item of the active row, or of the first row if no row of the list is active. */
  readonly onActive: (item: Item) => void;
  /** @param isStep whether the reader came from another open row */
  readonly open: (item: Item, isStep: boolean) => void;
}

/** The position of the reader in a list, for `WindowedList`. */
export interface ListPosition {
  readonly active: string | undefined;
  readonly setActive: (key: string) => void;
  readonly focusAsked: number;
  /** Moves the focus to the active row. */
  readonly focusList: () => void;
}

/** Lets the single-key shortcuts move in a list whose rows are not analyses, for example a list of highlights. */
export function useListKeys<Item>({
  keys,
  items,
  keyOf,
  isOpen,
  onActive,
  open,
}: Options<Item>): ListPosition {
  const [active, setActive] = useState<string>();
  const [focusAsked, setFocusAsked] = useState(0);
  const focusList = (): void => setFocusAsked((last) => last + 1);
  const at = items.findIndex((item) => keyOf(item) === active);
  const current = items[Math.max(0, at)];
  useLayoutEffect(() => {
    if (current) onActive(current);
  }, [current && keyOf(current)]);
  useLayoutEffect(() => {
    keys.current = {
      step: (by) => {
        const next = items[at < 0 ? 0 : at + by];
        if (!next) return;
        setActive(keyOf(next));
        if (isOpen) open(next, true);
        else focusList();
      },
      open: () => {
        if (current) open(current, false);
      },
    };
  });
  useLayoutEffect(
    () => () => {
      keys.current = undefined;
    },
    [keys],
  );
  return { active, setActive, focusAsked, focusList };
}
