import type { SavedAnalysis } from '../db/records.ts';
import type { Card } from '../index/card.ts';
import { outletOf } from '../index/card-filters.ts';
import type { DocumentFacts } from './query/filters.ts';

/** Returns the facts of a card whose analysis is not saved, for the filters of a query. */
export function factsOfCard(card: Card, lens: DocumentFacts['lens']): DocumentFacts {
  const topics = card.topics.map(({ name }) => name);
  const own = { labels: [], hasNote: false, hasHighlight: false };
  return { lens, topics, outlet: outletOf(card), published: card.published, ...own };
}

/** Returns the facts of a saved analysis, for the filters of a query. */
export function factsOfSaved({
  card,
  lens,
  state,
  labels = [],
  note = '',
  highlights = [],
}: SavedAnalysis): DocumentFacts {
  const own = { state, labels, hasNote: note !== '', hasHighlight: highlights.length > 0 };
  return { ...factsOfCard(card, lens), ...own };
}
