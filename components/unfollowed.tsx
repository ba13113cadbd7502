import type { JSX } from 'preact';
import type { Unfollowed } from '../lib/db/followed.ts';
import { text } from '../lib/i18n.ts';

interface Props {
  readonly unfollowed: Unfollowed;
  readonly undo: () => void;
}

/** Says what the reader has just unfollowed, and offers Undo. */
export function UnfollowedNote({ unfollowed, undo }: Props): JSX.Element {
  return (
    <span role="status" class="save-note">
      {text('unfollowed', unfollowed.followed.name)}{' '}
      <button type="button" class="link" onClick={undo}>
        {text('undo')}
      </button>
    </span>
  );
}
