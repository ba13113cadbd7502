import { on } from '../../lib/browser/listener-errors.ts';
import { onWishToHear, wishedAnalysis } from '../../lib/tab/take-read-aloud-wish.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';

/**
 * Opens an analysis in the side panel once the reader has pressed its "Read aloud" button in the popup, before this
 * call or later.
 *
 * @param offered the analyses that the panel lists
 * @param signal ends the waiting
 */
export function waitForWishedAnalysis(
  offered: readonly ReadableAnalysis[],
  open: (analysis: ReadableAnalysis) => void,
  signal: AbortSignal,
): void {
  const look = on('open the analysis to read aloud', async () => {
    const id = await wishedAnalysis();
    const wished = offered.find(({ card }) => card.id === id);
    if (wished) open(wished);
  });
  signal.addEventListener('abort', onWishToHear(look));
  look();
}
