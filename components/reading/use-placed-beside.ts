import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Distance between the words and the element beside them (px). */
const GAP = 8;
/** Smallest distance from the edges of the text (px). */
const MARGIN = 12;

/**
 * Places an element above or below some words. The element then scrolls with the words.
 *
 * @param element has `position: absolute` in a positioned ancestor
 * @param side the preferred side. If there is too little room above the words, the element is placed below them
 */
export function usePlacedBeside(
  element: RefObject<HTMLElement | null>,
  words: readonly Range[] | undefined,
  side: 'above' | 'below',
): void {
  useLayoutEffect(() => {
    const place = (): void => {
      const box = element.current;
      const around = box?.offsetParent?.getBoundingClientRect();
      const lines = words?.flatMap((range) => [...range.getClientRects()]) ?? [];
      const [first] = lines;
      const last = lines.at(-1);
      if (!box || !around || !first || !last) return;
      const above = first.top - box.offsetHeight - GAP;
      const isAbove = side === 'above' && above > topOfSight(box);
      const line = isAbove ? first : last;
      const middle = (line.left + line.right - box.offsetWidth) / 2;
      const maxLeft = around.right - box.offsetWidth - MARGIN;
      const left = Math.max(around.left + MARGIN, Math.min(middle, maxLeft));
      box.style.left = `${left - around.left}px`;
      box.style.top = `${(isAbove ? above : last.bottom + GAP) - around.top}px`;
    };
    place();
    addEventListener('resize', place);
    return () => removeEventListener('resize', place);
  }, [words, side]);
}

/** Returns the top of the visible text, below the sticky rows (px). */
function topOfSight(box: Element): number {
  const section = box.closest('.reading')?.querySelector('.sections > section');
  const margin = section ? Number.parseFloat(getComputedStyle(section).scrollMarginBlockStart) || 0 : 0;
  const pane = box.closest('.library-reading')?.getBoundingClientRect().top ?? 0;
  return Math.max(0, pane) + margin;
}
