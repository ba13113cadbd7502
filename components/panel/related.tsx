import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { MatchList } from './match-list.tsx';

/** Analyses of articles with the same headline, named as related only. */
export function Related({
  analyses,
  open,
}: {
  analyses: readonly ReadableAnalysis[];
  open: (analysis: ReadableAnalysis) => void;
}): JSX.Element | null {
  if (analyses.length === 0) return null;
  return (
    <section>
      <h2 class="panel-subtitle">{text('relatedTitle')}</h2>
      <MatchList analyses={analyses} open={open} />
    </section>
  );
}
