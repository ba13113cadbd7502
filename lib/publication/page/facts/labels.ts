import type { AnyNode, Element } from 'domhandler';
import { asText } from '../../../input/json-values.ts';
import { machineDate, writtenDate, writtenMinutes } from '../../../input/written-dates.ts';
import { elementsNamed, isElement, isUnseen, textOf } from '../html/html.ts';
import { headingLevel, type Outline, type Place } from '../html/outline.ts';
import type { Content } from '../html/page-content.ts';
import { cellFor } from '../html/table-cells.ts';

/** The labels that a page shows beside its facts, as in "Lens: Global Power Plays". */
export type Label =
  | 'lens'
  | 'about the lens'
  | 'type'
  | 'published'
  | 'updated'
  | 'read time'
  | 'source'
  | 'topics';

/** A fact beside its label. */
export interface Fact {
  readonly label: Label;
  /** The label as it is written. */
  readonly word: string;
  /** What stands there in words. */
  readonly text: string;
  /** The fact as metadata would have it: an RFC 3339 date, a number of minutes; else the words. */
  readonly value: string | number;
  /** Of a lens: what the page says of it behind its name. */
  readonly note?: string | undefined;
  /** What the value stands in. */
  readonly nodes: readonly AnyNode[];
  /** The element that is the label, or that has the line in it. */
  readonly at: Element;
  /** Whether label and fact are one line of plain text, which prose may have too. */
  readonly inLine: boolean;
}

const WORDS =
  'lens|about (?:this|the) lens|lens description|type|published(?: on)?|date published|(?:last )?updated(?: on)?|read(?:ing)? time|source|topics|reader paths|topic map|tags|tagged(?: with)?|filed under|keywords';
const ALONE = new RegExp(`^(${WORDS})\\s*:?$`, 'i');
const IN_LINE = new RegExp(`^\\s*(${WORDS})\\s*:\\s*`, 'i');
/** What some pages set between facts in one line. */
const BETWEEN = new RegExp(`\\s*[|·•/,;—–]\\s*(?=(?:${WORDS})\\s*:)`, 'i');

/** Most labels of a page that are looked at. */
const MOST_FACTS = 300;
const LONGEST_VALUE = 300;
/** Topics and what explains a lens may be longer. */
const LONGEST_LIST = 3000;
/** Siblings of a label that are looked at. */
const MOST_BESIDE = 60;
/** Elements that quote or depict: "Source: …" below a chart names the chart's. */
const DEPICTING = new Set(['figcaption', 'blockquote', 'cite', 'pre', 'caption']);

/**
 * Facts that stand beside a label: in a definition list, a table by row or by column, neighbouring elements, after a
 * bold word, or in a line of text. Where labels come more than once, the fullest group of them is the page's; what
 * groups contradict each other about is left out.
 *
 * @param inMenus whether to look into `nav` elements too: menus name sections as labels do
 */
export function readLabels(content: Content, inMenus = false): ReadonlyMap<Label, Fact> {
  return pageFacts(groupsOf(content, inMenus));
}

function groupsOf({ outline, root, headline, isForeign }: Content, inMenus: boolean): Map<Label, Fact>[] {
  const groups: Map<Label, Fact>[] = [];
  let group = new Map<Label, Fact>();
  let facts = 0;
  let covered = -1;
  const skip = (place: Place): boolean =>
    isForeign(place) || DEPICTING.has(place.element.name) || (!inMenus && place.element.name === 'nav');
  const add = (fact: Fact): void => {
    if (group.has(fact.label)) {
      groups.push(group);
      group = new Map();
    }
    group.set(fact.label, fact);
    facts++;
  };
  const read = (place: Place): void => {
    const { element } = place;
    const alone = ALONE.exec(place.length <= 24 ? outline.text(element) : '')?.[1];
    // A heading over topics is no label: what follows it is read as a list.
    const isHead = headingLevel(element) !== undefined && labelOf(alone ?? '') === 'topics';
    if (alone && place !== headline && !isHead) {
      const fact = factOf(alone, valueFor(labelOf(alone), element, outline), element);
      if (fact) {
        add(fact);
        covered = place.end;
      }
      return;
    }
    if (headingLevel(element) !== undefined) {
      if (group.size > 0) groups.push(group);
      group = new Map();
      return;
    }
    for (const fact of factsInLines(element, outline)) add(fact);
  };
  if (root) read(root);
  else for (const fact of factsInLines(undefined, outline)) add(fact);
  for (const place of outline.within(root, skip)) {
    if (facts >= MOST_FACTS) break;
    if (place.start >= covered) read(place);
  }
  return [...groups, group].filter(
    (one) =>
      one.size > 1 ||
      [...one.values()].some(({ label, inLine }) => !inLine || !/^(?:type|source)$/.test(label)),
  );
}

function pageFacts(groups: readonly Map<Label, Fact>[]): Map<Label, Fact> {
  const fullest = Math.max(0, ...groups.map(({ size }) => size));
  const best = groups.filter(({ size }) => size === fullest);
  const facts = agreed(best);
  const known = new Map(best.flatMap((group) => [...group]));
  // A lens named above the headline belongs to the box of facts below; a group that contradicts that box is another
  // page's.
  const others = groups.filter((group) => group.size < fullest && !contradicts(group, known));
  for (const [label, fact] of agreed(others)) if (!known.has(label)) facts.set(label, fact);
  return facts;
}

