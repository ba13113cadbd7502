import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import type { ActionResult } from '../ui/action-result.ts';

/** What the parts need that draw a correction. */
export interface CorrectionProps {
  readonly analysis: ReadableAnalysis;
  /** Shows something in place of the text, written as `addressOf` does; `undefined` shows the text. */
  readonly show: (shown: string | undefined) => void;
  /** Reports the result of an action. */
  readonly tell: (result: ActionResult | undefined) => void;
}
