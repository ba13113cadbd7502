import { keepReadingPlace } from '../../lib/app/session-actions.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { type ReadingPlace, readReadingPlace } from '../../lib/library/reading-place.ts';

/** Pause in scrolling after which the place is kept (ms). */
const PAUSE_MS = 200;

/**
 * Returns to the place in a saved analysis, and keeps the place while the reader scrolls.
 *
 * @param text the element whose `section` children are the sections
 * @param signal ends it
 */
export async function keepPlace(text: HTMLElement, id: string, signal: AbortSignal): Promise<void> {
  const place = await readReadingPlace(id);
  if (signal.aborted) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = on('keep the reading place', () => {
    // A popup that is being closed may have no layout any more.
    if (text.getClientRects().length > 0) return keepReadingPlace(id, placeIn(text));
    return undefined;
  });
  const keepSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE_MS);
  };
  signal.addEventListener('abort', () => clearTimeout(timer));
  const isThere = place && stayAt(text, place, signal);
  // The reader may have scrolled before it was saved.
  if (!isThere) keepSoon();
  const unlessThere = (act: () => void) => (): void => {
    if (!isThere?.()) act();
  };
  // In the library a column scrolls and not the document. Only the capture phase hears that.
  document.addEventListener('scroll', unlessThere(keepSoon), { capture: true, passive: true, signal });
  addEventListener('pagehide', unlessThere(keep), { signal });
}

/** The distance from the top of the window at which a text begins, below header and jumps (px). */
function topOf(section: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(section).scrollMarginBlockStart) || 0;
}

function sectionsOf(text: HTMLElement): readonly HTMLElement[] {
  return [...(text.querySelectorAll<HTMLElement>(':scope > section') ?? [])];
}

/** Where the window is in the text; `undefined` above its first section. */
function placeIn(text: HTMLElement): ReadingPlace | undefined {
  const sections = sectionsOf(text);
  const section = sections.findLastIndex((one) => one.getBoundingClientRect().top < topOf(one) - 1);
  const box = sections[section]?.getBoundingClientRect();
  const margin = sections[section] && topOf(sections[section]);
  if (!box || margin === undefined || box.height === 0) return undefined;
  return { section, share: Math.min(1, (margin - box.top) / box.height) };
}

/**
 * Scrolls to a place, and again whenever the layout changes: Firefox gives a popup its size after the first paint, and
 * fonts may load later.
 *
 * @returns whether the window is still there; `false` for good after the first scroll to another place
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
    // Browsers report a changed layout before the scrolling that it causes, so any other position is the reader's.
    isThere &&= Math.abs(scroller.scrollTop - reached) <= 2;
    return isThere;
  };
}

/** Returns the element that scrolls. */
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
