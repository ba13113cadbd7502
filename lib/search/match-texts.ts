import { searchPlan, type WordLookup } from './query/plan.ts';
import type { Query } from './query/query.ts';
import { PhraseFinder, WordFinder } from './query/word-finder.ts';

/**
 * Returns a function that says whether a text contains all words and phrases of a query, and none of the words and
 * phrases that the query excludes. It finds what the search index finds, except that it does not correct words. Use it
 * for single texts, such as a highlight: the search index finds only whole analyses. It ignores the filters of the
 * query; `filterOf` tests them.
 */
export function matcherOf(query: Query): (text: string) => boolean {
  const conditions = searchPlan(query).map(({ alternatives, isPhrase, isNegated }) => {
    const choices = alternatives.map((lookups) => (isPhrase ? hasPhrase(lookups) : hasAllWords(lookups)));
    return (text: string): boolean => choices.some((isIn) => isIn(text)) !== isNegated;
  });
  return (text) => conditions.every((holds) => holds(text));
}

function hasPhrase(lookups: readonly WordLookup[]): (text: string) => boolean {
  const finder = new PhraseFinder(lookups);
  return (text) => finder.isIn(text);
}

function hasAllWords(lookups: readonly WordLookup[]): (text: string) => boolean {
  const finders = lookups.map((lookup) => new WordFinder([lookup]));
  return (text) => finders.every((finder) => finder.isIn(text));
}
