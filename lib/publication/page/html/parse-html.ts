import type { AnyNode, Document, Element } from 'domhandler';
import { DomHandler, Parser } from 'htmlparser2';

/** Maximum length of a page (UTF-16 units). The rest is ignored. Pages of analyses are far shorter. */
const MAX_PAGE_LENGTH = 5_000_000;

/** Maximum depth of elements. Deeper elements are left out. Real pages are less deep. */
export const MAX_DEPTH = 150;

/** Elements whose content is not part of the page's text: scripts, graphics, media, forms and dialogs. */
export const UNSEEN = new Set(
  [
    'script style template noscript svg iframe object embed canvas video audio select textarea',
    'button form dialog',
  ]
    .join(' ')
    .split(' '),
);

/** Number of UTF-16 units to parse between two checks of the depth. */
const STEP = 16_384;

const MAX_PARSED_DEPTH = 1000;

/** Exposes the number of open elements. */
class DepthHandler extends DomHandler {
  get depth(): number {
    return this.tagStack.length;
  }
}

/**
 * Parses a page. Does not run, load or render anything. Stops soon after a thousand elements are open: the parser
 * searches all open elements for each closing tag, so deep nesting would take quadratic time.
 */
export function parseHtml(html: string): Document {
  const handler = new DepthHandler();
  const parser = new Parser(handler, { decodeEntities: true });
  const end = Math.min(html.length, MAX_PAGE_LENGTH);
  for (let at = 0; at < end && handler.depth < MAX_PARSED_DEPTH; at += STEP)
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

/** Returns the elements in `node` with this tag name, in document order, also those that are hidden or in the head. */
export function elementsNamed(node: AnyNode, name: string): Element[] {
  const found: Element[] = [];
  const look = (children: readonly AnyNode[], depth: number): void => {
    if (depth > MAX_DEPTH) return;
    for (const child of children) {
      if (!isElement(child)) continue;
      if (child.name === name) found.push(child);
      look(child.children, depth + 1);
    }
  };
  look(childrenOf(node), 0);
  return found;
}

/** Whether an element contributes no text: it is hidden or one of `UNSEEN`. */
export function isUnseen(element: Element): boolean {
  return UNSEEN.has(element.name) || isHidden(element);
}

/** Whether attributes or inline style hide an element, or it is only a mark that links to its own heading. */
export function isHidden(element: Element): boolean {
  const { attribs } = element;
  return (
    'hidden' in attribs ||
    attribs['aria-hidden'] === 'true' ||
    (attribs.style !== undefined && isHidingStyle(attribs.style)) ||
    (attribs.class !== undefined && hasHidingClass(element)) ||
    isAnchorMark(element)
  );
}

/**
 * Matches the class names by which style libraries hide text from everybody except screen readers, and the class of
 * MediaWiki's links for editors.
 */
const HIDING_CLASS =
  /(?:^|\s)(?:u-)?(?:sr-only|visually-?hidden|screen-reader-(?:text|only)|assistive-text|mw-editsection)(?:\s|$)/i;

/** Whether the class of an element hides it. Always `false` for headings: a hidden heading still names its section. */
function hasHidingClass({ name, attribs }: Element): boolean {
  return !/^h[1-6]$/.test(name) && HIDING_CLASS.test(attribs.class ?? '');
}

/** Maximum length of a `style` attribute (UTF-16 units). The rest is ignored. */
export const MAX_STYLE_LENGTH = 2000;

/** Whether inline style hides an element or moves it outside the visible area, as "visually hidden" styles do. */
function isHidingStyle(style: string): boolean {
  const declared = new Map<string, string>();
  const written = style
    .slice(0, MAX_STYLE_LENGTH)
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
  const isFlat = ['height', 'max-height'].some((name) => /^0(?:px|r?em|%)?$/.test(value(name)));
  const hidesRest = /hidden|clip/.test(value('overflow'));
  return (isOut && isFar) || isClipped || ((isTiny || isFlat) && hidesRest);
}

/** Matches characters that show nothing: zero-width spaces and joiners, and soft hyphens. */
export const INVISIBLE = /[\u200b\u2060\ufeff\u00ad]/g;

const MARK_WORDS = new RegExp(
  [
    String.raw`^\W*(?:(?:(?:direct|copy|section|heading|anchor) )?link(?: to .{1,200})?`,
    String.raw`|permalink(?: to .{1,200})?|permanent link|anchor|edit(?: section)?|(?:back )?to (?:the )?top)\W*$`,
  ].join(''),
  'i',
);

/** Whether an element is only a mark that links to its own heading, or back from a note: "#", "↩" or "permalink". */
function isAnchorMark(element: Element): boolean {
  if (element.name !== 'a' || !element.attribs.href?.includes('#')) return false;
  if (element.children.length > 3) return false;
  const text = element.children
    .map((child) => ('data' in child ? child.data : 'children' in child ? textIn(child) : ''))
    .join('')
    .trim();
  if (text === '') return false;
  if (text.replace(INVISIBLE, '') === '') return true;
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

/**
 * Returns the length of the text of an element and its child elements in UTF-16 units, at most 1,000. Reads only a part
 * of large elements.
 */
function textOfLength(node: AnyNode): number {
  let length = 0;
  for (const child of childrenOf(node).slice(0, 50))
    length += 'data' in child ? child.data.trim().length : textIn(child).trim().length;
  return Math.min(length, 1000);
}
