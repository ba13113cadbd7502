import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { MatchList } from './match-list.tsx';
import type { RowContext } from './panel-view.ts';

/** Analyses of articles that have the same headline as the page. The title says that they are only related. */
export function Related({
  analyses,
  panel,
}: {
  analyses: readonly ReadableAnalysis[];
  panel: RowContext;
}): JSX.Element | null {
  if (analyses.length === 0) return null;
  return (
    <section class="state-list" aria-labelledby="related">
      <h2 id="related" class="state-subtitle">
        {text('relatedTitle')}
      </h2>
      <MatchList analyses={analyses} panel={panel} name="related" />
    </section>
  );
}
