import {
  type MarkableText,
  type PassagePlace,
  passagePlace,
  spanOf,
  textOfParts,
} from '../../lib/library/anchors.ts';
import { sectionBlocks, sectionElements } from './text-places.ts';

/** The text of an analysis on the page, in which readers can mark passages. */
export interface ShownText extends MarkableText {
  /** The text nodes, in order. */
  readonly nodes: readonly ShownNode[];
}

interface ShownNode {
  readonly node: Text;
  /** The offset in `whole` at which the node begins. */
  readonly at: number;
  /** The first text node of its block. */
  readonly first: Text | undefined;
}

/**
 * Reads the summary and the sections of the shown text.
 *
 * @param view the reading view
 * @returns `undefined` if no text is shown
 */
export function readShownText(view: Element): ShownText | undefined {
  const sections = view.querySelector<HTMLElement>('.sections');
  if (!sections) return undefined;
  const summary = view.querySelector('.standfirst')?.firstChild;
  const parts: readonly (readonly Text[])[][] = [
    summary instanceof Text ? [[summary]] : [],
    ...sectionElements(sections).map(sectionBlocks),
  ];
  const [first = '', ...rest] = parts.map((blocks) =>
    blocks.map((block) => block.map(({ data }) => data).join('')).join('\n'),
  );
  const text = textOfParts(first, rest);
  const nodes = parts.flatMap((blocks, n) => {
    let at = text.starts[n] ?? 0;
    return blocks.flatMap((block) => {
      const own = block.map((node) => {
        const start = at;
        at += node.data.length;
        return { node, at: start, first: block[0] };
      });
      at += 1;
      return own;
    });
  });
  return { ...text, nodes };
}

/**
 * Returns the ranges of a passage, one for each block. They exclude the content between the blocks, such as the
 * headings of sections.
 */
export function rangesOf(text: ShownText, place: PassagePlace): Range[] {
  const { start, end } = spanOf(text, place);
  const ranges = new Map<Text | undefined, Range>();
  for (const { node, at, first } of text.nodes) {
    const from = Math.max(0, start - at);
    const to = Math.min(node.data.length, end - at);
    if (from >= to) continue;
    const range = ranges.get(first) ?? document.createRange();
    if (!ranges.has(first)) range.setStart(node, from);
    range.setEnd(node, to);
    ranges.set(first, range);
  }
  return [...ranges.values()];
}

/**
 * Returns the passage in a range, without white space at its ends; `undefined` if the range contains no markable text.
 */
export function passagePlaceIn(text: ShownText, range: Range): PassagePlace | undefined {
  const selected = text.nodes.filter(({ node }) => range.intersectsNode(node));
  const [first] = selected;
  const last = selected.at(-1);
  if (!first || !last) return undefined;
  const start = first.at + (first.node === range.startContainer ? range.startOffset : 0);
  const end = last.at + (last.node === range.endContainer ? range.endOffset : last.node.data.length);
  const words = text.whole.slice(start, end);
  if (words.trim() === '') return undefined;
  return passagePlace(text, {
    start: start + words.length - words.trimStart().length,
    end: end - words.length + words.trimEnd().length,
  });
}
