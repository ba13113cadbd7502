import { storePosition } from '../../lib/app/library-actions.ts';
import { query } from '../../lib/app/send-query.ts';
import { keepReadingPlace } from '../../lib/app/session-storage-actions.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import type { SavedAnalysis, TextPlace } from '../../lib/db/records.ts';
import { type ReadingPlace, readReadingPlace } from '../../lib/library/reading-place.ts';
import { rangeOfOffsets } from './blocks-on-page.ts';
import { scrolledPlace, TOLERANCE_PX } from './scrolled-place.ts';
import { isAtMatch } from './search-match-position.ts';
import { placeAtTop, scrollerOf, sectionAtTop, sectionBlocks, visibleTop } from './text-places.ts';

/** The place is stored when the reader has not scrolled for this time (ms). */
const PAUSE_MS = 200;
/**
 * Minimum time between two updates of the analysis's record (ms). Updates must be rare, because each update is written
 * to the disk and copied to the second copy. When the page or the text is closed, the update does not wait.
 */
const RECORD_EVERY_MS = 10_000;
/** The reason of an abort signal if the reader has marked the analysis as unread. */
export const MARKED_UNREAD = 'marked as unread';

/**
 * Scrolls a saved analysis to the stored place, then stores the new place whenever the reader scrolls.
 * `storage.session` keeps the exact place until the browser closes. The record of the analysis keeps the place of the
 * first visible character.
 *
 * If the publication has corrected the analysis and the reader has not decided about the correction, the page stays at
 * the top, where it shows the correction. The stored place remains until the reader scrolls.
 *
 * @param text the element whose `section` children are the sections
 * @param scrollsToMatch whether the page shows the first match of a search instead of the stored place. The stored
 *   place then remains until the reader scrolls on
 * @param signal ends the storing of places. If it is aborted with the reason `MARKED_UNREAD`, nothing more is stored;
 *   with any other reason, the last place is stored
 * @returns a function that says whether the page scrolled to the present place by itself, and the reader has not
 *   scrolled since
 */
export async function keepPlace(
  text: HTMLElement,
  { id, position }: Pick<SavedAnalysis, 'id' | 'position'>,
  scrollsToMatch: boolean,
  signal: AbortSignal,
): Promise<() => boolean> {
  const [exact, correction] = await Promise.all([readReadingPlace(id), query('openCorrection', id)]);
  if (signal.aborted) return () => true;
  // If the reader has scrolled before the stored place was read, do not scroll to that place.
  const hasScrolled = scrollerOf(text).scrollTop > TOLERANCE_PX;
  const place = scrollsToMatch || hasScrolled ? undefined : (exact ?? position);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const record = placeRecorder(id, position);
  let last = position;
  const keep = guardedListener('keep the reading place', async (isClosing: boolean) => {
    // A closing popup may have lost its layout. If so, do not measure: the stored place would be wrong.
    if (text.getClientRects().length === 0) return;
    last = placeAtTop(text);
    await Promise.all([keepReadingPlace(id, placeIn(text)), record(last, isClosing)]);
  });
  const keepSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE_MS, false);
  };
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    if (signal.reason === MARKED_UNREAD) return;
    // The page may already show another text, so do not measure again.
    guardedListener('keep the reading place', record)(last, true);
  });
  const isThere =
    place && (correction ? scrolledPlace(() => scrollerOf(text), 0) : stayAt(text, place, signal));
  // The reader may have scrolled before saving the analysis, or before the stored place was read. So store the new
  // place.
  if (!isThere && !scrollsToMatch) keepSoon();
  const isWhereOpened = (): boolean => isThere?.() || isAtMatch(text);
  const unlessThere = (act: () => void) => (): void => {
    if (!isWhereOpened()) act();
  };
  // In a wide library a column scrolls, not the document. Its scroll events do not bubble, so listen in the capture
  // phase.
  document.addEventListener('scroll', unlessThere(keepSoon), { capture: true, passive: true, signal });
  addEventListener(
    'pagehide',
    unlessThere(() => keep(true)),
    { signal },
  );
  return isWhereOpened;
}