function contradicts(group: ReadonlyMap<Label, Fact>, known: ReadonlyMap<Label, Fact>): boolean {
  return [...group].some(([label, fact]) => known.has(label) && known.get(label)?.value !== fact.value);
}

function agreed(groups: readonly Map<Label, Fact>[]): Map<Label, Fact> {
  const facts = new Map<Label, Fact>();
  const disputed = new Set<Label>();
  for (const group of groups)
    for (const [label, fact] of group) {
      const other = facts.get(label);
      if (other && other.value !== fact.value) disputed.add(label);
      facts.set(label, other ?? fact);
    }
  for (const label of disputed) facts.delete(label);
  return facts;
}

function factOf(word: string, nodes: readonly AnyNode[], at: Element, rest?: string): Fact | undefined {
  const label = labelOf(word);
  const longest = /^(?:topics|about the lens|lens)$/.test(label) ? LONGEST_LIST : LONGEST_VALUE;
  const text = asText(((rest ?? '') + nodes.map(textWithin).join('')).replace(/^[\s:]+/, ''), longest + 1);
  if (!text || text.length > longest) return undefined;
  const inLine = rest !== undefined;
  if (label === 'lens') {
    const { name, note } = nameAndNote(text, nodes);
    const value = factValue(label, name, nodes);
    return value === undefined ? undefined : { label, word, text, value, note, nodes, at, inLine };
  }
  const value = factValue(label, text, nodes);
  return value === undefined ? undefined : { label, word, text, value, nodes, at, inLine };
}

