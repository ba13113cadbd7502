import {
  type MarkableText,
  type PassagePlace,
  placeOf,
  spanOf,
  textOfParts,
} from '../../lib/library/anchors.ts';
import { sectionBlocks, sectionElements } from './text-places.ts';

/** The text of an analysis that readers can mark, as the page shows it. */
export interface ShownText extends MarkableText {
  /** The text nodes, in order, and the offset in `whole` at which each begins. */
  readonly nodes: readonly { readonly node: Text; readonly at: number }[];
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
        return { node, at: start };
      });
      at += 1;
      return own;
    });
  });
  return { ...text, nodes };
}

/** The range of a passage; `undefined` if the text has no such passage. */
export function rangeOf(text: ShownText, place: PassagePlace): Range | undefined {
  const { start, end } = spanOf(text, place);
  const first = text.nodes.find(({ node, at }) => start < at + node.data.length);
  const last = text.nodes.findLast(({ at }) => at < end);
  if (!first || !last || first.at > last.at) return undefined;
  const range = document.createRange();
  range.setStart(first.node, Math.max(0, start - first.at));
  range.setEnd(last.node, Math.min(last.node.data.length, end - last.at));
  return range;
}

/** The passage that a range covers, without white space at its ends; `undefined` if it covers no markable text. */
export function passageOf(text: ShownText, range: Range): PassagePlace | undefined {
  const selected = text.nodes.filter(({ node }) => range.intersectsNode(node));
  const [first] = selected;
  const last = selected.at(-1);
  if (!first || !last) return undefined;
  const start = first.at + (first.node === range.startContainer ? range.startOffset : 0);
  const end = last.at + (last.node === range.endContainer ? range.endOffset : last.node.data.length);
  const words = text.whole.slice(start, end);
  if (words.trim() === '') return undefined;
  return placeOf(text, {
    start: start + words.length - words.trimStart().length,
    end: end - words.length + words.trimEnd().length,
  });
}
