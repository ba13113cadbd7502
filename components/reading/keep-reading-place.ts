import { keepReadingPlace } from '../../lib/app/session-actions.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { type ReadingPlace, readReadingPlace } from '../../lib/library/reading-place.ts';

/** The place is stored once the reader has not scrolled for this time (ms). */
const PAUSE_MS = 200;

/**
 * Scrolls a saved analysis to the stored place, then stores the new place whenever the reader scrolls.
 *
 * @param text the element whose `section` children are the sections
 * @param id id of the analysis
 * @param signal stops storing the place
 */
export async function keepPlace(text: HTMLElement, id: string, signal: AbortSignal): Promise<void> {
  const place = await readReadingPlace(id);
  if (signal.aborted) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = on('keep the reading place', () => {
    // A closing popup may have lost its layout. Measuring it would store a wrong place.
    if (text.getClientRects().length > 0) return keepReadingPlace(id, placeIn(text));
    return undefined;
  });
  const keepSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE_MS);
  };
  signal.addEventListener('abort', () => clearTimeout(timer));
  const isThere = place && stayAt(text, place, signal);
  // No place is stored yet, but the reader may have scrolled before saving the analysis.
  if (!isThere) keepSoon();
  const unlessThere = (act: () => void) => (): void => {
    if (!isThere?.()) act();
  };
  // In the library a column scrolls, not the document. Its scroll events do not bubble, so listen in the capture phase.
  document.addEventListener('scroll', unlessThere(keepSoon), { capture: true, passive: true, signal });
  addEventListener('pagehide', unlessThere(keep), { signal });
}

/**
 * Distance between the top of the window and a section after a jump: the height of the header and of the row of jumps
 * (px).
 */
function topOf(section: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(section).scrollMarginBlockStart) || 0;
}

function sectionsOf(text: HTMLElement): readonly HTMLElement[] {
  return [...(text.querySelectorAll<HTMLElement>(':scope > section') ?? [])];
}

/**
 * The section at the top of the window, and how much of it is above the window; `undefined` above the first section.
 */
function placeIn(text: HTMLElement): ReadingPlace | undefined {
  const sections = sectionsOf(text);
  const section = sections.findLastIndex((one) => one.getBoundingClientRect().top < topOf(one) - 1);
  const box = sections[section]?.getBoundingClientRect();
  const margin = sections[section] && topOf(sections[section]);
  if (!box || margin === undefined || box.height === 0) return undefined;
  return { section, share: Math.min(1, (margin - box.top) / box.height) };
}

/**
 * Scrolls to a place, and again whenever the layout changes. Firefox resizes a popup after the first paint, and fonts
 * may load later.
 *
 * @returns a function that says whether the window is still at the place; `false` for good once the reader has scrolled
 */
function stayAt(text: HTMLElement, place: ReadingPlace, signal: AbortSignal): () => boolean {
  let scroller = document.documentElement as Element;
  let reached = 0;
  let isThere = true;
  const go = (): void => {
    if (!isThere) return;
    scroller = scrollToPlace(text, place);
    reached = scroller.scrollTop;
  };
  const observer = new ResizeObserver(go);
  for (const element of [text, document.body]) observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
  addEventListener('resize', go, { signal });
  go();
  return () => {
    // The browser reports a new layout before the scrolling that the layout causes. So any other position comes from
    // the reader.
    isThere &&= Math.abs(scroller.scrollTop - reached) <= 2;
    return isThere;
  };
}

/** Scrolls to a place once, and returns the element that scrolls. */
function scrollToPlace(text: HTMLElement, { section, share }: ReadingPlace): Element {
  const found = sectionsOf(text)[section];
  if (!found) return document.documentElement;
  const scroller = scrollerOf(found);
  found.scrollIntoView({ block: 'start', behavior: 'instant' });
  scroller.scrollBy({ top: share * found.getBoundingClientRect().height, behavior: 'instant' });
  return scroller;
}

function scrollerOf(element: Element): Element {
  for (let one = element.parentElement; one; one = one.parentElement)
    if (/auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight)
      return one;
  return document.documentElement;
}
