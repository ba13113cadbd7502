import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import type { ActionResult } from '../ui/action-result.ts';

/** Properties of the components that draw a correction. */
export interface CorrectionProps {
  readonly analysis: ReadableAnalysis;
  /** Shows a `ShownText` in place of the text, written as `addressOf` writes it; `undefined` shows the text. */
  readonly show: (shown: string | undefined) => void;
  /** Shows the result of an action to the reader. */
  readonly tell: (result: ActionResult | undefined) => void;
}
