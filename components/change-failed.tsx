import type { JSX } from 'preact';
import { text } from '../lib/i18n.ts';
import type { ChangeFailure } from './library-change.ts';

/** Says that the last press changed nothing, and why. */
export function ChangeFailed({ failure }: { failure: ChangeFailure | undefined }): JSX.Element | null {
  if (!failure) return null;
  return (
    <span role="status" class="save-note">
      {text(failure === 'full' ? 'changeFailedFull' : 'changeFailed')}
    </span>
  );
}
