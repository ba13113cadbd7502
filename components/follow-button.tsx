import type { JSX } from 'preact';
import { follow, unfollow } from '../lib/db/library.ts';
import { text } from '../lib/i18n.ts';
import type { Lens } from '../lib/index/manifest.ts';
import { useLiveQuery } from './hooks.ts';
import { Icon } from './icons.tsx';
import { readyValue } from './loading.ts';

/** Follows a lens, or stops doing so. */
export function FollowButton({ lens, isPrivate }: { lens: Lens; isPrivate: boolean }): JSX.Element {
  const followed = readyValue(useLiveQuery('followedLenses'));
  const following = followed?.some(({ id }) => id === lens.id) ?? false;
  return (
    <button
      type="button"
      class={following ? 'chip is-on' : 'chip'}
      disabled={isPrivate || followed === undefined}
      title={isPrivate ? text('savePrivate') : undefined}
      onClick={() => void (following ? unfollow(lens.id) : follow(lens))}
    >
      {following && <Icon name="check" />}
      {text(following ? 'following' : 'follow', lens.name)}
    </button>
  );
}
