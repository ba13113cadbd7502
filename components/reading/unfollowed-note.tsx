import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { Unfollowed } from '../../lib/follow/followed.ts';

interface Props {
  readonly unfollowed: Unfollowed;
  readonly undo: () => void;
}

/** Names what the reader has just unfollowed, and offers Undo. Draw it in a live region. */
export function UnfollowedNote({ unfollowed, undo }: Props): JSX.Element {
  return (
    <span class="save-note">
      {text('unfollowed', unfollowed.followed.name)}{' '}
      <button type="button" class="link" onClick={undo}>
        {text('undo')}
      </button>
    </span>
  );
}
