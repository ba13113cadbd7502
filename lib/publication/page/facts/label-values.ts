import type { AnyNode, Element } from 'domhandler';
import { headingLevel, type Outline } from '../html/outline.ts';
import { elementsNamed, isElement, isUnseen } from '../html/parse-html.ts';
import { cellFor } from '../html/table-cells.ts';
import { isBlock } from '../html/text-of.ts';
import { type Fact, type FactLabel, factOf } from './fact.ts';

const WORDS = [
  'lens|about (?:this|the) lens|lens description|type|published(?: on)?|date published',
  '|(?:last )?updated(?: on)?|read(?:ing)? time|source|topics|reader paths|topic map|tags',
  '|tagged(?: with)?|filed under|keywords',
].join('');

/** Matches the text of an element that contains only a label. */
export const LABEL_ALONE = new RegExp(`^(${WORDS})\\s*:?$`, 'i');

/** Matches a label at the beginning of a line of text. */
const IN_LINE = new RegExp(`^\\s*(${WORDS})\\s*:\\s*`, 'i');

/** Matches a separator between two facts in one line. */
const BETWEEN = new RegExp(`\\s*[|·•/,;—–]\\s*(?=(?:${WORDS})\\s*:)`, 'i');

/** Maximum number of siblings to read for one value. */
const MAX_SIBLINGS = 60;

/**
 * Returns the nodes with the value of a label. For the label "Topics", returns the nodes of all topics. For the label
 * "Lens", returns the nodes of the lens's name and description.
 */
export function valueFor(label: FactLabel, element: Element, outline: Outline): AnyNode[] {
  const isCell = element.name === 'th' || element.name === 'td';
  if (isCell) return cellFor(element, (cell) => LABEL_ALONE.test(outline.text(cell)), label === 'topics');
  const value = valueAfter(element, outline);
  if (label !== 'topics' && label !== 'lens') return value;
  const last = value.at(-1);
  if (!last || !isElement(last)) return value;
  return [...value, ...(label === 'topics' ? moreLinks(last, outline) : noteBeside(element, last, outline))];
}

/**
 * Returns the elements of a list after its first element. If the first element is a link or consists mostly of links,
 * the other elements must be links or consist mostly of links. If not, an element with the same tag name as the first
 * also fits. The list ends before the first element that does not fit, and before the first text that is not a
 * separator.
 */
function moreLinks(first: Element, outline: Outline): Element[] {
  const more: Element[] = [];
  if (!isLinks(first, outline) && !/^(?:dd|span|li|i|em|b)$/.test(first.name)) return more;
  let seen = 0;
  for (let next = first.next; next && seen++ < MAX_SIBLINGS; next = next.next) {
    if (next.type === 'text') {
      if (!/^[\s,;·|•/—–-]*(?:and|&)?\s*$/.test(next.data)) break;
      continue;
    }
    const place = outline.placeOf(next);
    if (!place || place.length === 0) continue;
    const { element } = place;
    if (LABEL_ALONE.test(outline.text(element)) || element.name === 'dt') break;
    if (!isLinks(element, outline) && (isLinks(first, outline) || element.name !== first.name)) break;
    more.push(element);
  }
  return more;
}

function isLinks(element: Element, outline: Outline): boolean {
  if (element.name === 'a') return true;
  const links = [...elementsNamed(element, 'a')];
  const inLinks = links.reduce((sum, link) => sum + (outline.placeOf(link)?.length ?? 0), 0);
  return links.length > 0 && inLinks >= (outline.placeOf(element)?.length ?? 0) * 0.8;
}

