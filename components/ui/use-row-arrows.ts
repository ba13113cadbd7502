import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The controls of a row that the Tab key may reach. The first control opens the row. */
const STOPS = '.row-open, .save > button, .save > .menu-button > button';

/**
 * Lets the Tab key reach only one row of a list: the row that had the focus last or, at first, the first row. In the
 * list, the arrow keys, Home and End move the focus between rows. See
 * https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex
 *
 * @returns the ref for the list. Each child is a row, and has a control with the class `row-open`
 */
export function useRowArrows<List extends HTMLElement>(): RefObject<List | null> {
  const list = useRef<List>(null);
  useLayoutEffect(() => (list.current ? watchRows(list.current) : undefined), []);
  return list;
}

/** @returns a function that ends the watch */
function watchRows(list: HTMLElement): () => void {
  let active: Element | undefined;
  const activate = (row: Element | undefined): void => {
    active = row?.isConnected ? row : list.children[0];
    for (const one of list.children) {
      for (const stop of one.querySelectorAll<HTMLElement>(STOPS)) stop.tabIndex = one === active ? 0 : -1;
    }
  };
  const rowOf = (target: EventTarget | null): Element | undefined =>
    [...list.children].find((row) => row.contains(target as Node | null));
  const follow = ({ target }: Event): void => activate(rowOf(target));
  const move = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = [...list.children];
    const at = rows.findIndex((row) => row.contains(event.target as Node));
    const places: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
    };
    const next = rows[places[event.key] ?? -1]?.querySelector<HTMLElement>(STOPS);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  // Update the `tabIndex` of all controls after each change of the list. While the panel is open, rows are added and
  // removed, and the button "Saved" replaces "Save".
  const rows = new MutationObserver(() => activate(active));
  rows.observe(list, { childList: true, subtree: true });
  list.addEventListener('focusin', follow);
  list.addEventListener('keydown', move);
  // If a row took the focus while the list was drawn, this row is the active one.
  activate(rowOf(document.activeElement));
  return () => {
    rows.disconnect();
    list.removeEventListener('focusin', follow);
    list.removeEventListener('keydown', move);
  };
}
