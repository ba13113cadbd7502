import { useEffect } from 'preact/hooks';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';

export interface RequestedAnalysisProps {
  /** The analyses that the panel lists. */
  readonly offered: readonly ReadableAnalysis[];
  /** Opens an analysis in the panel. */
  readonly open: (analysis: ReadableAnalysis) => void;
}

/**
 * Opens the analysis that the reader wants to hear, if the side panel only lists it. The reading view then begins to
 * read aloud. This component draws nothing.
 */
export function RequestedAnalysis({ offered, open }: RequestedAnalysisProps): null {
  useEffect(() => {
    if (offered.length === 0) return;
    const ended = new AbortController();
    startTask('wait for a request to read aloud', async () => {
      const { waitForRequestedAnalysis } = await import('./wait-to-read-aloud.ts');
      if (!ended.signal.aborted) waitForRequestedAnalysis(offered, open, ended.signal);
    });
    return () => ended.abort();
  }, [offered.map(({ card }) => card.id).join('\n')]);
  return null;
}
