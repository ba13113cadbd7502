import type { Highlight as Mark } from '../../lib/db/records.ts';

/** A highlight whose passage the page shows. */
export interface ShownMark {
  readonly highlight: Mark;
  readonly range: Range;
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
  const drawn = new Highlight(...marks.map(({ range }) => range));
  // The sentence that is read aloud is drawn above.
  drawn.priority = -1;
  CSS.highlights.set(NAME, drawn);
  const blocks = new Set(marks.flatMap(({ range }) => blocksIn(range)));
  for (const block of blocks) block.setAttribute('data-marked', '');
  const comments = marks.toSorted((a, b) => -a.range.compareBoundaryPoints(Range.END_TO_END, b.range));
  const shown = comments.flatMap((mark) => showComment(mark, open) ?? []);
  return () => {
    if (CSS.highlights.get(NAME) === drawn) CSS.highlights.delete(NAME);
    for (const block of blocks) block.removeAttribute('data-marked');
    for (const comment of shown) comment.remove();
  };
}

function blocksIn(range: Range): Element[] {
  const around = range.commonAncestorContainer;
  const element = around instanceof Element ? around : around.parentElement;
  const block = element?.closest(BLOCKS);
  if (block) return [block];
  return [...(element?.querySelectorAll(BLOCKS) ?? [])].filter(
    (one) => range.intersectsNode(one) && !one.querySelector(BLOCKS),
  );
}

/** The element below which a comment is shown: the last of the section that the passage reaches. */
function outerBlock({ endContainer }: Range): Element | undefined {
  let found = endContainer.parentElement;
  while (found && !found.matches('.clamped') && found.parentElement?.localName !== 'section')
    found = found.parentElement;
  return found ?? undefined;
}

function showComment({ highlight, range }: ShownMark, open: (id: string) => void): Element | undefined {
  if (highlight.comment === '') return undefined;
  const comment = document.createElement('div');
  comment.className = 'mark-comment';
  comment.dir = 'auto';
  comment.textContent = highlight.comment;
  // The list of highlights offers the same to the keyboard.
  comment.addEventListener('click', () => open(highlight.id));
  outerBlock(range)?.after(comment);
  return comment;
}

/** The mark at a point of the window; of several the shortest. */
export function markAt(marks: readonly ShownMark[], x: number, y: number): ShownMark | undefined {
  const at = document.caretPositionFromPoint(x, y);
  if (!at) return undefined;
  const { offsetNode, offset } = at;
  return marks
    .filter(({ range }) => range.isPointInRange(offsetNode, offset) && hasPoint(range, x, y))
    .toSorted((a, b) => a.range.toString().length - b.range.toString().length)[0];
}

/** Whether a point is on the words of a range. The caret of a point beside the words is at their nearest end. */
function hasPoint(range: Range, x: number, y: number): boolean {
  return [...range.getClientRects()].some(
    ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom,
  );
}
