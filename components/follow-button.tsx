import type { JSX } from 'preact';
import { type Followable, followKey } from '../lib/follow/followable.ts';
import { on } from '../lib/guard.ts';
import { text } from '../lib/i18n.ts';
import { ChangeFailed } from './change-failed.tsx';
import { useLiveQuery } from './hooks.ts';
import { Icon } from './icons.tsx';
import { useLibraryChange } from './library-change.ts';
import { readyValue } from './loading.ts';

interface Props {
  readonly thing: Followable;
  readonly isPrivate: boolean;
}

/** Follows a lens or an outlet, or stops doing so. */
export function FollowButton({ thing, isPrivate }: Props): JSX.Element {
  const { following, toggle, failed } = useFollowing(thing);
  return (
    <>
      <button
        type="button"
        class={following ? 'chip is-on' : 'chip'}
        disabled={isPrivate}
        title={isPrivate ? text('savePrivate') : undefined}
        onClick={toggle}
      >
        {following && <Icon name="check" />}
        {text(following ? 'following' : 'follow', thing.name)}
      </button>
      {failed}
    </>
  );
}

/** The same in the little room that a topic has: beside its name in a row of others. */
export function FollowTopic({ thing, isPrivate }: Props): JSX.Element {
  const { following, toggle, failed } = useFollowing(thing);
  const label = text(following ? 'followingTopic' : 'followTopic', thing.name);
  return (
    <>
      <button
        type="button"
        class={following ? 'follow-topic is-on' : 'follow-topic'}
        disabled={isPrivate}
        aria-label={label}
        title={isPrivate ? text('savePrivate') : label}
        onClick={toggle}
      >
        <Icon name={following ? 'check' : 'plus'} />
      </button>
      {failed}
    </>
  );
}

interface Following {
  readonly following: boolean;
  readonly toggle: () => void;
  /** Says that the last press changed nothing, and why. */
  readonly failed: JSX.Element;
}

/** Until the database has answered, the button offers to follow: that loses nothing where the reader follows already. */
function useFollowing(thing: Followable): Following {
  const followed = readyValue(useLiveQuery('followed'));
  const following = followed?.some(({ key }) => key === followKey(thing)) ?? false;
  const { change, failure } = useLibraryChange();
  return {
    following,
    toggle: on('follow', () =>
      change(({ follow, unfollow }) => (following ? unfollow(thing) : follow(thing))),
    ),
    failed: <ChangeFailed failure={failure} />,
  };
}
