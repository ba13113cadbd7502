import { useLayoutEffect } from 'preact/hooks';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { type Corrections, useCorrections } from './use-corrections.tsx';

/** Passes the elements for the corrections of an analysis to `give`. The popup loads this component after its text. */
export function CorrectionsOf({
  analysis,
  isPrivate,
  give,
}: {
  readonly analysis: ReadableAnalysis;
  readonly isPrivate: boolean;
  readonly give: (corrections: Corrections) => void;
}): null {
  const corrections = useCorrections(analysis, isPrivate);
  useLayoutEffect(() => give(corrections), [corrections]);
  return null;
}
