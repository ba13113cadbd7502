import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { afterPaint } from './after-paint.ts';
import './windowed-list.css';

/** Number of rows that are drawn above and below the visible ones, so that they are ready during fast scrolling. */
const SPARE_ROWS = 6;
/**
 * The range of drawn rows moves in steps of this many rows, so that the list is not drawn again for each scrolled
 * pixel.
 */
const STEP = 4;
/** The largest number of drawn rows, without the active row. */
const MAX_ROWS = 59;
/** At the end of the list, at least this many rows are drawn, if the list has so many. */
const MIN_ROWS = 20;
/** Height of a row in a document without layout, as in tests (px): the value of `--row` in `windowed-list.css`. */
const ROW_HEIGHT = 113;

export interface WindowedRowProps {
  /** Whether the Tab key reaches this row. */
  readonly isActive: boolean;
}

interface Props<Item> {
  /** The items; only the first items while the rest is being read. */
  readonly items: readonly Item[];
  /** Number of items in the whole list. */
  readonly count: number;
  readonly keyOf: (item: Item) => string;
  /** Accessible name of the list. */
  readonly label: string;
  /** The element that scrolls the list. */
  readonly scroller: RefObject<HTMLElement | null>;
  /**
   * Key of the row that the Tab key reaches. If there is no such row, the Tab key reaches the row that took its place
   * or, before any row was active, the first row.
   */
  readonly active: string | undefined;
  /** Called with the key of a row when the reader moves to this row with the keyboard. */
  readonly onActive: (key: string, event: KeyboardEvent) => void;
  /** Changes whenever the active row must take the keyboard focus. */
  readonly focusAsked: number;
  /** Attributes of the element of a row. */
  readonly attributesOf: (item: Item) => Readonly<Record<`data-${string}`, string>>;
  /** Draws a row. When the list focuses a row, the first button of this row gets the focus. */
  readonly children: (item: Item, row: WindowedRowProps) => JSX.Element;
}

interface Range {
  readonly from: number;
  readonly to: number;
  /** The part of the range that is in sight: its first row, and the row after its last row. */
  readonly firstInSight: number;
  readonly endOfSight: number;
}

/**
 * A list of rows of equal height, of which only those near the visible part are drawn. The Tab key reaches one row.
 * Arrow keys, Home, End and the page keys move between rows, as in
 * https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex. If rows are added or removed, the
 * visible rows stay in place, except at the top of the list. A removed row passes the focus to the row that takes its
 * place.
 */
export function WindowedList<Item>({
  items,
  count,
  keyOf,
  label,
  scroller,
  active,
  onActive,
  focusAsked,
  attributesOf,
  children,
}: Props<Item>): JSX.Element {
  const list = useRef<HTMLUListElement>(null);
  // The list measures itself before the first paint. Until then it draws only the active row.
  const [range, setRange] = useState<Range>({ from: 0, to: 0, firstInSight: 0, endOfSight: 0 });
  const found = active === undefined ? -1 : items.findIndex((item) => keyOf(item) === active);
  const activeAt = useActivePlace(found, count);
  const hasFocus = useRef(false);
  /** Whether new rows out of sight may be drawn. Before `items` are painted, they would delay the rows in sight. */
  const isSettled = useRef(false);
  isSettled.current = useIsPainted(items);
  const drawn = useRef<ReadonlySet<string>>(new Set());

  const measure = (): void => {
    if (!list.current) return;
    const next = rowsInSight(list.current, scroller.current, count);
    setRange((last) => {
      const isSame = last.from === next.from && last.to === next.to;
      const isSameSight = last.firstInSight === next.firstInSight && last.endOfSight === next.endOfSight;
      return isSame && (isSettled.current || isSameSight) ? last : next;
    });
  };
  useStillRows(list, scroller, items, count, keyOf);
  useLayoutEffect(() => {
    measure();
    // Listen in the capture phase, because scroll events do not bubble. The list scrolls in its pane or, in a low
    // window, with the document.
    const options = { capture: true, passive: true };
    addEventListener('scroll', measure, options);
    const observer = new ResizeObserver(measure);
    if (scroller.current) observer.observe(scroller.current);
    return () => {
      removeEventListener('scroll', measure, options);
      observer.disconnect();
    };
  }, [items]);

  const rowAt = (at: number): HTMLElement | null | undefined =>
    list.current?.querySelector<HTMLElement>(`:scope > [aria-posinset="${at + 1}"]`);
  // A change of the page's address can activate a row that is out of sight. Scroll to that row.
  useLayoutEffect(() => {
    if (found >= 0) rowAt(found)?.scrollIntoView({ block: 'nearest' });
  }, [active, found >= 0]);
  const focusRow = (at: number): void => {
    const row = rowAt(at);
    if (!row || row.contains(document.activeElement)) return;
    row.scrollIntoView({ block: 'nearest' });
    row.querySelector('button')?.focus({ preventScroll: true });
  };
  useLayoutEffect(() => {
    const hasLostFocus = hasFocus.current && document.activeElement === document.body;
    if (hasLostFocus || list.current?.contains(document.activeElement)) focusRow(activeAt);
  }, [items, activeAt]);
  useLayoutEffect(() => {
    if (focusAsked > 0) focusRow(activeAt);
  }, [focusAsked]);

  /** The last key press, if it leads to a row whose item has not been read yet. */
  const waiting = useRef<KeyboardEvent | undefined>(undefined);
  const go = (to: number, event: KeyboardEvent): void => {
    const item = items[to];
    waiting.current = item === undefined ? event : undefined;
    if (item !== undefined) onActive(keyOf(item), event);
  };
  const placeOf = ({ key }: KeyboardEvent): number | undefined =>
    placeAfter(key, activeAt, count, rowsOfPage(list.current, scroller.current));
  const move = (event: KeyboardEvent): void => {
    const to = hasModifier(event) ? undefined : placeOf(event);
    if (to === undefined || count === 0) return;
    event.preventDefault();
    event.stopPropagation();
    go(to, event);
  };
  useLayoutEffect(() => {
    const to = waiting.current && placeOf(waiting.current);
    if (waiting.current && to !== undefined) go(to, waiting.current);
  }, [items]);

  const isDue = (at: number): boolean =>
    isSettled.current ||
    (at >= range.firstInSight && at < range.endOfSight) ||
    at === activeAt ||
    drawn.current.has(keyOf(items[at] as Item));
  const rows = drawnRows(range, activeAt, items.length).filter(isDue);
  useLayoutEffect(() => {
    drawn.current = new Set(rows.map((at) => keyOf(items[at] as Item)));
  });
  return (
    <ul
      ref={list}
      class="windowed-list"
      data-count={count}
      aria-label={label}
      style={{ blockSize: `calc(var(--row) * ${count})` }}
      onKeyDown={move}
      onFocusIn={() => {
        hasFocus.current = true;
      }}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget) hasFocus.current = false;
      }}
    >
      {rows.map((at) => {
        const item = items[at] as Item;
        return (
          <li
            key={keyOf(item)}
            aria-setsize={count}
            aria-posinset={at + 1}
            style={{ insetBlockStart: `calc(var(--row) * ${at})` }}
            {...attributesOf(item)}
          >
            {children(item, { isActive: at === activeAt })}
          </li>
        );
      })}
    </ul>
  );
}

