/*
 * The grammar of the search box, the filters and the library's address. A query is a list of terms, with white space
 * between them:
 *
 *   water "clean rivers" lens:global-power-plays label:"my project" no:label is:unread has:note before:2026-07 -oil
 *
 * Within quotation marks, `\"` and `\\` stand for a quotation mark and a backslash. A word with a colon is searched for
 * as text unless it is a filter. So every input is a valid query.
 */

/** Filters whose value is any name. */
const NAMED = ['lens', 'topic', 'outlet', 'label'] as const;
/** Values of `is:`: the reading states, and `saved` for any analysis that the reader saved. */
export const STATES = ['unread', 'reading', 'read', 'archived', 'saved'] as const;
/** Values of `has:`. */
export const PARTS = ['note', 'highlight'] as const;
/** Filters by the day of publication. */
const DAYS = ['before', 'after'] as const;

/** The names of all filters. */
export const FILTERS = [...NAMED, 'no', 'is', 'has', ...DAYS] as const;

export type NamedFilter = (typeof NAMED)[number];
export type StateValue = (typeof STATES)[number];
export type PartValue = (typeof PARTS)[number];

/** The condition that a term sets. */
export type Condition =
  /** A word, or several joined words ("covid-19"). It never contains white space, and is never a filter. */
  | { readonly type: 'word'; readonly text: string }
  /** Words that directly follow each other. */
  | { readonly type: 'phrase'; readonly text: string }
  /** For `lens`, `value` is the id or the name of a lens. For the other filters, it is a name. */
  | { readonly type: NamedFilter; readonly value: string }
  | { readonly type: 'no'; readonly value: 'label' }
  | { readonly type: 'is'; readonly value: StateValue }
  | { readonly type: 'has'; readonly value: PartValue }
  /** `value` is a year, month or day: "2026", "2026-07", "2026-07-02". */
  | { readonly type: (typeof DAYS)[number]; readonly value: string };

export type Term = Condition & {
  /** Whether the term excludes the documents that meet the condition. */
  readonly isNegated: boolean;
};

export interface Query {
  readonly terms: readonly Term[];
  /** Whether the text ends inside quotation marks. The reader may then still be typing the last term. */
  readonly isOpen: boolean;
}

/** Maximum number of terms of a query. Further terms are ignored. */
export const MAX_TERMS = 32;

const NO_TERMS: Query = { terms: [], isOpen: false };

/** Parses a query. Every text is a valid query. */
export function parseQuery(text: string): Query {
  const terms: Term[] = [];
  let rest = text.toWellFormed();
  let isOpen = false;
  while (terms.length < MAX_TERMS) {
    rest = rest.trimStart();
    if (rest === '') break;
    const isNegated = rest.startsWith('-') && /^-[^\s-]/.test(rest);
    const { condition, length, isOpen: endsOpen } = conditionAt(isNegated ? rest.slice(1) : rest);
    rest = rest.slice(length + (isNegated ? 1 : 0));
    if (condition) terms.push({ ...condition, isNegated });
    isOpen = endsOpen && condition !== undefined;
  }
  return terms.length === 0 ? NO_TERMS : { terms, isOpen };
}

/** The condition at the start of a text, and its length (UTF-16 code units). */
interface Read {
  /** Absent if the term sets no condition, for example empty quotation marks. */
  readonly condition: Condition | undefined;
  readonly length: number;
  readonly isOpen: boolean;
}

const FILTER = new RegExp(`^(${FILTERS.join('|')}):`, 'i');

function conditionAt(text: string): Read {
  const [head = '', name = ''] = FILTER.exec(text) ?? [];
  if (head !== '') {
    const { value, length, isOpen } = valueAt(text.slice(head.length));
    const condition = filterOf(name.toLowerCase(), value);
    if (condition) return { condition, length: head.length + length, isOpen };
    // The reader is still typing a quoted value.
    if (value === '' && isOpen) return { condition: undefined, length: text.length, isOpen };
  }
  if (text.startsWith('"')) {
    const { value, length, isOpen } = valueAt(text);
    return { condition: value === '' ? undefined : { type: 'phrase', text: value }, length, isOpen };
  }
  const word = bareWord(text);
  return { condition: { type: 'word', text: word }, length: word.length, isOpen: false };
}

function bareWord(text: string): string {
  return /^\S+/.exec(text)?.[0] ?? '';
}

/** Returns the value at the start of a text: the text in quotation marks, or the text up to the next white space. */
function valueAt(text: string): { value: string; length: number; isOpen: boolean } {
  if (!text.startsWith('"')) {
    const value = bareWord(text);
    return { value, length: value.length, isOpen: false };
  }
  let value = '';
  for (let at = 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') return { value, length: at + 1, isOpen: false };
    const next = text.charAt(at + 1);
    if (character === '\\' && (next === '"' || next === '\\')) {
      value += next;
      at++;
    } else value += character;
  }
  return { value, length: text.length, isOpen: true };
}

const DAY = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;

function filterOf(type: string, value: string): Condition | undefined {
  if (value === '') return undefined;
  const lower = value.toLowerCase();
  switch (type) {
    case 'lens':
    case 'topic':
    case 'outlet':
    case 'label':
      return { type, value };
    case 'no':
      return lower === 'label' ? { type, value: lower } : undefined;
    case 'is': {
      const state = STATES.find((known) => known === lower);
      return state && { type, value: state };
    }
    case 'has': {
      const part = PARTS.find((known) => known === lower);
      return part && { type, value: part };
    }
    case 'before':
    case 'after':
      return DAY.test(value) ? { type, value } : undefined;
    default:
      return undefined;
  }
}

/** Returns the shortest text of a query. `parseQuery` returns the same query for it. */
export function printQuery({ terms, isOpen }: Query): string {
  const last = terms.length - 1;
  return terms.map((term, n) => printTerm(term, isOpen && n === last)).join(' ');
}

/** @param isOpen whether to omit the closing quotation mark */
function printTerm(term: Term, isOpen: boolean): string {
  const sign = term.isNegated ? '-' : '';
  if (term.type === 'word') return sign + term.text;
  if (term.type === 'phrase') return sign + quoted(term.text, isOpen);
  const { type, value } = term;
  return `${sign}${type}:${!isOpen && isBare(value) ? value : quoted(value, isOpen)}`;
}

/** Whether a value needs no quotation marks. */
function isBare(value: string): boolean {
  return !/^"|\s/.test(value);
}

function quoted(value: string, isOpen: boolean): string {
  return `"${value.replace(/["\\]/g, '\\$&')}${isOpen ? '' : '"'}`;
}
