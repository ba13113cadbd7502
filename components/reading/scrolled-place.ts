/** Positions that differ by at most this count as equal, because browsers round positions (px). */
export const TOLERANCE_PX = 2;

/**
 * Returns a function that says whether a text is still at the position to which the page scrolled it. After the reader
 * has scrolled, it always returns `false`.
 *
 * @param scroller returns the element that scrolls; after a change of the layout, this may be another element
 * @param top the position (px)
 */
export function scrolledPlace(scroller: () => Element, top: number): () => boolean {
  let isThere = true;
  return () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller();
    // The browser itself scrolls only if the page becomes too short for the place, and then to the end of the page. So
    // a text also counts as being at the place if it is at the end of a page that became too short.
    const isAtEnd = scrollTop < top && scrollTop + clientHeight >= scrollHeight - TOLERANCE_PX;
    isThere &&= isAtEnd || Math.abs(scrollTop - top) <= TOLERANCE_PX;
    return isThere;
  };
}
