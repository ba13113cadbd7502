import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { onReadAloudRequest, requestedAnalysis } from '../../lib/tab/take-read-aloud-request.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';

/**
 * Opens an analysis in the side panel if the reader has pressed its "Read aloud" button in the popup, or as soon as the
 * reader presses it.
 *
 * @param offered the analyses that the panel lists
 * @param signal ends the wait
 */
export function waitForRequestedAnalysis(
  offered: readonly ReadableAnalysis[],
  open: (analysis: ReadableAnalysis) => void,
  signal: AbortSignal,
): void {
  const look = guardedListener('open the analysis to read aloud', async () => {
    const id = await requestedAnalysis();
    const requested = offered.find(({ card }) => card.id === id);
    if (requested) open(requested);
  });
  signal.addEventListener('abort', onReadAloudRequest(look));
  look();
}