/** Returns the index of the active row. If that row is gone, returns the index of the row that replaced it. */
function useActivePlace(found: number, count: number): number {
  const last = useRef(0);
  const place = found >= 0 ? found : Math.max(0, Math.min(last.current, count - 1));
  useLayoutEffect(() => {
    last.current = place;
  });
  return place;
}

/** Whether the browser has painted rows of these items. */
function useIsPainted<Item>(items: readonly Item[]): boolean {
  const [painted, setPainted] = useState<readonly Item[]>();
  useLayoutEffect(() => afterPaint(() => setPainted(items)), [items]);
  return painted === items;
}

/** If rows were added or removed above the first visible row, scrolls so that this row stays in place. */
function useStillRows<Item>(
  list: RefObject<HTMLUListElement | null>,
  scroller: RefObject<HTMLElement | null>,
  items: readonly Item[],
  count: number,
  keyOf: (item: Item) => string,
): void {
  const before = useRef(items);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = items;
    const ul = list.current;
    if (old === items || !ul || items.length === 0) return;
    const height = ul.offsetHeight / count;
    const first = Math.floor((sightOf(scroller.current).top - ul.getBoundingClientRect().top) / height);
    const item = old[first];
    // At the top of the list, do not scroll: the reader then sees rows that were added there.
    if (!(first > 0) || item === undefined) return;
    const now = items.findIndex((other) => keyOf(other) === keyOf(item));
    if (now >= 0 && now !== first) scrollingElement(scroller.current).scrollTop += (now - first) * height;
  }, [items]);
}

/** Returns the top and the bottom of the part of the window in which the list is visible (px). */
function sightOf(scroller: HTMLElement | null): { readonly top: number; readonly bottom: number } {
  const box = scroller?.getBoundingClientRect();
  if (!box || box.height === 0) return { top: 0, bottom: innerHeight };
  return { top: Math.max(0, box.top), bottom: Math.min(innerHeight, box.bottom) };
}

function rowsInSight(list: HTMLElement, scroller: HTMLElement | null, count: number): Range {
  const height = list.offsetHeight / count || ROW_HEIGHT;
  const sight = sightOf(scroller);
  const top = list.getBoundingClientRect().top;
  const first = (sight.top - top) / height;
  const end = (sight.bottom - top) / height;
  const from = inSteps(first - SPARE_ROWS);
  const to = inSteps(end + SPARE_ROWS + STEP);
  return {
    from: Math.max(0, from),
    to: Math.max(to, from),
    firstInSight: Math.max(0, Math.floor(first)),
    endOfSight: Math.ceil(end),
  };
}

function inSteps(rows: number): number {
  return Math.floor(rows / STEP) * STEP;
}

/** Returns the indexes of the drawn rows, in order: those of the range, and the active row, which keeps the focus. */
function drawnRows({ from, to }: Range, active: number, count: number): number[] {
  const end = Math.min(to, from + MAX_ROWS, count);
  const start = Math.min(from, Math.max(0, count - MIN_ROWS));
  const rows = Array.from({ length: Math.max(0, end - start) }, (_, n) => start + n);
  if (active >= count || rows.includes(active)) return rows;
  return [...rows, active].sort((a, b) => a - b);
}

function rowsOfPage(list: HTMLElement | null, scroller: HTMLElement | null): number {
  const height = list?.firstElementChild?.clientHeight || ROW_HEIGHT;
  const { top, bottom } = sightOf(scroller);
  return Math.max(1, Math.floor((bottom - top) / height) - 1);
}

/** Returns the index of the row to which a key moves; `undefined` if the key does not move between rows. */
function placeAfter(key: string, at: number, count: number, page: number): number | undefined {
  const places: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const place = places[key];
  return place === undefined ? undefined : Math.max(0, Math.min(place, count - 1));
}

function hasModifier({ altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return altKey || ctrlKey || metaKey;
}

/** Returns the element whose scrolling moves the list: the pane, or the document in a low window. */
function scrollingElement(scroller: HTMLElement | null): Element {
  if (scroller && scroller.scrollHeight > scroller.clientHeight) return scroller;
  return document.scrollingElement ?? document.documentElement;
}
