import type { AnyNode, Element } from 'domhandler';
import { asText } from '../../../input/json-values.ts';
import { machineDate, writtenDate, writtenMinutes } from '../../../input/written-dates.ts';
import { elementsNamed, isElement, isUnseen } from '../html/parse-html.ts';
import { textOf } from '../html/text-of.ts';

/** Labels of facts on a page, for example "lens" for "Lens: Global Power Plays". */
export type FactLabel =
  | 'lens'
  | 'about the lens'
  | 'type'
  | 'published'
  | 'updated'
  | 'read time'
  | 'source'
  | 'topics';

/** A fact and its label on a page. */
export interface Fact {
  readonly label: FactLabel;
  /** The label as written. */
  readonly word: string;
  /** The words beside the label. */
  readonly text: string;
  /** The parsed fact: a date (RFC 3339 or `YYYY-MM-DD`), a number of minutes, or for other labels a text. */
  readonly value: string | number;
  /** The description of a lens, if it follows the lens's name. */
  readonly note?: string | undefined;
  /** The nodes that contain the value. */
  readonly nodes: readonly AnyNode[];
  /**
   * The element of the label. If label and fact are on one line of plain text, the element that contains the line;
   * `undefined` if the line is at the top level, as in a feed item.
   */
  readonly at: Element | undefined;
  /** Whether label and fact are on one line of plain text. Such a line may be part of a sentence instead of a fact. */
  readonly inLine: boolean;
}

/** Maximum length of a fact (UTF-16 units). */
const MAX_VALUE_LENGTH = 300;

/** Maximum length of a list of topics, or of a lens with its description (UTF-16 units). */
const MAX_LIST_LENGTH = 3000;

/**
 * Makes a fact from a label and its value.
 *
 * @param word the label as written
 * @param nodes nodes that contain the value; if `rest` is given, the part of the value after `rest`
 * @param at the element of the label, or the element that contains the line; `undefined` at the top level
 * @param rest the text after the label, if label and value are on one line of plain text
 * @returns `undefined` if the value does not suit the label or is too long
 */
export function factOf(
  word: string,
  nodes: readonly AnyNode[],
  at: Element | undefined,
  rest?: string,
): Fact | undefined {
  const label = labelOf(word);
  const maxLength = /^(?:topics|about the lens|lens)$/.test(label) ? MAX_LIST_LENGTH : MAX_VALUE_LENGTH;
  const text = asText(((rest ?? '') + nodes.map(textWithin).join('')).replace(/^[\s:]+/, ''), maxLength + 1);
  if (!text || text.length > maxLength) return undefined;
  const inLine = rest !== undefined;
  if (label === 'lens') {
    const { name, note } = nameAndNote(text, nodes);
    const value = factValue(label, name, nodes);
    return value === undefined ? undefined : { label, word, text, value, note, nodes, at, inLine };
  }
  const value = factValue(label, text, nodes);
  return value === undefined ? undefined : { label, word, text, value, nodes, at, inLine };
}

/**
 * Splits a text into the name of a lens and its description. The description follows a link or another element with
 * the name, follows a dash or a colon, or is in brackets.
 */
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

/** Returns the rest of a line as a description; `undefined` if the rest has fewer than three words. */
function noteOf(rest: string): string | undefined {
  const plain = rest.replace(/^[\s—–:|·•,-]+/, '').trim();
  const inBrackets = /^\((.+)\)\.?$/.exec(plain)?.[1];
  const note = (inBrackets ?? plain).trim();
  return note.split(' ').length < 3 ? undefined : note;
}

/** Returns the label that a word on a page stands for: "Last updated on" is `updated`. */
export function labelOf(word: string): FactLabel {
  const plain = word.toLowerCase();
  if (plain.includes('published')) return 'published';
  if (plain.includes('updated')) return 'updated';
  if (plain.includes('lens') && plain !== 'lens') return 'about the lens';
  if (plain.startsWith('read')) return plain.endsWith('time') ? 'read time' : 'topics';
  return /^(?:topic|tag|filed|keyword|$)/.test(plain) ? 'topics' : (plain as FactLabel);
}

/** Whether a text is a sentence and therefore not a name. */
function isSentence(text: string): boolean {
  return /[.!?…]["”’)]?$/.test(text) && text.split(' ').length > 3;
}

function factValue(label: FactLabel, text: string, nodes: readonly AnyNode[]): string | number | undefined {
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
