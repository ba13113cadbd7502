import type { ShownMatch } from '../../lib/tab/tab-record.ts';

/** A match between an analysis and a page that is not the page of the analysis itself. */
export type PageMatch = ShownMatch & { readonly because: Exclude<ShownMatch['because'], 'is-the-analysis'> };

/**
 * Whether the interface says that an analysis is, or may be, about the page's article. The reader can report such a
 * match as wrong. `false` for a related analysis, and for the page of the analysis itself.
 */
export function claimsToBeOfPage(match: ShownMatch): match is PageMatch {
  return match.because !== 'is-the-analysis' && match.because.kind !== 'related';
}
