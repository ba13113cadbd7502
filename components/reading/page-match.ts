import type { ShownMatch } from '../../lib/tab/tab-record.ts';

/** An analysis that was matched to a page. */
export type PageMatch = ShownMatch & { readonly because: Exclude<ShownMatch['because'], 'is-the-analysis'> };

/**
 * Whether an analysis is shown as being about this page's article. Then the reader may report a wrong match. `false`
 * for a related analysis, and if the page is the analysis itself.
 */
export function claimsToBeOfPage(match: ShownMatch): match is PageMatch {
  return match.because !== 'is-the-analysis' && match.because.kind !== 'related';
}
