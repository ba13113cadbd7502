import type { ComponentChildren, JSX } from 'preact';
import { directionOf } from '../../lib/input/text-direction.ts';
import { matchReasonText } from '../reading/match-reason.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { PanelRow } from './panel-row.tsx';
import type { RowContext } from './panel-view.ts';

/** Analyses to choose from, each an `article` named by its headline. A reason that all share is shown only once. */
export function MatchList({
  analyses,
  panel,
  below,
  name = 'match',
  level = 3,
  withSummary = false,
}: {
  analyses: readonly ReadableAnalysis[];
  panel: RowContext;
  /** Content below an analysis, by its id. */
  below?: (id: string) => ComponentChildren;
  /** Prefix of element ids, so that two lists on one page do not share ids. */
  name?: string;
  /** Level of the headlines among the headings of the page. */
  level?: 2 | 3;
  withSummary?: boolean;
}): JSX.Element {
  const Heading = `h${level}` as 'h2' | 'h3';
  const reasons = analyses.map(reasonOf);
  const [shared] = analyses.length > 1 && new Set(reasons).size === 1 ? reasons : [];
  return (
    <>
      {shared && <p class="state-reason">{shared}</p>}
      {analyses.map((analysis, n) => {
        const { card, publication } = analysis;
        const reason = shared ? undefined : reasons[n];
        return (
          <article key={card.id} class="row" aria-labelledby={`${name}-${n}`}>
            <PanelRow
              analysis={analysis}
              panel={panel}
              heading={(headline) => <Heading id={`${name}-${n}`}>{headline}</Heading>}
            >
              {withSummary && card.summary && (
                <p
                  class="row-summary own-side"
                  lang={publication.language}
                  dir={directionOf(publication.language)}
                >
                  {card.summary}
                </p>
              )}
            </PanelRow>
            {reason && <p class="facts-line">{reason}</p>}
            {below?.(card.id)}
          </article>
        );
      })}
    </>
  );
}

/** Why an analysis is shown; `undefined` if it simply is about the page's article. */
function reasonOf({ card, because }: ReadableAnalysis): string | undefined {
  if (!because || because === 'is-the-analysis') return undefined;
  const isPlain = because.kind === 'exact' && because.by === 'address' && because.headline !== 'edited';
  return isPlain ? undefined : matchReasonText({ card, because });
}
