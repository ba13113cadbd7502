import type { Highlight as Mark } from '../../lib/db/records.ts';

/** A highlight whose passage is on the page. */
export interface ShownMark {
  readonly highlight: Mark;
  /** The ranges of the passage, in order. There is at least one. */
  readonly ranges: readonly Range[];
}

/** Name of the CSS highlight in `own-words.css`. */
const NAME = 'own-marks';
const BLOCKS = 'p, li, h3, h4, h5, h6';

/**
 * Draws the highlights without changing the text (https://drafts.csswg.org/css-highlight-api-1/), and shows each
 * comment below the block of its passage. Also marks the blocks of the highlights, because CSS highlights are invisible
 * in forced colours and in most prints.
 *
 * @param open called with the id of a highlight when the reader clicks its comment
 * @returns a function that removes the highlights, the marks of the blocks, and the comments
 */
export function drawMarks(marks: readonly ShownMark[], open: (id: string) => void): () => void {
  const drawn = new Highlight(...marks.flatMap(({ ranges }) => ranges));
  // The words that a search has found, and the sentence that is read aloud, are drawn above the highlights.
  drawn.priority = -2;
  CSS.highlights.set(NAME, drawn);
  const blocks = new Set(marks.flatMap(({ ranges }) => ranges.flatMap((range) => blockOf(range) ?? [])));
  for (const block of blocks) block.setAttribute('data-marked', '');
  // Each comment is inserted directly below the block of its passage. So insert the last comment first: the comments
  // below one block are then in order.
  const shown = marks.toReversed().flatMap((mark) => showComment(mark, open) ?? []);
  return () => {
    if (CSS.highlights.get(NAME) === drawn) CSS.highlights.delete(NAME);
    for (const block of blocks) block.removeAttribute('data-marked');
    for (const comment of shown) comment.remove();
  };
}

/** Returns the paragraph, list item or heading in which a range begins. */
export function blockOf(range: Range): HTMLElement | undefined {
  return range.startContainer.parentElement?.closest<HTMLElement>(BLOCKS) ?? undefined;
}

function showComment({ highlight, ranges }: ShownMark, open: (id: string) => void): Element | undefined {
  if (highlight.comment === '') return undefined;
  const comment = document.createElement('div');
  comment.className = 'mark-comment';
  comment.dir = 'auto';
  comment.textContent = highlight.comment;
  // The list of highlights has the same action for the keyboard.
  comment.addEventListener('click', () => open(highlight.id));
  outerBlock(ranges.at(-1))?.after(comment);
  return comment;
}

/**
 * Returns the element below which the comment on a passage is shown. This is the child of the section in which the
 * range begins or, for a range in the summary, the box of the summary.
 */
function outerBlock(range: Range | undefined): Element | undefined {
  let found = range?.startContainer.parentElement;
  while (found && !found.matches('.clamped') && found.parentElement?.localName !== 'section')
    found = found.parentElement;
  return found ?? undefined;
}

/** Returns the mark at a point of the window. If there are several, returns the shortest. */
export function markAt(marks: readonly ShownMark[], x: number, y: number): ShownMark | undefined {
  const at = document.caretPositionFromPoint(x, y);
  if (!at) return undefined;
  const { offsetNode, offset } = at;
  return marks
    .filter(({ ranges }) =>
      ranges.some((range) => range.isPointInRange(offsetNode, offset) && hasPoint(range, x, y)),
    )
    .toSorted((a, b) => a.highlight.exact.length - b.highlight.exact.length)[0];
}

/**
 * Whether a point is on the words of a range. This check is needed because the browser returns the nearest caret for a
 * point beside the words.
 */
function hasPoint(range: Range, x: number, y: number): boolean {
  return [...range.getClientRects()].some(
    ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom,
  );
}
