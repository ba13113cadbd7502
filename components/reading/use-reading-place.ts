import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { keepReadingPlace } from '../../lib/app/actions.ts';
import { on, start } from '../../lib/browser/listener-errors.ts';
import { type ReadingPlace, readReadingPlace } from '../../lib/library/reading-place.ts';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

/** Pause in scrolling after which the place is kept (ms). */
const PAUSE_MS = 200;

/**
 * Keeps the place in a saved analysis while the reader scrolls, and returns to it when the analysis is opened again.
 *
 * @param text the element whose `section` children are the sections
 */
export function useReadingPlace(text: RefObject<HTMLElement | null>, id: string, isPrivate: boolean): void {
  const own = readyValue(useLiveQuery('ownCopy', id));
  const isKept = own !== undefined && !own.isRemoved && !isPrivate;
  useEffect(() => {
    if (!isKept) return;
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = on('keep the reading place', () => keepReadingPlace(id, placeIn(text.current)));
    const keepSoon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(keep, PAUSE_MS);
    };
    start('return to the reading place', async () => {
      const place = await readReadingPlace(id);
      if (ended.signal.aborted) return;
      if (place) scrollToPlace(text.current, place);
      // The reader may have scrolled before it was saved.
      else keepSoon();
      // In the library a column scrolls and not the document. Only the capture phase hears that.
      document.addEventListener('scroll', keepSoon, { capture: true, passive: true, signal: ended.signal });
      addEventListener('pagehide', keep, { signal: ended.signal });
    });
    return () => {
      ended.abort();
      clearTimeout(timer);
    };
  }, [id, isKept]);
}

/** The distance from the top of the window at which a text begins, below header and jumps (px). */
function topOf(section: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(section).scrollMarginBlockStart) || 0;
}

function sectionsOf(text: HTMLElement | null): readonly HTMLElement[] {
  return [...(text?.querySelectorAll<HTMLElement>(':scope > section') ?? [])];
}

/** Where the window is in the text; `undefined` above its first section. */
function placeIn(text: HTMLElement | null): ReadingPlace | undefined {
  const sections = sectionsOf(text);
  const section = sections.findLastIndex((one) => one.getBoundingClientRect().top < topOf(one) - 1);
  const box = sections[section]?.getBoundingClientRect();
  const margin = sections[section] && topOf(sections[section]);
  if (!box || margin === undefined || box.height === 0) return undefined;
  return { section, share: Math.min(1, (margin - box.top) / box.height) };
}

function scrollToPlace(text: HTMLElement | null, { section, share }: ReadingPlace): void {
  const found = sectionsOf(text)[section];
  if (!found) return;
  found.scrollIntoView({ block: 'start', behavior: 'instant' });
  scrollerOf(found).scrollBy({ top: share * found.getBoundingClientRect().height, behavior: 'instant' });
}

function scrollerOf(element: Element): Element {
  for (let one = element.parentElement; one; one = one.parentElement)
    if (/auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight)
      return one;
  return document.documentElement;
}
