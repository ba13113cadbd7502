import type { Highlight as Mark } from '../../lib/db/records.ts';

/** A highlight whose passage the page shows. */
export interface ShownMark {
  readonly highlight: Mark;
  /** The ranges of its passage, in order. There is at least one. */
  readonly ranges: readonly Range[];
}

/** Name of the CSS highlight, as in `own-words.css`. */
const NAME = 'own-marks';
const BLOCKS = 'p, li, h3, h4, h5, h6';

/**
 * Draws the highlights without changing the text (https://drafts.csswg.org/css-highlight-api-1/). Marks their blocks
 * for forced colours and for print, which draw no such highlights, and shows each comment below its block.
 *
 * @param open called with the id of a highlight whose comment the reader clicks
 * @returns a function that removes everything drawn
 */
export function drawMarks(marks: readonly ShownMark[], open: (id: string) => void): () => void {
  const drawn = new Highlight(...marks.flatMap(({ ranges }) => ranges));
  // The sentence that is read aloud is drawn above.
  drawn.priority = -1;
  CSS.highlights.set(NAME, drawn);
  const blocks = new Set(marks.flatMap(({ ranges }) => ranges.flatMap((range) => blockOf(range) ?? [])));
  for (const block of blocks) block.setAttribute('data-marked', '');
  // Each comment is put directly below its block, so the last one comes first.
  const shown = marks.toReversed().flatMap((mark) => showComment(mark, open) ?? []);
  return () => {
    if (CSS.highlights.get(NAME) === drawn) CSS.highlights.delete(NAME);
    for (const block of blocks) block.removeAttribute('data-marked');
    for (const comment of shown) comment.remove();
  };
}

/** The paragraph, list item or heading of a range within one block. */
export function blockOf(range: Range): HTMLElement | undefined {
  return range.startContainer.parentElement?.closest<HTMLElement>(BLOCKS) ?? undefined;
}

function showComment({ highlight, ranges }: ShownMark, open: (id: string) => void): Element | undefined {
  if (highlight.comment === '') return undefined;
  const comment = document.createElement('div');
  comment.className = 'mark-comment';
  comment.dir = 'auto';
  comment.textContent = highlight.comment;
  // The list of highlights offers the same to the keyboard.
  comment.addEventListener('click', () => open(highlight.id));
  outerBlock(ranges.at(-1))?.after(comment);
  return comment;
}

/** The element below which a comment is shown: a block of the section, not of a list or a quote. */
function outerBlock(range: Range | undefined): Element | undefined {
  let found = range?.startContainer.parentElement;
  while (found && !found.matches('.clamped') && found.parentElement?.localName !== 'section')
    found = found.parentElement;
  return found ?? undefined;
}

/** The mark at a point of the window; of several the shortest. */
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

/** Whether a point is on the words of a range. The caret of a point beside the words is at their nearest end. */
function hasPoint(range: Range, x: number, y: number): boolean {
  return [...range.getClientRects()].some(
    ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom,
  );
}