/** Returns the description of a lens after its name: the rest of the line, or a second `dd` of the same `dt`. */
function noteBeside(label: Element, name: Element, outline: Outline): AnyNode[] {
  const note: AnyNode[] = [];
  let seen = 0;
  for (let next = name.next; next && seen++ < MAX_SIBLINGS; next = next.next) {
    if (next.type === 'text') {
      if (IN_LINE.test(next.data)) return note;
      if (!/[^\s—–:|·•-]/.test(next.data)) continue;
      // On the same line, a description must begin with a dash, a colon or a bracket.
      if (note.length > 0 || !/^\s*[—–:(-]/.test(next.data)) return [];
      return [next, ...restOf(next, outline)];
    }
    const place = outline.placeOf(next);
    if (!place || place.length === 0) continue;
    const text = outline.text(place.element);
    if (LABEL_ALONE.test(text) || IN_LINE.test(text) || place.element.name === 'dt') return note;
    if (headingLevel(place.element) !== undefined || note.length > 0) return [];
    note.push(place.element);
  }
  return label.name === 'dt' ? note : [];
}

/** Returns the inline nodes between a text and the next label. */
function restOf(text: AnyNode, outline: Outline): AnyNode[] {
  const rest: AnyNode[] = [];
  for (let next = text.nextSibling; next && rest.length < MAX_SIBLINGS; next = next.nextSibling) {
    if (isElement(next)) {
      if (!/^(?:a|abbr|b|bdi|cite|em|i|span|strong|q|sup|sub)$/.test(next.name)) break;
      if (LABEL_ALONE.test(outline.text(next))) break;
    }
    rest.push(next);
  }
  return rest;
}

/** Returns the value after an element that contains only a label: the next cell, element or line of text. */
export function valueAfter(label: Element, outline: Outline): AnyNode[] {
  if (label.name === 'th' || label.name === 'td')
    return cellFor(label, (cell) => LABEL_ALONE.test(outline.text(cell)));
  const value: AnyNode[] = [];
  for (let next = label.next; next; next = next.next) {
    if (value.length > 50) return [];
    if (next.type === 'text') {
      if (!/[^\s:|·•]/.test(next.data)) continue;
      if (IN_LINE.test(next.data)) break;
      value.push(next);
      continue;
    }
    const place = outline.placeOf(next);
    if (!place) continue;
    if (place.element.name === 'br') {
      if (value.length > 0) break;
      continue;
    }
    if (place.length === 0) continue;
    if (LABEL_ALONE.test(outline.text(place.element))) break;
    // An element right after the label is the whole value. A value of plain text continues through inline elements.
    if (value.length === 0) return IN_LINE.test(outline.text(place.element)) ? [] : [place.element];
    if (!/^(?:a|abbr|b|bdi|cite|em|i|span|strong|time|sup|sub)$/.test(place.element.name)) break;
    value.push(place.element);
  }
  return value;
}

/**
 * Returns the facts in lines of plain text, such as "Lens: Global Power Plays". A single fact of this kind may be part
 * of a sentence.
 *
 * @param element the parent of the lines; `undefined` for the lines at the top level
 */
export function factsInLines(element: Element | undefined, outline: Outline): Fact[] {
  const facts: Fact[] = [];
  const children = element ? element.children : outline.roots;
  for (const [n, child] of children.entries()) {
    if (facts.length >= 10) break;
    if (child.type !== 'text' || child.data.length > 2000) continue;
    const parts = child.data.split(BETWEEN);
    for (const [m, part] of parts.entries()) {
      const found = IN_LINE.exec(part);
      if (!found?.[1] || (m === 0 && !startsLine(children, n))) continue;
      const rest = part.slice(found[0].length);
      const nodes = m === parts.length - 1 ? restOfLine(children, n, rest, outline) : [];
      const fact = factOf(found[1], nodes, element, rest);
      if (fact) facts.push(fact);
    }
  }
  return facts;
}

function startsLine(children: readonly AnyNode[], at: number): boolean {
  for (let n = at - 1; n >= 0; n--) {
    const before = children[n];
    if (!before) return true;
    if (before.type === 'text' && before.data.trim() === '') continue;
    return isElement(before) && (before.name === 'br' || isBlock(before) || isUnseen(before));
  }
  return true;
}

/**
 * Returns the nodes after a text up to the end of its line. A block is part of the value only if the value begins with
 * the block.
 *
 * @param begun the part of the value that is in the same text node as the label; empty if the value starts after it
 */
function restOfLine(children: readonly AnyNode[], at: number, begun: string, outline: Outline): AnyNode[] {
  const rest: AnyNode[] = [];
  let hasBegun = begun.trim() !== '';
  for (const node of children.slice(at + 1, at + 20)) {
    if (node.type === 'text') {
      if (IN_LINE.test(node.data)) break;
      rest.push(node);
      hasBegun ||= node.data.trim() !== '';
      continue;
    }
    const place = outline.placeOf(node);
    if (!place) continue;
    if (hasBegun && isBlock(place.element)) break;
    if (place.element.name === 'br' || LABEL_ALONE.test(outline.text(place.element))) break;
    rest.push(place.element);
    hasBegun ||= place.length > 0;
  }
  return rest;
}
