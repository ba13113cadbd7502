import { foldWord } from '../words/fold.ts';
import { LAST_OF_RUN, PAIR, SEGMENT, VARIANT } from '../words/forms.ts';
import { type Token, tokensOf } from '../words/tokens.ts';
import { isFilter } from './filters.ts';
import type { Query, Term } from './query.ts';

/*
 * The search plan of a query: the words that are looked up in the search index, each as a whole word or as a prefix.
 */

/** A word to look up. It may have several forms; a document needs only one of them. */
export interface WordLookup {
  readonly forms: readonly string[];
  /** Whether a longer word that begins with a form also matches. */
  readonly isBeginning: boolean;
  /** For phrases: the distance of this word from the first word of the term. */
  readonly offset: number;
}

/** A term of a query. A document has the term if it contains all words of one alternative. */
export interface Wanted {
  readonly alternatives: readonly (readonly WordLookup[])[];
  /** Whether the words must directly follow each other. */
  readonly isPhrase: boolean;
  /** Whether the search may correct words that no document contains. */
  readonly isCorrectable: boolean;
  readonly isNegated: boolean;
}

/** Maximum number of words of a term that are looked up. `PhraseFinder` uses one bit for each word. */
const MAX_WORDS = 30;
/**
 * Maximum number of words of all terms that are looked up. A lookup may take some milliseconds, and a link may contain
 * a very long query.
 */
const MAX_LOOKUPS = 64;

/**
 * Returns the search plan of a query. Leaves out filters, and terms without a letter or digit. Also leaves out a term
 * with which the words would be more than `MAX_LOOKUPS`, and all terms after it.
 */
export function searchPlan({ terms, isOpen }: Query): Wanted[] {
  const wanted: Wanted[] = [];
  let lookups = 0;
  for (const [n, term] of terms.entries()) {
    if (isFilter(term) || !('text' in term)) continue;
    const isTyped = isOpen && n === terms.length - 1;
    const alternatives = term.type === 'phrase' ? phrase(term.text, isTyped) : words(term.text, term);
    lookups += alternatives.flat().length;
    if (alternatives.length === 0 || lookups > MAX_LOOKUPS) continue;
    const { isNegated } = term;
    const isCorrectable = term.type === 'word' && !isNegated;
    wanted.push({ alternatives, isPhrase: isOrdered(term, alternatives), isCorrectable, isNegated });
  }
  return wanted;
}

function isOrdered(term: Term, [lookups = []]: readonly (readonly WordLookup[])[]): boolean {
  return term.type === 'phrase' && lookups.length > 1;
}

/** @param isTyped whether the reader may still be typing the last word */
function phrase(text: string, isTyped: boolean): WordLookup[][] {
  const lookups = lookupsOf(tokensOf(text));
  const last = lookups.at(-1);
  if (!last) return [];
  return [[...lookups.slice(0, -1), isTyped ? { ...last, isBeginning: true } : last]];
}

function words(text: string, { isNegated }: Term): WordLookup[][] {
  const tokens = tokensOf(text);
  const lookups = lookupsOf(tokens);
  const last = lookups.at(-1);
  if (!last) return [];
  // A negated term excludes only the word itself: "-oil" must not exclude texts about oilseed.
  const found = [
    ...lookups.slice(0, -1),
    isNegated || isPair(tokens) ? last : { ...last, isBeginning: true },
  ];
  // The segmenter may divide the beginning of a word differently from the whole word. So also look up the text as the
  // beginning of one word.
  const run = isNegated ? undefined : runOfSegments(text, tokens);
  return run === undefined ? [found] : [found, [{ forms: [run], isBeginning: true, offset: 0 }]];
}

/** Whether the text ends with a pair of ideographs. No other word in the search index begins with this pair. */
function isPair(tokens: readonly Token[]): boolean {
  return tokens.at(-1)?.kind === LAST_OF_RUN && tokens.at(-2)?.kind === PAIR;
}

/** Returns the text as one word if the segmenter divided all of it; otherwise `undefined`. */
function runOfSegments(text: string, tokens: readonly Token[]): string | undefined {
  if (tokens.length < 2 || tokens.some(({ kind }) => kind !== SEGMENT)) return undefined;
  return foldWord(text.slice(tokens[0]?.start, tokens.at(-1)?.end));
}

/**
 * Returns the lookups of tokens. Leaves out the last ideograph of a run if the pair before it contains that ideograph.
 */
function lookupsOf(tokens: readonly Token[]): WordLookup[] {
  const lookups: (WordLookup & { forms: string[] })[] = [];
  const first = tokens[0]?.position ?? 0;
  for (const [n, { word, position, kind }] of tokens.entries()) {
    if (kind === LAST_OF_RUN && tokens[n - 1]?.kind === PAIR && tokens[n - 1]?.position === position - 1)
      continue;
    const last = lookups.at(-1);
    if (kind === VARIANT && last) last.forms.push(word);
    else if (lookups.length < MAX_WORDS)
      // A single ideograph matches the pairs that begin with it.
      lookups.push({ forms: [word], isBeginning: kind === LAST_OF_RUN, offset: position - first });
  }
  return lookups;
}
