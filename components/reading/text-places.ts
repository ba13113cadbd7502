import type { TextPlace } from '../../lib/db/records.ts';
import { placedNodes, type TextBlock, textBlocks } from './blocks-on-page.ts';

/**
 * Places in the text as the page shows it. Offsets count UTF-16 code units of the section's plain text, as
 * `sectionText` returns it: the blocks, joined by line feeds.
 */

/** The element that contains the sections of the text as `section` elements. */
type Sections = HTMLElement;

/** Returns the sections of the text, in order, without the attribution. */
export function sectionElements(text: Sections): readonly HTMLElement[] {
  return [...text.querySelectorAll<HTMLElement>(':scope > section:not(.attribution)')];
}

/** Returns the blocks of a section, without its heading and without empty blocks. */
export function sectionBlocks(section: HTMLElement): TextBlock[] {
  const heading = section.querySelector(':scope > h2');
  return textBlocks(section).filter(
    (block) => !heading?.contains(block[0] ?? null) && block.some((node) => node.data !== ''),
  );
}

/**
 * Returns the offset of a place in a text node of a section; `undefined` if the node is not part of the section's text.
 */
export function offsetOf(section: HTMLElement, node: Node, offset: number): number | undefined {
  const found = placedNodes(sectionBlocks(section)).find((one) => one.node === node);
  return found && found.at + offset;
}

/**
 * Returns the distance (px) from the top of the window at which the text becomes visible: below the top of the column
 * that scrolls, the panel's header and the row of jumps.
 */
export function visibleTop(section: HTMLElement): number {
  const scroller = scrollerOf(section);
  const column = scroller === document.documentElement ? 0 : scroller.getBoundingClientRect().top;
  return column + (Number.parseFloat(getComputedStyle(section).scrollMarginBlockStart) || 0);
}

/**
 * Returns the index of the section at the top of the visible text; -1 above the first section. A section is at the top
 * as soon as its start has reached the position to which a jump scrolls it.
 */
export function sectionAtTop(sections: readonly HTMLElement[]): number {
  return sections.findLastIndex((one) => one.getBoundingClientRect().top < visibleTop(one) + 1);
}

/**
 * Returns the place of the first character below the header and the row of jumps; `undefined` above the first section.
 */
export function placeAtTop(text: Sections): TextPlace | undefined {
  const sections = sectionElements(text);
  const section = sectionAtTop(sections);
  const element = sections[section];
  if (!element) return undefined;
  const top = visibleTop(element);
  const nodes = placedNodes(sectionBlocks(element));
  const found = nodes.find(({ node }) => bottomOf(node, 0, node.data.length) > top + 1);
  const end = nodes.at(-1);
  // The section's text ends above the visible part, so return its last character.
  if (!found) return { section, offset: end ? end.at + end.node.data.length - 1 : 0 };
  const { node, at } = found;
  let low = 0;
  let high = node.data.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (bottomOf(node, middle, middle + 1) > top + 1) high = middle;
    else low = middle + 1;
  }
  return { section, offset: at + low };
}

function bottomOf(node: Text, start: number, end: number): number {
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(node, end);
  return range.getBoundingClientRect().bottom;
}

/** Returns the element that scrolls the text: a column of the page, or the document. */
export function scrollerOf(element: Element): HTMLElement {
  for (let one = element.parentElement; one; one = one.parentElement)
    if (/auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight)
      return one;
  return document.documentElement;
}
