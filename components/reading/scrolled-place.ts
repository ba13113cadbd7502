/** Positions may differ by this much, because browsers round them (px). */
export const TOLERANCE_PX = 2;

/**
 * Returns a function that says whether a text is still at the position to which the page scrolled it. It says `false`
 * for good once the reader has scrolled.
 *
 * @param scroller returns the element that scrolls; a change of the layout may make it another one
 * @param top the position (px)
 */
export function scrolledPlace(scroller: () => Element, top: number): () => boolean {
  let isThere = true;
  return () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller();
    // The browser itself scrolls only if the page becomes too short for the place, and then to the end of the page. So
    // the text also counts as at the place while it is at the end.
    const isAtEnd = scrollTop < top && scrollTop + clientHeight >= scrollHeight - TOLERANCE_PX;
    isThere &&= isAtEnd || Math.abs(scrollTop - top) <= TOLERANCE_PX;
    return isThere;
  };
}