/** A lens and what is said of it: behind its link, in an element of its own, behind a dash, or in brackets. */
function nameAndNote(text: string, nodes: readonly AnyNode[]): { name: string; note?: string | undefined } {
  const elements = nodes.filter(isElement);
  const links = elements.flatMap((node) => (node.name === 'a' ? [node] : [...elementsNamed(node, 'a')]));
  const first = elements.length > 1 ? elements[0] : elements[0]?.children.find(isElement);
  const named = links.length === 1 ? links[0] : first;
  const name = named && !isUnseen(named) ? textOf(named) : '';
  if (name !== '' && name !== text && text.startsWith(name))
    return { name, note: noteOf(text.slice(name.length)) };
  const parts = /^(.{2,80}?)(?:\s+[—–-]\s+|:\s+|\s+(?=\())(.+)$/.exec(text);
  const note = parts && noteOf(parts[2] ?? '');
  return note ? { name: parts[1] ?? '', note } : { name: text };
}

/** The rest of a line as a sentence or two; less than three words explain nothing. */
function noteOf(rest: string): string | undefined {
  const plain = rest.replace(/^[\s—–:|·•,-]+/, '').trim();
  const inBrackets = /^\((.+)\)\.?$/.exec(plain)?.[1];
  const note = (inBrackets ?? plain).trim();
  return note.split(' ').length < 3 ? undefined : note;
}

function labelOf(word: string): Label {
  const plain = word.toLowerCase();
  if (plain.includes('published')) return 'published';
  if (plain.includes('updated')) return 'updated';
  if (plain.includes('lens') && plain !== 'lens') return 'about the lens';
  if (plain.startsWith('read')) return plain.endsWith('time') ? 'read time' : 'topics';
  return /^(?:topic|tag|filed|keyword|$)/.test(plain) ? 'topics' : (plain as Label);
}

/** A sentence is no name: it explains something, where a name would stand. */
function isSentence(text: string): boolean {
  return /[.!?…]["”’)]?$/.test(text) && text.split(' ').length > 3;
}

function factValue(label: Label, text: string, nodes: readonly AnyNode[]): string | number | undefined {
  switch (label) {
    case 'published':
    case 'updated':
      return machineDate(timesIn(nodes)[0]?.attribs.datetime) ?? writtenDate(text);
    case 'read time':
      return writtenMinutes(text);
    case 'topics':
      return text;
    case 'about the lens':
      return text.split(' ').length < 3 ? undefined : text;
    case 'lens':
    case 'type':
      return text.length > 80 || isSentence(text) || /[:|]/.test(text) ? undefined : text;
    case 'source':
      return text.length > 160 ||
        isSentence(text) ||
        /\bread the original\b/i.test(text) ||
        /^https?:/i.test(text)
        ? undefined
        : text;
  }
}

function timesIn(nodes: readonly AnyNode[]): Element[] {
  const times = nodes.flatMap((node) =>
    isElement(node) && node.name === 'time' ? [node] : [...elementsNamed(node, 'time')],
  );
  return times.length === 1 ? times : [];
}

function textWithin(node: AnyNode): string {
  if (node.type === 'text') return node.data;
  return isElement(node) && !isUnseen(node) ? ` ${textOf(node)} `.replace(/^ (?=[,.;])/, '') : '';
}

/** What stands beside a label: of topics all of them, of a lens its name with what is said of it. */
function valueFor(label: Label, element: Element, outline: Outline): AnyNode[] {
  const isCell = element.name === 'th' || element.name === 'td';
  if (isCell) return cellFor(element, (cell) => ALONE.test(outline.text(cell)), label === 'topics');
  const value = valueAfter(element, outline);
  if (label !== 'topics' && label !== 'lens') return value;
  const last = value.at(-1);
  if (!last || !isElement(last)) return value;
  return [...value, ...(label === 'topics' ? moreLinks(last, outline) : noteBeside(element, last, outline))];
}

/**
 * The siblings behind a list's first element as long as they hold nothing but links, or short words in elements of
 * the same name.
 */
function moreLinks(first: Element, outline: Outline): Element[] {
  const more: Element[] = [];
  if (!isLinks(first, outline) && !/^(?:dd|span|li|i|em|b)$/.test(first.name)) return more;
  let seen = 0;
  for (let next = first.next; next && seen++ < MOST_BESIDE; next = next.next) {
    if (next.type === 'text') {
      if (!/^[\s,;·|•/—–-]*(?:and|&)?\s*$/.test(next.data)) break;
      continue;
    }
    const place = outline.placeOf(next);
    if (!place || place.length === 0) continue;
    const { element } = place;
    if (ALONE.test(outline.text(element)) || element.name === 'dt') break;
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

/** What stands between a lens and the next label, or as a further definition of the same term: it explains the lens. */
function noteBeside(label: Element, name: Element, outline: Outline): AnyNode[] {
  const note: AnyNode[] = [];
  let seen = 0;
  for (let next = name.next; next && seen++ < MOST_BESIDE; next = next.next) {
    if (next.type === 'text') {
      if (IN_LINE.test(next.data)) return note;
      if (/[^\s—–:|·•-]/.test(next.data)) {
        // In one line with the name only what is set apart from it explains it.
        if (note.length > 0 || !/^\s*[—–:(-]/.test(next.data)) return [];
        return [next, ...restOf(next, outline)];
      }
      continue;
    }
    const place = outline.placeOf(next);
    if (!place || place.length === 0) continue;
    const text = outline.text(place.element);
    if (ALONE.test(text) || IN_LINE.test(text) || place.element.name === 'dt') return note;
    if (headingLevel(place.element) !== undefined || note.length > 0) return [];
    note.push(place.element);
  }
  return label.name === 'dt' ? note : [];
}

/** The rest of a line behind a text: words, emphasized or not. */
function restOf(text: AnyNode, outline: Outline): AnyNode[] {
  const rest: AnyNode[] = [];
  for (let next = text.nextSibling; next && rest.length < MOST_BESIDE; next = next.nextSibling) {
    if (isElement(next)) {
      if (!/^(?:a|abbr|b|bdi|cite|em|i|span|strong|q|sup|sub)$/.test(next.name)) break;
      if (ALONE.test(outline.text(next))) break;
    }
    rest.push(next);
  }
  return rest;
}

/** What stands beside a label that has an element of its own. */
export function valueAfter(label: Element, outline: Outline): AnyNode[] {
  if (label.name === 'th' || label.name === 'td')
    return cellFor(label, (cell) => ALONE.test(outline.text(cell)));
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
    if (ALONE.test(outline.text(place.element))) break;
    // A bare text runs on through the words that are emphasized in it; an element beside the label is the value by
    // itself.
    if (value.length === 0) return IN_LINE.test(outline.text(place.element)) ? [] : [place.element];
    if (!/^(?:a|abbr|b|bdi|cite|em|i|span|strong|time|sup|sub)$/.test(place.element.name)) break;
    value.push(place.element);
  }
  return value;
}

/**
 * Facts in lines of plain text ("Lens: Global Power Plays"), of which one alone proves nothing: prose has such lines
 * too.
 */
function factsInLines(element: Element | undefined, outline: Outline): Fact[] {
  const facts: Fact[] = [];
  const children = element?.children ?? [];
  for (const [n, child] of children.entries()) {
    if (facts.length >= 10) break;
    if (!element || child.type !== 'text' || child.data.length > 2000) continue;
    const parts = child.data.split(BETWEEN);
    for (const [m, part] of parts.entries()) {
      const found = IN_LINE.exec(part);
      if (!found?.[1] || (m === 0 && !startsLine(children, n))) continue;
      const rest = part.slice(found[0].length);
      const nodes = m === parts.length - 1 ? restOfLine(children, n, outline) : [];
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
    return isElement(before) && (before.name === 'br' || isUnseen(before));
  }
  return true;
}

function restOfLine(children: readonly AnyNode[], at: number, outline: Outline): AnyNode[] {
  const rest: AnyNode[] = [];
  for (const node of children.slice(at + 1, at + 20)) {
    if (node.type === 'text') {
      if (IN_LINE.test(node.data)) break;
      rest.push(node);
      continue;
    }
    const place = outline.placeOf(node);
    if (!place) continue;
    if (place.element.name === 'br' || ALONE.test(outline.text(place.element))) break;
    rest.push(place.element);
  }
  return rest;
}
