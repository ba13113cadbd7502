import type { ComponentChildren, JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { useLensHue } from '../ui/appearance.ts';
import { Icon } from '../ui/icons.tsx';
import { LensGlyph } from '../ui/lens-name.tsx';
import { NotSavedReason } from './not-saved-reason.ts';
import { type FollowProps, useFollowing } from './use-following.tsx';
import './follow-button.css';

/** A button that follows or unfollows a lens or an outlet. For a lens, the button has the hue of the lens. */
export function FollowButton({ thing, isPrivate, onUnfollowed }: FollowProps): JSX.Element {
  const { following, toggle, button, after } = useFollowing(thing, onUnfollowed);
  const notSaved = useContext(NotSavedReason);
  const isLens = thing.kind === 'lens';
  const hue = useLensHue(isLens ? thing.id : undefined);
  return (
    <>
      <button
        ref={button}
        type="button"
        class={following ? 'chip is-on' : 'chip'}
        data-hue={isLens ? hue : undefined}
        disabled={isPrivate}
        title={isPrivate ? text(notSaved) : undefined}
        onClick={toggle}
      >
        {isLens && <LensGlyph hue={hue} />}
        {following && <Icon name="check" />}
        {text(following ? 'following' : 'follow', thing.name)}
      </button>
      {after}
    </>
  );
}

/**
 * A small button that follows or unfollows a topic.
 *
 * @param children the topic's name, drawn before the button
 */
export function FollowTopic({
  thing,
  isPrivate,
  onUnfollowed,
  children,
}: FollowProps & { children?: ComponentChildren }): JSX.Element {
  const { following, toggle, button, after } = useFollowing(thing, onUnfollowed);
  const notSaved = useContext(NotSavedReason);
  const label = text(following ? 'followingTopic' : 'followTopic', thing.name);
  return (
    <>
      <span class="topic">
        {children}
        <button
          ref={button}
          type="button"
          class={following ? 'follow-topic is-on' : 'follow-topic'}
          disabled={isPrivate}
          aria-label={label}
          title={isPrivate ? text(notSaved) : label}
          onClick={toggle}
        >
          <Icon name={following ? 'check' : 'plus'} />
        </button>
      </span>
      {after}
    </>
  );
}
