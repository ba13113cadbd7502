import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { Icon } from '../ui/icons.tsx';
import { NotSavedReason } from './not-saved-reason.ts';
import { type FollowProps, useFollowing } from './use-following.tsx';

/** Longest name (UTF-16 code units) that leaves room for the word "Following" in a header of 400 px. */
const LONG_NAME = 18;

/**
 * A button that follows or unfollows a lens, topic or outlet, for use beside its name. Beside a long name, and in a
 * narrow window, the button shows only its icon.
 */
export function FollowLens({ thing, isPrivate }: Omit<FollowProps, 'onUnfollowed'>): JSX.Element {
  const { following, toggle, button, after } = useFollowing(thing, undefined);
  const notSaved = useContext(NotSavedReason);
  const label = text(following ? 'following' : 'follow', thing.name);
  return (
    <>
      <button
        ref={button}
        type="button"
        class={`chip follow-lens${following ? ' is-on' : ''}`}
        data-long-name={thing.name.length > LONG_NAME || undefined}
        disabled={isPrivate}
        aria-label={label}
        title={isPrivate ? text(notSaved) : label}
        onClick={toggle}
      >
        <Icon name={following ? 'check' : 'plus'} />
        <span>{text(following ? 'followingShort' : 'followShort')}</span>
      </button>
      {after}
    </>
  );
}
