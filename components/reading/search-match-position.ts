import { scrolledPlace } from './scrolled-place.ts';
import { scrollerOf, visibleTop } from './text-places.ts';

/**
 * The reading view in which `scrollToMatch` last scrolled to a match, and whether the view is still at the position
 * where that call left it.
 */
let reached: { readonly view: Element; readonly isStill: () => boolean } | undefined;

/** Scrolls to a match of a search, unless the match is already visible. */
export function scrollToMatch(range: Range): void {
  const element = range.startContainer.parentElement;
  const view = element?.closest('.reading');
  if (!element || !view) return;
  const section = element.closest<HTMLElement>('.sections > section');
  const { top, bottom } = range.getBoundingClientRect();
  const actions = view.querySelector('.actions')?.getBoundingClientRect();
  const foot = Math.min(innerHeight, actions && actions.top > top ? actions.top : innerHeight);
  const isInSight = top >= (section ? visibleTop(section) : 0) && bottom <= foot;
  const scroller = scrollerOf(element);
  if (!isInSight) scroller.scrollBy({ top: top - innerHeight / 3, behavior: 'instant' });
  reached = { view, isStill: scrolledPlace(() => scroller, scroller.scrollTop) };
}

/** Whether a text is still at the position at which `scrollToMatch` left it. */
export function isAtMatch(text: Element): boolean {
  return reached?.view.contains(text) === true && reached.isStill();
}
