import type { AnyNode, Document, Element } from 'domhandler';
import { DomHandler, Parser } from 'htmlparser2';
import { safeLink } from '../../../address/safe-link.ts';
import {
  type Block,
  type Inline,
  type MarkedType,
  markedInlines,
  markedText,
  type TextBudget,
  textBudget,
} from '../../../analysis/content-blocks.ts';

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
/** Elements that stand in a line of text (HTML, phrasing content), also those of other times. */
const INLINE = new Set(
  'a abbr acronym b bdi bdo big blink br cite code data del dfn em font i ins kbd label mark nobr output q rb rp rt rtc ruby s samp slot small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
/**
 * Elements that stand as blocks (HTML, "flow content" and parts of tables and lists). All others are what their
 * surroundings make them.
 */
const BLOCK = new Set(
  'address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead title tr ul'.split(
    ' ',
  ),
);
/** Inline elements that mean something which is lost with their tags. */
const MARKS: ReadonlyMap<string, MarkedType> = new Map([
  ['em', 'emphasis'],
  ['i', 'emphasis'],
  ['cite', 'emphasis'],
  ['strong', 'strong'],
  ['b', 'strong'],
  ['code', 'code'],
  ['kbd', 'code'],
  ['samp', 'code'],
  ['sup', 'sup'],
  ['sub', 'sub'],
  ['del', 'deleted'],
  ['s', 'deleted'],
  ['strike', 'deleted'],
  ['ins', 'inserted'],
  ['q', 'quotation'],
]);

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
 * Parses a page without running, loading or rendering anything of it. A page that nests a thousand elements is not
 * read beyond that point: closing tags are looked up along the whole nest, so depth is what costs time.
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

/** All elements with a name in document order, those in the head included. */
export function elementsNamed(node: AnyNode, name: string): Element[] {
  const found: Element[] = [];
  const look = (children: readonly AnyNode[], depth: number): void => {
    if (depth > DEEPEST) return;
    for (const child of children) {
      if (!isElement(child)) continue;
      if (child.name === name) found.push(child);
      look(child.children, depth + 1);
    }
  };
  look(childrenOf(node), 0);
  return found;
}

/** Whether a reader sees nothing of an element: script, form, or hidden. */
export function isUnseen(element: Element): boolean {
  return UNSEEN.has(element.name) || isHidden(element);
}

function isHidden(element: Element): boolean {
  const { attribs } = element;
  return (
    'hidden' in attribs ||
    attribs['aria-hidden'] === 'true' ||
    (attribs.style !== undefined && isHidingStyle(attribs.style)) ||
    isAnchorMark(element)
  );
}

/** Longer style attributes are not looked at to their end. */
const LONGEST_STYLE = 2000;

/** Whether inline declarations hide an element, or move it out of sight as styles for screen readers do. */
function isHidingStyle(style: string): boolean {
  const declared = new Map<string, string>();
  const written = style
    .slice(0, LONGEST_STYLE)
    .toLowerCase()
    .replace(/\/\*.*?\*\//gs, '');
  for (const declaration of written.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon > 0)
      declared.set(
        declaration.slice(0, colon).trim(),
        declaration
          .slice(colon + 1)
          .replace('!important', '')
          .replace(/\s+/g, ' ')
          .trim(),
      );
  }
  const value = (name: string): string => declared.get(name) ?? '';
  if (value('display') === 'none' || /^(?:hidden|collapse)$/.test(value('visibility'))) return true;
  if (value('content-visibility') === 'hidden' || /^-\d{3,}/.test(value('text-indent'))) return true;
  if (/^0(?:px|em|rem|%|pt)?$/.test(value('font-size'))) return true;
  const isOut = /^(?:absolute|fixed)$/.test(value('position'));
  const isTiny = /^[01](?:px)?$/.test(value('width')) && /^[01](?:px)?$/.test(value('height'));
  const isClipped =
    /^rect\((?:[01](?:px)?[ ,]*){4}\)$/.test(value('clip')) ||
    /^(?:inset\((?:50|100)%\)|circle\(0(?:px|%)?\)|polygon\((?:0(?:px|%)? 0(?:px|%)?[ ,]*)+\))$/.test(
      value('clip-path'),
    );
  const far = /^-(?:\d{4,}(?:px)?|\d{3,}(?:r?em|v[wh]|%))$/;
  const isFar = ['left', 'right', 'top', 'bottom'].some((side) => far.test(value(side)));
  if (['margin-left', 'margin-top'].some((side) => /^-\d{4,}px$/.test(value(side)))) return true;
  return (isOut && (isFar || isClipped)) || isClipped || (isTiny && /hidden|clip/.test(value('overflow')));
}

const MARK_WORDS =
  /^\W*(?:(?:(?:direct|copy|section|heading|anchor) )?link(?: to .{1,200})?|permalink(?: to .{1,200})?|permanent link|anchor|(?:back )?to (?:the )?top)\W*$/i;

/** Whether an element is the mark with which a heading or note links to itself: "#", "¶", "§". */
function isAnchorMark(element: Element): boolean {
  if (element.name !== 'a' || !element.attribs.href?.includes('#')) return false;
  if (element.children.length > 3) return false;
  const text = element.children
    .map((child) => ('data' in child ? child.data : 'children' in child ? textIn(child) : ''))
    .join('')
    .trim();
  if (text === '') return false;
  if (/^(?:[#¶§∞⚓☍↩↑⤴⏎🔗]|\ufe0e|\ufe0f|&para;)+$/u.test(text)) return true;
  if (!MARK_WORDS.test(text)) return false;
  for (let parent = element.parent, up = 0; parent && up < 3; parent = parent.parent, up++)
    if ('name' in parent && /^h[1-6]$/.test(parent.name)) return textOfLength(parent) > text.length;
  return false;
}

function textIn(node: AnyNode): string {
  return childrenOf(node)
    .slice(0, 3)
    .map((child) => ('data' in child ? child.data : ''))
    .join('');
}

/** Letters of an element's own texts and of those right in it, at most a thousand. */
function textOfLength(node: AnyNode): number {
  let length = 0;
  for (const child of childrenOf(node).slice(0, 50))
    length += 'data' in child ? child.data.trim().length : textIn(child).trim().length;
  return Math.min(length, 1000);
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
  if (!isElement(node)) return text;
  if (node.name === 'rt') return readingOf(node, text);
  const mark = markOf(node);
  if (mark !== undefined) return text.trim() === '' ? text : markedText(mark, text);
  return INLINE.has(node.name) || !(BLOCK.has(node.name) || standsAsBlock(node)) ? text : ` ${text} `;
}

/** How a word is read, in brackets unless the page has brackets for it (`rp`). */
function readingOf(rt: Element, text: string): string {
  const inBrackets = childrenOf(rt.parent ?? rt).some((child) => isElement(child) && child.name === 'rp');
  return inBrackets || text.trim() === '' ? text : ` (${text.trim()})`;
}

/**
 * The blocks that some nodes hold; headings keep the level that they have in the page (1–6). Elements that blocks
 * cannot express give their text: tables a paragraph a row, figures their caption.
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
    default: {
      const blocks = blocksOf(element.children, base, budget, depth);
      const mark = markOf(element);
      return mark === undefined ? blocks : blocks.map((block) => marked(block, mark));
    }
  }
}

/** A block all of which is marked: pages mark whole paragraphs as deleted or inserted. */
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

/** The mark that an element's name stands for, or its inline style, as text processors write it. */
function markOf({ name, attribs }: Element): MarkedType | undefined {
  const byName = MARKS.get(name);
  if (byName !== undefined || attribs.style === undefined || (name !== 'span' && name !== 'font'))
    return byName;
  const style = attribs.style.slice(0, LONGEST_STYLE);
  if (/(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*\bline-through\b/i.test(style)) return 'deleted';
  const raised = /(?:^|;)\s*vertical-align\s*:\s*(super|sub)\b/i.exec(style)?.[1]?.toLowerCase();
  return raised === 'super' ? 'sup' : raised === 'sub' ? 'sub' : undefined;
}

function inlinesOf(nodes: readonly AnyNode[], base: string, budget: TextBudget, depth: number): Inline[] {
  if (depth > DEEPEST) return [];
  return nodes.flatMap((node): readonly Inline[] => {
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
    if (node.name === 'a') {
      const href = safeLink(node.attribs.href, base);
      return href ? [{ type: 'link', href, content }] : content;
    }
    if (node.name === 'rt') {
      const reading = node.children.map(textOf).join('');
      return reading === '' ? [] : [readingOf(node, reading)];
    }
    const type = markOf(node);
    return type === undefined ? content : markedInlines(type, content);
  });
}

/** Without white space at either end; an empty list where there is nothing else. */
function trimmed(content: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  // Each text is folded by itself, so that only their seams need a look: a look at all that is joined would cost its
  // length each time.
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

/**
 * Whether an element is part of a line of text: an inline one, or one of a name that HTML does not know and that
 * stands in a line, with nothing but such in it; or a picture, which has no text.
 */
function isInline(element: Element, depth = 0): boolean {
  if (element.name === 'img' || element.name === 'picture') return true;
  if (BLOCK.has(element.name) || depth > DEEPEST) return false;
  if (!INLINE.has(element.name) && depth === 0 && standsAsBlock(element)) return false;
  return element.children.every(
    (child) => !isElement(child) || UNSEEN.has(child.name) || isInline(child, depth + 1),
  );
}

/** Whether an element of an unknown name stands among blocks, as web components do that are parts of a page. */
function standsAsBlock(element: Element): boolean {
  if (INLINE.has(element.name)) return false;
  const { parent } = element;
  if (
    parent &&
    'name' in parent &&
    (/^(?:p|h[1-6]|dt|figcaption|caption|summary|legend|td|th)$/.test(parent.name) || INLINE.has(parent.name))
  )
    return false;
  for (const side of ['prev', 'next'] as const)
    for (let node = element[side], n = 0; node && n < 5; node = node[side], n++) {
      if (node.type === 'text' && node.data.trim() !== '') return false;
      if (isElement(node) && INLINE.has(node.name) && node.name !== 'br') return false;
      if (isElement(node) && BLOCK.has(node.name)) break;
    }
  return true;
}
