import { scrollBehavior } from './scroll-behavior.ts';

interface Parts {
  /** The row of jumps, one child for each section. */
  readonly row: Element;
  /**
   * The element that contains the sections. They are its first `number` children of type `section`; a later `section`
   * is not one of them.
   */
  readonly text: Element;
  /** How many sections there are. */
  readonly number: number;
}

/** The part of the window that counts as the place of reading, as `rootMargin` of an `IntersectionObserver`. */
const READING_BAND = '-15% 0px -60% 0px';
/** Events that show that the reader scrolls. */
const SCROLLING = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

/**
 * Marks the section that the reader is reading, and scrolls the row of jumps to its button. A short last section may
 * not reach the reading band, so after a jump to a section, this section stays marked until the reader scrolls.
 *
 * @param mark called with the index of the section
 * @param signal stops watching
 * @returns a function that jumps to the section with an index
 */
export function watchSections(
  { row, text, number }: Parts,
  mark: (n: number) => void,
  signal: AbortSignal,
): (n: number) => void {
  const sections = [...text.querySelectorAll(':scope > section')].slice(0, number);
  // The head of the analysis. While the head is in the reading band, the first section is marked.
  const above = text.previousElementSibling;
  const inBand = new Set<Element>();
  let isJump = false;
  const markAndShow = (n: number): void => {
    mark(n);
    keepInSight(row, row.children[n]);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) inBand.add(target);
        else inBand.delete(target);
      }
      if (!isJump) markAndShow(above && inBand.has(above) ? 0 : firstOf(sections, inBand));
    },
    { rootMargin: READING_BAND },
  );
  for (const element of [above, ...sections]) if (element) observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
  const release = (): void => {
    isJump = false;
  };
  for (const event of SCROLLING) addEventListener(event, release, { passive: true, signal });

  return (n) => {
    const section = sections[n];
    const heading = section?.querySelector('h2');
    if (!section || !heading) return;
    isJump = true;
    markAndShow(n);
    heading.focus({ preventScroll: true });
    section.scrollIntoView({ block: 'start', behavior: scrollBehavior() });
  };
}

/**
 * Returns the index of the first section in the reading band. If no section is in the band, returns the first section
 * while the band is above the text, and the last section while the band is below the text.
 */
function firstOf(sections: readonly Element[], inBand: ReadonlySet<Element>): number {
  const first = sections.findIndex((section) => inBand.has(section));
  if (first >= 0) return first;
  const isAbove = (sections[0]?.getBoundingClientRect().top ?? 0) > 0;
  return isAbove ? 0 : sections.length - 1;
}

/** Scrolls a row horizontally until the given child is visible. */
function keepInSight(row: Element, child: Element | undefined): void {
  if (!child) return;
  const [outer, inner] = [row.getBoundingClientRect(), child.getBoundingClientRect()];
  const hidden = Math.min(0, inner.left - outer.left) || Math.max(0, inner.right - outer.right);
  if (hidden !== 0) row.scrollBy({ left: hidden });
}
