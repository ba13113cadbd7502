import type { AnyNode, Document, Element } from 'domhandler';
import { DomHandler, Parser } from 'htmlparser2';
import { safeLink } from '../address/links.ts';
import { type Block, type Inline, type TextBudget, textBudget } from './blocks.ts';

/** Longer pages are cut (UTF-16 units): no analysis comes near. */
const LONGEST_PAGE = 5_000_000;
/** Elements nested deeper are left out: no page that people read goes there. */
const DEEPEST = 150;

/** What no reader sees as text. */
const UNSEEN = new Set(
  'script style template noscript svg math iframe object embed canvas video audio select textarea button form dialog'.split(
    ' ',
  ),
);
const INLINE = new Set(
  'a abbr b bdi bdo br cite code data del dfn em font i ins kbd label mark output q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

/** Characters parsed between two looks at how deep the page has got. */
const STEP = 16_384;
const DEEPEST_PARSED = 1000;

/** Tells how deep the element is that is being read. */
class DepthHandler extends DomHandler {
  get depth(): number {
    return this.tagStack.length;
  }
}

/**
 * Parses a page without running, loading or rendering anything of it. A page that nests a thousand elements is not read beyond
 * that point: closing tags are looked up along the whole nest, so depth is what costs time.
 */
export function parseHtml(html: string): Document {
  const handler = new DepthHandler();
  const parser = new Parser(handler, { decodeEntities: true });
  const end = Math.min(html.length, LONGEST_PAGE);
  for (let at = 0; at < end && handler.depth < DEEPEST_PARSED; at += STEP)
    parser.write(html.slice(at, Math.min(end, at + STEP)));
  parser.end();
  return handler.root;
}

export function isElement(node: AnyNode): node is Element {
  return node.type === 'tag' || node.type === 'script' || node.type === 'style';
}

export function childrenOf(node: AnyNode): readonly AnyNode[] {
  return 'children' in node ? node.children : [];
}

/** All elements below a node in document order, `UNSEEN` ones and what is in them left out. */
export function* elementsIn(node: AnyNode, depth = 0): Generator<Element> {
  if (depth > DEEPEST) return;
  for (const child of childrenOf(node)) {
    if (!isElement(child) || UNSEEN.has(child.name) || isHidden(child)) continue;
    yield child;
    yield* elementsIn(child, depth + 1);
  }
}

/** All elements with a name, those in the head included. */
export function* elementsNamed(node: AnyNode, name: string, depth = 0): Generator<Element> {
  if (depth > DEEPEST) return;
  for (const child of childrenOf(node)) {
    if (!isElement(child)) continue;
    if (child.name === name) yield child;
    yield* elementsNamed(child, name, depth + 1);
  }
}

/** Whether a reader sees nothing of an element: script, form, or hidden. */
export function isUnseen(element: Element): boolean {
  return UNSEEN.has(element.name) || isHidden(element);
}

function isHidden(element: Element): boolean {
  return 'hidden' in element.attribs || element.attribs['aria-hidden'] === 'true';
}

/** The visible text of a node with white space folded. */
export function textOf(node: AnyNode): string {
  return rawText(node, 0).replace(/\s+/g, ' ').trim();
}

function rawText(node: AnyNode, depth: number): string {
  if (node.type === 'text') return node.data;
  if (depth > DEEPEST || (isElement(node) && (UNSEEN.has(node.name) || isHidden(node)))) return '';
  if (isElement(node) && node.name === 'br') return ' ';
  const text = childrenOf(node)
    .map((child) => rawText(child, depth + 1))
    .join('');
  return isElement(node) && !INLINE.has(node.name) ? ` ${text} ` : text;
}

/**
 * The blocks that some nodes hold; headings keep the level that they have in the page (1–6). Elements that blocks cannot express give their text: tables a paragraph a row, figures their caption.
 *
 * @param base address of the page, for relative links
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
    if (depth > DEEPEST || budget.nodes <= 0) break;
    if (node.type === 'text' || (isElement(node) && isInline(node))) {
      // `inlinesOf` counts these. Counted here too, a long paragraph would spend the budget before any of it is kept.
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
      // Some sites nest a list beside an item instead of in it.
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
    default:
      return blocksOf(element.children, base, budget, depth);
  }
}

function inlinesOf(nodes: readonly AnyNode[], base: string, budget: TextBudget, depth: number): Inline[] {
  if (depth > DEEPEST) return [];
  return nodes.flatMap((node): Inline[] => {
    if (budget.nodes-- <= 0 || budget.characters <= 0) return [];
    if (node.type === 'text') {
      const text = node.data.replace(/\s+/g, ' ').slice(0, budget.characters);
      budget.characters -= text.length;
      return text === '' ? [] : [text];
    }
    if (!isElement(node) || UNSEEN.has(node.name) || isHidden(node)) return [];
    if (node.name === 'br') return [' '];
    const content = inlinesOf(node.children, base, budget, depth + 1);
    if (content.length === 0) return [];
    switch (node.name) {
      case 'em':
      case 'i':
      case 'cite':
        return [{ type: 'emphasis', content }];
      case 'strong':
      case 'b':
        return [{ type: 'strong', content }];
      case 'code':
      case 'kbd':
      case 'samp':
        return [{ type: 'code', content }];
      case 'a': {
        const href = safeLink(node.attribs.href, base);
        return href ? [{ type: 'link', href, content }] : content;
      }
      default:
        return content;
    }
  });
}

/** Without white space at either end; an empty list where there is nothing else. */
function trimmed(content: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  // Each text is folded by itself, so that only their seams need a look: a look at all that is joined would cost its length each time.
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

/** Whether an element is part of a line of text: an inline one with nothing but such in it, or a picture, which has no text. */
function isInline(element: Element, depth = 0): boolean {
  if (element.name === 'img' || element.name === 'picture') return true;
  if (!INLINE.has(element.name) || depth > DEEPEST) return false;
  return element.children.every(
    (child) => !isElement(child) || UNSEEN.has(child.name) || isInline(child, depth + 1),
  );
}
