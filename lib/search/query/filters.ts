import { foldName } from '../../index/card-filters.ts';
import { foldWord } from '../words/fold.ts';
import { tokensOf } from '../words/tokens.ts';
import type { Query, Term } from './query.ts';

/** The properties of an analysis that the filters of a query test. */
export interface DocumentFacts {
  /** Absent if the analysis has no lens. */
  readonly lens?: { readonly id: string; readonly name: string } | undefined;
  readonly topics: readonly string[];
  readonly outlet: string;
  /** Date or date-time as the publication writes it. */
  readonly published: string;
  /** Absent if the reader has not saved the analysis. */
  readonly state?: 'unread' | 'reading' | 'read' | 'archived' | undefined;
  readonly labels: readonly string[];
  readonly hasNote: boolean;
  readonly hasHighlight: boolean;
}

/** If the value of `outlet:` begins with this sign, the rest of the value is the whole name of the outlet. */
export const EXACTLY = '=';

/** Whether a term is a filter. The search looks for all other terms in texts. */
export function isFilter({ type }: Term): boolean {
  return type !== 'word' && type !== 'phrase';
}

/** Whether a query has a filter that only saved analyses can pass. */
export function asksForSaved({ terms }: Query): boolean {
  return terms.some(
    ({ type, isNegated }) => !isNegated && (type === 'is' || type === 'has' || type === 'label'),
  );
}

/**
 * Returns a function that says whether an analysis passes all filters of a query. An analysis has one lens, one outlet
 * and one state, so it passes if it matches one of several filters of the same kind. It can have many topics and
 * labels, so it must match all filters of these kinds.
 */
export function filterOf({ terms }: Query): (facts: DocumentFacts) => boolean {
  const alternatives = new Map<string, ((facts: DocumentFacts) => boolean)[]>();
  const all: ((facts: DocumentFacts) => boolean)[] = [];
  for (const term of terms) {
    if (!isFilter(term)) continue;
    const holds = conditionOf(term);
    if (term.isNegated) all.push((facts) => !holds(facts));
    else if (hasOneValue(term)) alternatives.set(term.type, [...(alternatives.get(term.type) ?? []), holds]);
    else all.push(holds);
  }
  for (const choices of alternatives.values()) all.push((facts) => choices.some((holds) => holds(facts)));
  return (facts) => all.every((holds) => holds(facts));
}

function hasOneValue(term: Term): boolean {
  return term.type === 'lens' || term.type === 'outlet' || (term.type === 'is' && term.value !== 'saved');
}

function conditionOf(term: Term): (facts: DocumentFacts) => boolean {
  switch (term.type) {
    case 'lens': {
      const name = foldName(term.value);
      return ({ lens }) => lens !== undefined && (lens.id === term.value || foldName(lens.name) === name);
    }
    case 'topic': {
      const name = foldName(term.value);
      return ({ topics }) => topics.some((topic) => foldName(topic) === name);
    }
    case 'label': {
      const name = foldName(term.value);
      return ({ labels }) => labels.some((label) => foldName(label) === name);
    }
    case 'outlet': {
      const isExact = term.value.startsWith(EXACTLY);
      const words = wordsOf(isExact ? term.value.slice(EXACTLY.length) : term.value);
      if (isExact) return ({ outlet }) => wordsOf(outlet) === words;
      return ({ outlet }) => ` ${wordsOf(outlet)} `.startsWith(` ${words} `);
    }
    case 'no':
      return ({ labels }) => labels.length === 0;
    case 'is':
      return term.value === 'saved'
        ? ({ state }) => state !== undefined
        : ({ state }) => state === term.value;
    case 'has':
      return term.value === 'note' ? ({ hasNote }) => hasNote : ({ hasHighlight }) => hasHighlight;
    case 'before':
      return ({ published }) => published.slice(0, term.value.length) < term.value;
    case 'after':
      return ({ published }) => published.slice(0, term.value.length) >= term.value;
    case 'word':
    case 'phrase':
      return () => true;
  }
}

/**
 * Returns the folded words of an outlet's name. The filter "Reuters" also matches the outlet "Reuters – World", because
 * that name begins with all words of the filter.
 */
function wordsOf(name: string): string {
  const words = tokensOf(name).map(({ word }) => word);
  return words.length > 0 ? words.join(' ') : foldWord(name);
}
