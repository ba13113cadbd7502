import { text } from '../../lib/browser/interface-texts.ts';
import type { ChangeFailure } from './change-failure.ts';

/** Returns the text that says why a change failed; empty if nothing failed. */
export function changeFailedText(failure: ChangeFailure | undefined): string {
  return failure ? text(failure === 'full' ? 'changeFailedFull' : 'changeFailed') : '';
}
