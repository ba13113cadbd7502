import type { ComponentChildren, JSX } from 'preact';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { matchReasonText } from '../reading/match-reason.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { PanelRow } from './panel-row.tsx';
import type { RowContext } from './panel-view.ts';
import { Rows } from './rows.tsx';

/**
 * A list of analyses to choose from. Each is in an `article` element that is named by its headline. If all of them have
 * the same reason for the match, the list shows the reason only once, at the top.
 */
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
  /**
   * Returns content to draw below an analysis.
   *
   * @param id id of the analysis
   */
  below?: (id: string) => ComponentChildren;
  /** Prefix of element ids, because two lists on one page must not share ids. */
  name?: string;
  /** Heading level of the headlines. */
  level?: 2 | 3;
  withSummary?: boolean;
}): JSX.Element {
  const Heading = `h${level}` as 'h2' | 'h3';
  const reasons = analyses.map(reasonOf);
  const [shared] = analyses.length > 1 && new Set(reasons).size === 1 ? reasons : [];
  return (
    <>
      {shared && <p class="state-reason">{shared}</p>}
      <Rows element="div">
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
                    {...languageAndDirection(card.summary, publication.language)}
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
      </Rows>
    </>
  );
}

/**
 * Returns the reason to show with an analysis; `undefined` if there is none. A plain match by address needs no
 * explanation, and neither does a page that is the analysis itself.
 */
function reasonOf({ card, because }: ReadableAnalysis): string | undefined {
  if (!because || because === 'is-the-analysis') return undefined;
  const isPlain = because.kind === 'exact' && because.by === 'address' && because.headline !== 'edited';
  return isPlain ? undefined : matchReasonText({ card, because });
}