/**
 * Returns a function that stores a place in the record of the analysis. It does nothing if the place has not changed.
 * It also does nothing within `RECORD_EVERY_MS` after it last tried to store a place, unless `isClosing` is `true`. If
 * a place could not be stored, a later call can store it.
 *
 * @param store writes the place to the record
 */
export function placeRecorder(
  id: string,
  before: TextPlace | undefined,
  store: (id: string, place: TextPlace | undefined) => Promise<unknown> = storePosition,
): (place: TextPlace | undefined, isClosing: boolean) => Promise<void> {
  let last = { place: before, at: -RECORD_EVERY_MS };
  return async (place, isClosing) => {
    const previous = last;
    if (previous.place?.section === place?.section && previous.place?.offset === place?.offset) return;
    if (!isClosing && performance.now() - previous.at < RECORD_EVERY_MS) return;
    const next = { place, at: performance.now() };
    last = next;
    try {
      await store(id, place);
    } catch (error) {
      // The place counts as not stored. But the next attempt must wait, because each attempt tests whether the disk has
      // room.
      if (last === next) last = { place: previous.place, at: next.at };
      throw error;
    }
  };
}

function sectionsOf(text: HTMLElement): readonly HTMLElement[] {
  return [...(text.querySelectorAll<HTMLElement>(':scope > section') ?? [])];
}

/**
 * Returns the section at the top of the visible text, and the share of the section that is above the visible text (0 to
 * 1); `undefined` above the first section.
 */
function placeIn(text: HTMLElement): ReadingPlace | undefined {
  const sections = sectionsOf(text);
  const section = sectionAtTop(sections);
  const box = sections[section]?.getBoundingClientRect();
  const margin = sections[section] && visibleTop(sections[section]);
  if (!box || margin === undefined || box.height === 0) return undefined;
  return { section, share: Math.min(1, Math.max(0, margin - box.top) / box.height) };
}

/**
 * Scrolls to a place, and scrolls to it again whenever the layout changes, until the reader scrolls. Firefox resizes a
 * popup after the first paint, and fonts may load later.
 *
 * @returns a function that says whether the window is still at the place. After the reader has scrolled, it always
 *   returns `false`
 */
function stayAt(text: HTMLElement, place: ReadingPlace | TextPlace, signal: AbortSignal): () => boolean {
  let scroller = document.documentElement;
  let isStill = scrolledPlace(() => scroller, 0);
  const go = (): void => {
    // Do not undo scrolling by the reader: the browser may report a new layout before it reports that the reader
    // scrolled in the same frame.
    if (!isStill()) return;
    scroller = scrollToPlace(text, place);
    isStill = scrolledPlace(() => scroller, scroller.scrollTop);
    // Switch scroll anchoring off: when the text moves, anchoring would change the position, as if the reader had
    // scrolled (https://developer.mozilla.org/docs/Web/CSS/overflow-anchor).
    scroller.style.overflowAnchor = 'none';
  };
  const observer = new ResizeObserver(go);
  for (const element of [text, document.body]) observer.observe(element);
  const end = (): void => {
    observer.disconnect();
    scroller.style.overflowAnchor = '';
  };
  signal.addEventListener('abort', end);
  addEventListener('resize', go, { signal });
  go();
  return () => {
    if (isStill()) return true;
    end();
    return false;
  };
}

/** Scrolls to a place once, and returns the element that scrolls. */
function scrollToPlace(text: HTMLElement, place: ReadingPlace | TextPlace): HTMLElement {
  const found = sectionsOf(text)[place.section];
  if (!found) return document.documentElement;
  const scroller = scrollerOf(found);
  found.scrollIntoView({ block: 'start', behavior: 'instant' });
  const box = found.getBoundingClientRect();
  const character =
    'share' in place ? undefined : rangeOfOffsets(sectionBlocks(found), place.offset, place.offset + 1);
  const down =
    'share' in place ? place.share * box.height : (character?.getBoundingClientRect().top ?? 0) - box.top;
  scroller.scrollBy({ top: Math.max(0, down), behavior: 'instant' });
  return scroller;
}
