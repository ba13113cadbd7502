import { text } from '../../lib/browser/interface-texts.ts';
import type { MatchReason } from '../../lib/index/match.ts';
import { outletOf } from '../../lib/index/tags.ts';
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
} as const satisfies Record<MatchReason, string>;

/** Why an analysis is shown for a page, and how surely, in words. */
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

/** An analysis that a page led to. */
export type PageMatch = ShownMatch & { readonly because: Exclude<ShownMatch['because'], 'is-the-analysis'> };

/**
 * Whether an analysis is shown as being of the page, so that the reader may find it wrong: neither related nor the
 * page itself.
 */
export function claimsToBeOfPage(match: ShownMatch): match is PageMatch {
  return match.because !== 'is-the-analysis' && match.because.kind !== 'related';
}
