import { scrollBehavior } from './scroll-behavior.ts';
import { scrollerOf, visibleTop } from './text-places.ts';

/**
 * Returns the top and the bottom of the visible part of the text (px from the top of the window), and whether the page
 * is scrolled to its start. The row of jumps covers the text above this part. The row of actions, the hint with the
 * keys of the cursor, or a toast covers the text below it.
 */
function sightOf(view: Element): {
  readonly top: number;
  readonly bottom: number;
  readonly isAtStart: boolean;
} {
  const scroller = scrollerOf(view);
  const box = scroller === document.documentElement ? undefined : scroller.getBoundingClientRect();
  const jumps = view.querySelector('.jumps')?.getBoundingClientRect();
  const below = ['.actions', '.passage-cursor', '.toast:not(:empty)'].flatMap(
    (row) => view.querySelector(row)?.getBoundingClientRect().top ?? [],
  );
  return {
    top: Math.max(box?.top ?? 0, jumps?.bottom ?? 0),
    bottom: Math.min(box?.bottom ?? innerHeight, innerHeight, ...below),
    isAtStart: scroller.scrollTop <= 0,
  };
}

/**
 * Returns the index of the first range that is not above the visible part. Returns 0 if the page is scrolled to its
 * start, and if all ranges are above the visible part.
 */
export function firstInSight(view: Element, ranges: readonly Range[]): number {
  const { top, isAtStart } = sightOf(view);
  if (isAtStart) return 0;
  return Math.max(
    0,
    ranges.findIndex((range) => range.getBoundingClientRect().bottom > top + 1),
  );
}

export function isInSight(view: Element, range: Range): boolean {
  const { top, bottom } = sightOf(view);
  const box = range.getBoundingClientRect();
  return box.bottom > top && box.top < bottom;
}

/** Share of the visible part that stays above a range to which the page has scrolled. */
const LEAD = 0.2;

/** Scrolls to a range of the text, unless all of it is visible. */
export function bringInSight(view: Element, range: Range): void {
  const { top, bottom } = sightOf(view);
  const box = range.getBoundingClientRect();
  const section = view.querySelector<HTMLElement>('.sections > section');
  const scroller = scrollerOf(view);
  // Until the page scrolls, the row of jumps stands between the summary and the sections. So for a range in the
  // summary, the limit is the place at which the row will stick.
  const stuck = section ? visibleTop(section) : top;
  const isInSections = range.startContainer.parentElement?.closest('.sections') !== null;
  if (box.top >= (isInSections ? top : stuck) && box.bottom <= bottom) return;
  const lead = Math.max(0, Math.min((bottom - stuck) * LEAD, bottom - stuck - box.height));
  scroller.scrollBy({ top: box.top - stuck - lead, behavior: scrollBehavior() });
}
