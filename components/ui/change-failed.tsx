import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { ChangeFailure } from './change.ts';

/** Says that the last press changed nothing, and why. */
export function ChangeFailed({ failure }: { failure: ChangeFailure | undefined }): JSX.Element | null {
  const words = changeFailedText(failure);
  if (!words) return null;
  return (
    <span role="status" class="save-note">
      {words}
    </span>
  );
}

/** The words of `ChangeFailed`, for a control that has a live region already; empty where nothing failed. */
export function changeFailedText(failure: ChangeFailure | undefined): string {
  return failure ? text(failure === 'full' ? 'changeFailedFull' : 'changeFailed') : '';
}
