import type { Highlight, SavedAnalysis } from '../../lib/db/records.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import { factsOfSaved } from '../../lib/search/facts.ts';
import { matcherOf } from '../../lib/search/match-texts.ts';
import { filterOf, isFilter } from '../../lib/search/query/filters.ts';
import type { Query } from '../../lib/search/query/query.ts';

/** A row in the list of all highlights and notes. */
export interface OwnWordsItem {
  readonly key: string;
  readonly analysis: SavedAnalysis;
  /** Absent for a note. */
  readonly highlight?: Highlight;
  /** The comment on the highlight, or the note. */
  readonly words: string;
  /**
   * When the reader marked the passage, or last changed the note (ms since the epoch). If it is not known when a note
   * was changed, this is the time at which the reader saved the analysis.
   */
  readonly at: number;
  /** The texts in which a query looks for words: passage, comment or note, headline and outlet, one per line. */
  readonly searched: string;
}

/** Returns all highlights and notes, the newest first. */
export function ownWordsItems(saved: readonly SavedAnalysis[]): OwnWordsItem[] {
  return saved.flatMap(itemsOf).sort((a, b) => b.at - a.at);
}

function itemsOf(analysis: SavedAnalysis): OwnWordsItem[] {
  const { id, note = '', savedAt, notedAt = savedAt, highlights = [], card } = analysis;
  const about = `${card.headline}\n${outletOf(card)}`;
  return [
    ...highlights.map((highlight) => ({
      key: highlight.id,
      analysis,
      highlight,
      words: highlight.comment,
      at: highlight.createdAt,
      searched: `${highlight.exact}\n${highlight.comment}\n${about}`,
    })),
    ...(note === ''
      ? []
      : [{ key: `note ${id}`, analysis, words: note, at: notedAt, searched: `${note}\n${about}` }]),
  ];
}

/**
 * Returns, in the given order, the items that contain the words of a query and whose analyses pass the filters of the
 * query.
 */
export function matchingItems(items: readonly OwnWordsItem[], query: Query): readonly OwnWordsItem[] {
  if (query.terms.length === 0) return items;
  const hasWords = matcherOf(query);
  if (!query.terms.some(isFilter)) return items.filter(({ searched }) => hasWords(searched));
  const passes = filterOf(query);
  const passing = new Map<SavedAnalysis, boolean>();
  for (const { analysis } of items)
    if (!passing.has(analysis)) passing.set(analysis, passes(factsOfSaved(analysis)));
  return items.filter(({ analysis, searched }) => passing.get(analysis) && hasWords(searched));
}
