import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { Icon } from '../ui/icons.tsx';
import { NotSavedReason } from './not-saved-reason.ts';
import { type FollowProps, useFollowing } from './use-following.tsx';

/** Beside a longer name of a lens, a header of 400 px has no room for the word "Following". */
const LONG_NAME = 18;

/** Follows or unfollows a lens, beside its name. If the name is long, the button shows its icon only. */
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
