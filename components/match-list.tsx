import type { ComponentChildren, JSX } from 'preact';
import { directionOf } from '../lib/analysis/direction.ts';
import { day } from '../lib/i18n.ts';
import { outletOf } from '../lib/index/tags.ts';
import { becauseText } from './because.ts';
import type { ReadableAnalysis } from './reading-view.tsx';

/** Several analyses to choose from, each an `article` named by its headline. */
export function MatchList({
  analyses,
  choose,
  doubt,
  name = 'match',
}: {
  analyses: readonly ReadableAnalysis[];
  choose: (id: string) => void;
  /** What stands beside the reason why one is shown, by its id. */
  doubt?: (id: string) => ComponentChildren;
  /** Keeps two lists on one page apart. */
  name?: string;
}): JSX.Element {
  return (
    <div class="match-list">
      {analyses.map((analysis, n) => (
        <MatchEntry key={analysis.card.id} analysis={analysis} headingId={`${name}-${n}`} choose={choose}>
          {doubt?.(analysis.card.id)}
        </MatchEntry>
      ))}
    </div>
  );
}

interface EntryProps {
  readonly analysis: ReadableAnalysis;
  readonly headingId: string;
  readonly choose: (id: string) => void;
  readonly children: ComponentChildren;
}

function MatchEntry({ analysis, headingId, choose, children }: EntryProps): JSX.Element {
  const { card, lens, publication, because } = analysis;
  const publicationText = { lang: publication.language, dir: directionOf(publication.language) };
  return (
    <article class="match" aria-labelledby={headingId}>
      <p class="eyebrow" {...publicationText}>
        {lens.name}
      </p>
      <h2 id={headingId} {...publicationText}>
        <button type="button" class="headline-button" onClick={() => choose(card.id)}>
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
      {because && <p class="muted">{becauseText({ card, because })}</p>}
      {children}
    </article>
  );
}
