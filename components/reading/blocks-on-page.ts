import type { TextPassage } from '../../lib/share/text-fragment.ts';

/** The text nodes of one paragraph, heading or list item, in document order. */
export type TextBlock = readonly Text[];

/** Selects the publication's own text in a reading view: headline, summary and sections. */
const WRITTEN = 'h1, .standfirst, .sections > section';
const BLOCKS = 'p, li, h1, h2, h3, h4, h5, h6';

/** Returns the blocks of an analysis on the page, in document order. */
export function textBlocks(view: Element): TextBlock[] {
  const blocks: Text[][] = [];
  let last: Element | undefined;
  const walker = document.createTreeWalker(view, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const block = node.parentElement?.closest(BLOCKS);
    if (!block?.closest(WRITTEN)) continue;
    if (block !== last) blocks.push([]);
    last = block;
    blocks.at(-1)?.push(node);
  }
  return blocks;
}

/** A text node, and the offset at which it begins in the joined text of all blocks (UTF-16 units). */
interface PlacedNode {
  readonly node: Text;
  readonly at: number;
}

/**
 * Returns the nodes of blocks, with their offsets in a text that consists of all these blocks, joined by line feeds.
 */
export function placedNodes(blocks: readonly TextBlock[]): PlacedNode[] {
  let at = 0;
  return blocks.flatMap((block, n) => {
    if (n > 0) at += 1;
    return block.map((node) => {
      const start = at;
      at += node.data.length;
      return { node, at: start };
    });
  });
}

/**
 * Returns the range between two offsets in the text of blocks; `undefined` if either offset is outside the text nodes.
 */
export function rangeOfOffsets(blocks: readonly TextBlock[], start: number, end: number): Range | undefined {
  const nodes = placedNodes(blocks);
  const first = nodes.findLast(({ node, at }) => at <= start && start < at + node.data.length);
  const last = nodes.findLast(({ node, at }) => at < end && end <= at + node.data.length);
  if (!first || !last) return undefined;
  const range = document.createRange();
  range.setStart(first.node, start - first.at);
  range.setEnd(last.node, end - last.at);
  return range;
}

/**
 * Returns the offsets of the part of a text node that a range includes; `undefined` if the range includes nothing of
 * the node.
 */
function selectedIn(node: Text, range: Range): readonly [start: number, end: number] | undefined {
  if (!range.intersectsNode(node)) return undefined;
  const start = node === range.startContainer ? range.startOffset : 0;
  const end = node === range.endContainer ? range.endOffset : node.data.length;
  return start < end ? [start, end] : undefined;
}

/** Whether a range includes text of the analysis. */
export function includesText(view: Element, range: Range): boolean {
  return textBlocks(view).some((block) => block.some((node) => selectedIn(node, range) !== undefined));
}

/**
 * Returns the part of the analysis that a range includes, together with the whole text of the analysis; `undefined` if
 * the range includes no text of the analysis.
 *
 * @param view the reading view
 */
export function passageInRange(view: Element, range: Range): TextPassage | undefined {
  let text = '';
  let start: number | undefined;
  let end = 0;
  const add = (words: string): void => {
    // Browsers show a run of white space as one space, and no space at the start of a block.
    const isAtSpace = text === '' || /[\n ]$/.test(text);
    text += words.replace(/\s+/g, ' ').slice(isAtSpace && /^\s/.test(words) ? 1 : 0);
  };
  for (const block of textBlocks(view)) {
    if (text !== '') text = `${text.trimEnd()}\n`;
    for (const node of block) {
      const selected = selectedIn(node, range);
      add(node.data.slice(0, selected?.[0] ?? node.data.length));
      if (!selected) continue;
      start ??= text.length;
      add(node.data.slice(...selected));
      end = text.length;
      add(node.data.slice(selected[1]));
    }
  }
  return start === undefined ? undefined : { text, start, end: Math.min(end, text.length) };
}
