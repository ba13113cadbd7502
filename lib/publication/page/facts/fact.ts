import type { AnyNode, Element } from 'domhandler';
import { asText } from '../../../input/json-values.ts';
import { machineDate, writtenDate, writtenMinutes } from '../../../input/written-dates.ts';
import { elementsNamed, isElement, isUnseen } from '../html/html.ts';
import { textOf } from '../html/text-of.ts';

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

const LONGEST_VALUE = 300;

/** Topics and what explains a lens may be longer. */
const LONGEST_LIST = 3000;

export function factOf(
  word: string,
  nodes: readonly AnyNode[],
  at: Element,
  rest?: string,
): Fact | undefined {
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

export function labelOf(word: string): Label {
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
