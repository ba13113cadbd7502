import type { AnalysisText } from '../analysis/analysis.ts';
import { plainText } from '../analysis/content-blocks.ts';
import { type Card, timeOfDate } from '../index/card.ts';
import { outletOf } from '../index/card-filters.ts';
import type { SearchDocument } from './segments/fields.ts';

/** What the reader wrote or marked in a saved analysis. */
export interface SearchableOwnWords {
  readonly labels?: readonly string[] | undefined;
  readonly note?: string | undefined;
  /** The marked passages and the comments on them. */
  readonly highlights?: readonly string[] | undefined;
}

const DAY_MS = 86_400_000;

/** Returns the document of a card whose analysis is not saved. */
export function documentOfCard(card: Card): SearchDocument {
  return documentOf(card);
}

/**
 * Returns the document of a saved analysis.
 *
 * @param text absent until the device has the text
 */
export function documentOf(
  card: Card,
  text?: AnalysisText,
  { labels, note, highlights }: SearchableOwnWords = {},
): SearchDocument {
  const published = timeOfDate(card.published);
  return {
    id: card.id,
    day: Number.isFinite(published) ? Math.floor(published / DAY_MS) : 0,
    texts: {
      headline: [card.headline],
      ...(card.summary === undefined ? {} : { summary: [card.summary] }),
      ...(text ? { text: textsOf(text) } : {}),
      ...(note ? { note: [note] } : {}),
      ...(highlights && highlights.length > 0 ? { highlights } : {}),
      ...(labels && labels.length > 0 ? { labels } : {}),
      outlet: [outletOf(card)],
      topics: card.topics.map(({ name }) => name),
    },
  };
}

function textsOf({ sections, attribution }: AnalysisText): string[] {
  const texts = sections.flatMap(({ heading, blocks }) => [heading, plainText(blocks)]);
  return attribution.length > 0 ? [...texts, plainText(attribution)] : texts;
}
