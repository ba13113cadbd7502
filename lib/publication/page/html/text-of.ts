import type { AnyNode, Element } from 'domhandler';
import { type MarkedType, markedText } from '../../../analysis/content-blocks.ts';
import { mathText } from './math-text.ts';
import {
  childrenOf,
  INVISIBLE,
  isElement,
  isHidden,
  MAX_DEPTH,
  MAX_STYLE_LENGTH,
  UNSEEN,
} from './parse-html.ts';

/** Inline elements ("phrasing content" in https://html.spec.whatwg.org/multipage/dom.html), including obsolete ones. */
const INLINE = new Set(
  [
    'a abbr acronym b bdi bdo big blink br cite code data del dfn em font i ins kbd label mark math nobr',
    'output q rb rp rt rtc ruby s samp slot small span strike strong sub sup time tt u var wbr',
  ]
    .join(' ')
    .split(' '),
);

/** Block elements. For elements in neither list, `standsAsBlock` decides by their surroundings. */
const BLOCK = new Set(
  [
    'address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt',
    'fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend',
    'li main menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead title',
    'tr ul',
  ]
    .join(' ')
    .split(' '),
);

/** Inline elements that become marks of the text. */
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

/** Whether an element begins and ends a line because of its name. */
export function isBlock({ name }: Element): boolean {
  return BLOCK.has(name);
}

/** Returns the visible text of a node. Folds white space, and leaves out characters that show nothing. */
export function textOf(node: AnyNode): string {
  return rawText(node, 0).replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
}

function rawText(node: AnyNode, depth: number): string {
  if (node.type === 'text') return node.data;
  if (depth > MAX_DEPTH || (isElement(node) && (UNSEEN.has(node.name) || isHidden(node)))) return '';
  if (isElement(node) && node.name === 'br') return ' ';
  if (isElement(node) && node.name === 'math') return mathText(node);
  const text = childrenOf(node)
    .map((child) => rawText(child, depth + 1))
    .join('');
  if (!isElement(node)) return text;
  if (node.name === 'rt') return rubyText(node, text);
  const mark = markOf(node);
  if (mark !== undefined) return text.trim() === '' ? text : markedText(mark, text);
  return INLINE.has(node.name) || !(BLOCK.has(node.name) || standsAsBlock(node)) ? text : ` ${text} `;
}

/** Returns the pronunciation of a word (`rt`) in brackets, unless the page has its own brackets (`rp`). */
export function rubyText(rt: Element, text: string): string {
  const inBrackets = childrenOf(rt.parent ?? rt).some((child) => isElement(child) && child.name === 'rp');
  return inBrackets || text.trim() === '' ? text : ` (${text.trim()})`;
}

/**
 * Returns the mark of an element by its name or, for `span` and `font`, by its inline style, in which word processors
 * write marks. Returns `undefined` if the element marks nothing.
 */
export function markOf({ name, attribs }: Element): MarkedType | undefined {
  const byName = MARKS.get(name);
  if (byName !== undefined || attribs.style === undefined || (name !== 'span' && name !== 'font'))
    return byName;
  const style = attribs.style.slice(0, MAX_STYLE_LENGTH);
  if (/(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*\bline-through\b/i.test(style)) return 'deleted';
  const raised = /(?:^|;)\s*(?:vertical-align|font-variant-position)\s*:\s*(super|sub)\b/i
    .exec(style)?.[1]
    ?.toLowerCase();
  return raised === 'super' ? 'sup' : raised === 'sub' ? 'sub' : undefined;
}

/**
 * Whether an element is part of a line of text: a picture, an inline element, or an unknown element among inline
 * content. An element that contains a block element is not part of a line.
 */
export function isInline(element: Element, depth = 0): boolean {
  if (element.name === 'img' || element.name === 'picture') return true;
  if (BLOCK.has(element.name) || depth > MAX_DEPTH) return false;
  if (!INLINE.has(element.name) && depth === 0 && standsAsBlock(element)) return false;
  return element.children.every(
    (child) => !isElement(child) || UNSEEN.has(child.name) || isInline(child, depth + 1),
  );
}

/** Whether an unknown element, such as a web component, is among blocks and not in a line of text. */
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
