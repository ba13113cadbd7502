import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { StorageLink } from './storage-link.tsx';
import type { ChangeFailure } from './use-change.ts';

interface Props {
  /** Why the last change failed; `undefined` if it succeeded. */
  readonly failure: ChangeFailure | undefined;
}

/**
 * Tells the reader that the last change failed, and why. Screen readers announce an alert even if its element is new,
 * unlike other live regions.
 */
export function ChangeFailed({ failure }: Props): JSX.Element | null {
  if (!failure) return null;
  return (
    <span role="alert" class="save-note">
      <ChangeFailedWords failure={failure} />
    </span>
  );
}

/** The content of `ChangeFailed`, for a control that has its own live region. */
export function ChangeFailedWords({ failure }: Props): JSX.Element | null {
  if (!failure) return null;
  return (
    <>
      {changeFailedText(failure)} {failure === 'full' && <StorageLink />}
    </>
  );
}

/** Returns the text of `ChangeFailed`; empty if nothing failed. */
export function changeFailedText(failure: ChangeFailure | undefined): string {
  return failure ? text(failure === 'full' ? 'changeFailedFull' : 'changeFailed') : '';
}
