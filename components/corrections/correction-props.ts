import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import type { ActionResult } from '../ui/action-result.ts';

/** Properties of the components that draw a correction. */
export interface CorrectionProps {
  readonly analysis: ReadableAnalysis;
  /**
   * Shows a comparison, a version or the version list, named by a string of `formatOtherTextPlace`, instead of the
   * text. `undefined` shows the text again.
   */
  readonly show: (shown: string | undefined) => void;
  /** Shows the result of an action to the reader. */
  readonly tell: (result: ActionResult | undefined) => void;
}
