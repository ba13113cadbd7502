import { Fragment, type JSX } from 'preact';
import { changeFailedText } from './change-failed-text.ts';
import { StorageLink } from './storage-link.tsx';
import type { FailedChange } from './use-change.ts';

interface Props {
  /** The failure of the last change; `undefined` if that change succeeded, and before the first change. */
  readonly failure: FailedChange | undefined;
}

/**
 * Tells the reader that the last change failed, and why. Screen readers announce an alert even if its element is new,
 * unlike other live regions. The key makes Preact draw each failure anew, so that a second failure with the same words
 * is announced, too.
 */
export function ChangeFailed({ failure }: Props): JSX.Element | null {
  if (!failure) return null;
  return (
    <span key={failure} role="alert" class="save-note">
      <ChangeFailedWords failure={failure} />
    </span>
  );
}

/** The content of `ChangeFailed`, for a control that has its own live region. */
export function ChangeFailedWords({ failure }: Props): JSX.Element | null {
  if (!failure) return null;
  return (
    <Fragment key={failure}>
      {changeFailedText(failure.why)} {failure.why === 'full' && <StorageLink />}
    </Fragment>
  );
}
