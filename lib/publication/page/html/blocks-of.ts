import type { AnyNode, Element } from 'domhandler';
import { safeLink } from '../../../address/safe-link.ts';
import {
  type Block,
  type Inline,
  type MarkedType,
  markedInlines,
  type TextBudget,
  textBudget,
} from '../../../analysis/content-blocks.ts';
import { mathText } from './math-text.ts';
import { isElement, isHidden, MAX_DEPTH, UNSEEN } from './parse-html.ts';
import { isInline, markOf, rubyText, textOf } from './text-of.ts';

/**
 * Converts nodes to blocks. Headings keep their level in the page (1–6). Elements without a matching block become text:
 * each row of a table becomes a paragraph, and a figure becomes its caption.
 *
 * @param base address of the page, for relative links
 * @param budget numbers of nodes and characters that may still be read; this function decreases these numbers
 */
export function blocksOf(
  nodes: readonly AnyNode[],
  base: string,
  budget: TextBudget = textBudget(),
  depth = 0,
): Block[] {
  const blocks: Block[] = [];
  let loose: AnyNode[] = [];
  const flush = (): void => {
    const content = trimmed(inlinesOf(loose, base, budget, depth));
    if (content.length > 0) blocks.push({ type: 'paragraph', content });
    loose = [];
  };
  for (const node of nodes) {
    if (depth > MAX_DEPTH || budget.nodes <= 0) break;
    if (node.type === 'text' || (isElement(node) && isInline(node))) {
      // `inlinesOf` counts these nodes. Counting them here too would let a long paragraph use up the budget before it
      // is read.
      loose.push(node);
      continue;
    }
    budget.nodes--;
    if (!isElement(node) || UNSEEN.has(node.name) || isHidden(node)) continue;
    flush();
    blocks.push(...blocksOfElement(node, base, budget, depth + 1));
  }
  flush();
  return blocks;
}

function blocksOfElement(element: Element, base: string, budget: TextBudget, depth: number): Block[] {
  switch (element.name) {
    case 'ul':
    case 'ol': {
      // Some sites put a nested list next to its item instead of inside it.
      const items = element.children
        .filter((child) => isElement(child) && !UNSEEN.has(child.name) && !isHidden(child))
        .map((item) =>
          blocksOf(isElement(item) && item.name === 'li' ? item.children : [item], base, budget, depth),
        )
        .filter((item) => item.length > 0);
      return items.length > 0 ? [{ type: 'list', ordered: element.name === 'ol', items }] : [];
    }
    case 'blockquote': {
      const quoted = blocksOf(element.children, base, budget, depth);
      return quoted.length > 0 ? [{ type: 'quote', blocks: quoted }] : [];
    }
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6': {
      const content = trimmed(inlinesOf(element.children, base, budget, depth));
      return content.length > 0 ? [{ type: 'heading', level: Number(element.name[1]), content }] : [];
    }
    case 'tr': {
      const cells = element.children.filter(isElement).slice(0, Math.max(0, budget.nodes));
      budget.nodes -= cells.length;
      const row = cells
        .map((cell) => textOf(cell))
        .filter((text) => text !== '')
        .join(' · ')
        .slice(0, Math.max(0, budget.characters));
      budget.characters -= row.length;
      return row === '' ? [] : [{ type: 'paragraph', content: [row] }];
    }
    default: {
      const blocks = blocksOf(element.children, base, budget, depth);
      const mark = markOf(element);
      return mark === undefined ? blocks : blocks.map((block) => marked(block, mark));
    }
  }
}

/** Marks the whole content of a block. Some pages mark whole paragraphs as deleted or inserted. */
function marked(block: Block, type: MarkedType): Block {
  switch (block.type) {
    case 'list':
      return { ...block, items: block.items.map((item) => item.map((one) => marked(one, type))) };
    case 'quote':
      return { ...block, blocks: block.blocks.map((one) => marked(one, type)) };
    default:
      return { ...block, content: [{ type, content: block.content }] };
  }
}

function inlinesOf(nodes: readonly AnyNode[], base: string, budget: TextBudget, depth: number): Inline[] {
  if (depth > MAX_DEPTH) return [];
  return nodes.flatMap((node): readonly Inline[] => {
    if (budget.nodes-- <= 0 || budget.characters <= 0) return [];
    if (node.type === 'text') {
      const text = node.data.replace(/\s+/g, ' ').slice(0, budget.characters);
      budget.characters -= text.length;
      return text === '' ? [] : [text];
    }
    if (!isElement(node) || UNSEEN.has(node.name) || isHidden(node)) return [];
    if (node.name === 'br') return [' '];
    if (node.name === 'math') {
      const formula = mathText(node).slice(0, budget.characters);
      budget.characters -= formula.length;
      return formula === '' ? [] : [formula];
    }
    const content = inlinesOf(node.children, base, budget, depth + 1);
    if (content.length === 0) return [];
    if (node.name === 'a') {
      const href = safeLink(node.attribs.href, base);
      return href ? [{ type: 'link', href, content }] : content;
    }
    if (node.name === 'rt') {
      const reading = node.children.map(textOf).join('');
      return reading === '' ? [] : [rubyText(node, reading)];
    }
    const type = markOf(node);
    return type === undefined ? content : markedInlines(type, content);
  });
}

/** Joins neighbouring texts and removes white space at both ends. Returns an empty list if nothing is left. */
function trimmed(content: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  // In each text, white space is already collapsed, so only the boundaries between texts matter. `afterSpace` avoids
  // reading the end of the growing text each time.
  let afterSpace = false;
  for (const inline of content) {
    const last = joined.at(-1);
    if (typeof inline === 'string' && typeof last === 'string')
      joined[joined.length - 1] = last + (afterSpace && inline.startsWith(' ') ? inline.slice(1) : inline);
    else joined.push(inline);
    afterSpace = typeof inline === 'string' && inline.endsWith(' ');
  }
  if (typeof joined[0] === 'string') joined[0] = joined[0].trimStart();
  const last = joined.at(-1);
  if (typeof last === 'string') joined[joined.length - 1] = last.trimEnd();
  return joined.filter((inline) => inline !== '');
}
