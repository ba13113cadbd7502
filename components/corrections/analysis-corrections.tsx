import { useLayoutEffect } from 'preact/hooks';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { type Corrections, useCorrections } from './use-corrections.tsx';

/**
 * Passes the elements for the corrections of an analysis to `onCorrections`. Popup and side panel load this component
 * separately, so that they can show the text first.
 */
export function AnalysisCorrections({
  analysis,
  isPrivate,
  onCorrections,
}: {
  readonly analysis: ReadableAnalysis;
  readonly isPrivate: boolean;
  readonly onCorrections: (corrections: Corrections) => void;
}): null {
  const corrections = useCorrections(analysis, isPrivate);
  useLayoutEffect(() => onCorrections(corrections), [corrections]);
  return null;
}
