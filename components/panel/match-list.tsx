import type { ComponentChildren, JSX } from 'preact';
import { day } from '../../lib/browser/interface-texts.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import { directionOf } from '../../lib/input/text-direction.ts';
import { matchReasonText } from '../reading/match-reason.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { LensName } from '../ui/lens-name.tsx';

/** Analyses to choose from, each an `article` named by its headline. A reason that all share is shown only once. */
export function MatchList({
  analyses,
  open,
  below,
  name = 'match',
}: {
  analyses: readonly ReadableAnalysis[];
  open: (analysis: ReadableAnalysis) => void;
  /** Content below an analysis, by its id. */
  below?: (id: string) => ComponentChildren;
  /** Prefix of element ids, so that two lists on one page do not share ids. */
  name?: string;
}): JSX.Element {
  const reasons = analyses.map(({ card, because }) => because && matchReasonText({ card, because }));
  const [shared] = analyses.length > 1 && new Set(reasons).size === 1 ? reasons : [];
  return (
    <div class="match-list">
      {shared && <p class="muted">{shared}</p>}
      {analyses.map((analysis, n) => (
        <MatchEntry
          key={analysis.card.id}
          analysis={analysis}
          reason={shared ? undefined : reasons[n]}
          headingId={`${name}-${n}`}
          open={open}
        >
          {below?.(analysis.card.id)}
        </MatchEntry>
      ))}
    </div>
  );
}

interface EntryProps {
  readonly analysis: ReadableAnalysis;
  /** Why the analysis is shown; `undefined` if the list shows the reason once for all. */
  readonly reason: string | undefined;
  readonly headingId: string;
  readonly open: (analysis: ReadableAnalysis) => void;
  readonly children: ComponentChildren;
}

function MatchEntry({ analysis, reason, headingId, open, children }: EntryProps): JSX.Element {
  const { card, lens, publication } = analysis;
  const publicationText = { lang: publication.language, dir: directionOf(publication.language) };
  return (
    <article class="match" aria-labelledby={headingId}>
      {lens && (
        <p>
          <LensName lens={lens} language={publication.language} />
        </p>
      )}
      <h2 id={headingId} {...publicationText}>
        <button type="button" class="headline-button" onClick={() => open(analysis)}>
          {card.headline}
        </button>
      </h2>
      {card.summary && (
        <p class="match-summary" {...publicationText}>
          {card.summary}
        </p>
      )}
      <p class="muted">
        {day(card.published, 'medium')} · {outletOf(card)}
      </p>
      {reason && <p class="muted">{reason}</p>}
      {children}
    </article>
  );
}
