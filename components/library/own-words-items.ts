import type { Highlight, SavedAnalysis } from '../../lib/db/records.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import { wordsOf } from './query-words.ts';

/** A row in the list of all highlights and notes. */
export interface OwnWordsItem {
  readonly key: string;
  readonly analysis: SavedAnalysis;
  /** Absent for a note. */
  readonly highlight?: Highlight;
  /** The comment on the highlight, or the note. */
  readonly words: string;
  /** When the reader marked the passage, or saved the analysis with the note (ms since the epoch). */
  readonly at: number;
}

/** Returns all highlights and notes that contain the words of a query, the newest first. */
export function ownWordsItems(saved: readonly SavedAnalysis[], q: string): OwnWordsItem[] {
  const wanted = wordsOf(q);
  return saved
    .flatMap(itemsOf)
    .filter((item) => {
      const text = wordsOf(searched(item)).join(' ');
      return wanted.every((word) => text.includes(word));
    })
    .toSorted((a, b) => b.at - a.at);
}

function itemsOf(analysis: SavedAnalysis): OwnWordsItem[] {
  const { id, note = '', savedAt, highlights = [] } = analysis;
  return [
    ...highlights.map((highlight) => ({
      key: highlight.id,
      analysis,
      highlight,
      words: highlight.comment,
      at: highlight.createdAt,
    })),
    ...(note === '' ? [] : [{ key: `note ${id}`, analysis, words: note, at: savedAt }]),
  ];
}

function searched({ analysis: { card }, highlight, words }: OwnWordsItem): string {
  return [highlight?.exact ?? '', words, card.headline, outletOf(card)].join(' ');
}
