import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { ChangeFailure } from './use-change.ts';

/** Tells the reader that the last change failed, and why. */
export function ChangeFailed({ failure }: { failure: ChangeFailure | undefined }): JSX.Element | null {
  const words = changeFailedText(failure);
  if (!words) return null;
  return (
    <span role="status" class="save-note">
      {words}
    </span>
  );
}

/** Returns the text of `ChangeFailed`, for a control that has its own live region; empty if nothing failed. */
export function changeFailedText(failure: ChangeFailure | undefined): string {
  return failure ? text(failure === 'full' ? 'changeFailedFull' : 'changeFailed') : '';
}
