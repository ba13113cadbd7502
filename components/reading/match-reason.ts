import { text } from '../../lib/browser/interface-texts.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import type { MatchReason } from '../../lib/index/match.ts';
import type { ShownMatch } from '../../lib/tab/tab-record.ts';

const REASONS = {
  address: 'becauseAddress',
  wrapped: 'becauseWrapped',
  canonical: 'becauseCanonical',
  'og:url': 'becauseOgUrl',
  'json-ld': 'becauseJsonLd',
  amphtml: 'becauseAmp',
  alias: 'becauseAlias',
  headline: 'becauseRelated',
  reader: 'becauseReader',
} as const satisfies Record<MatchReason, string>;

/** Returns the words that tell the reader why a page has this analysis, and how certain the match is. */
export function matchReasonText({ because, card }: Pick<ShownMatch, 'because' | 'card'>): string {
  if (because === 'is-the-analysis') return text('becauseAnalysis');
  const edited = because.headline === 'edited' ? [text('headlineEdited')] : [];
  switch (because.kind) {
    case 'syndicated':
      return [text('becauseSyndicated', outletOf(card)), ...edited].join(' ');
    case 'uncertain':
      return text('becauseUncertain');
    default:
      return [text(REASONS[because.by]), ...edited].join(' ');
  }
}
