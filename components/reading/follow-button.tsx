import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import { follow, followAgain, unfollow } from '../../lib/app/actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { type Followable, followKey } from '../../lib/follow/followable.ts';
import type { Unfollowed } from '../../lib/follow/followed.ts';
import { changeFailedText } from '../ui/change-failed.tsx';
import { Icon } from '../ui/icons.tsx';
import { readyValue } from '../ui/loading.ts';
import { Toast } from '../ui/toast.tsx';
import type { Told } from '../ui/told.ts';
import { useChange } from '../ui/use-change.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { NotSavedReason } from './not-saved-reason.ts';
import './follow-button.css';

interface Props {
  readonly thing: Followable;
  readonly isPrivate: boolean;
  /**
   * Called when the reader unfollows the thing. Given by pages that remove this button then, and so offer Undo
   * themselves.
   */
  readonly onUnfollowed?: ((unfollowed: Unfollowed) => void) | undefined;
}

/** Beside a longer name of a lens, a header of 400 px has no room for the word "Following". */
const LONG_NAME = 18;

/** A button that follows or unfollows a lens or an outlet. */
export function FollowButton({ thing, isPrivate, onUnfollowed }: Props): JSX.Element {
  const { following, toggle, button, after } = useFollowing(thing, onUnfollowed);
  const notSaved = useContext(NotSavedReason);
  return (
    <>
      <button
        ref={button}
        type="button"
        class={following ? 'chip is-on' : 'chip'}
        disabled={isPrivate}
        title={isPrivate ? text(notSaved) : undefined}
        onClick={toggle}
      >
        {following && <Icon name="check" />}
        {text(following ? 'following' : 'follow', thing.name)}
      </button>
      {after}
    </>
  );
}

/** Follows or unfollows a lens, beside its name. If the name is long, the button shows its icon only. */
export function FollowLens({ thing, isPrivate }: Omit<Props, 'onUnfollowed'>): JSX.Element {
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

/** A small button that follows or unfollows a topic, beside the topic's name, which is given as children. */
export function FollowTopic({
  thing,
  isPrivate,
  onUnfollowed,
  children,
}: Props & { children?: ComponentChildren }): JSX.Element {
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

interface Following {
  readonly following: boolean;
  readonly toggle: () => void;
  readonly button: RefObject<HTMLButtonElement | null>;
  /** Tells the reader the result of the last press. */
  readonly after: JSX.Element;
}

/**
 * State and actions of a follow button. Until the database has answered, the button offers to follow. A click then
 * loses nothing, even if the reader already follows the thing.
 */
function useFollowing(thing: Followable, onUnfollowed: Props['onUnfollowed']): Following {
  const followed = readyValue(useLiveQuery('followed'));
  const following = followed?.some(({ key }) => key === followKey(thing)) ?? false;
  const [told, tell] = useState<Told>();
  const { change, failure } = useChange('change the library');
  const button = useRef<HTMLButtonElement>(null);
  const toggle = async (): Promise<void> => {
    await change(async () => {
      if (!following) {
        await follow(thing);
        tell({ words: text('nowFollowing', thing.name) });
        return;
      }
      const last = await unfollow(thing);
      if (last && onUnfollowed) onUnfollowed(last);
      else
        tell(last && { words: text('unfollowed', thing.name), undo: on('follow again', () => undo(last)) });
    });
  };
  const undo = async (last: Unfollowed): Promise<void> => {
    if (!(await change(() => followAgain(last)))) return;
    tell(undefined);
    // The pressed button disappears, so the keyboard focus must move.
    button.current?.focus();
  };
  const refused = changeFailedText(failure);
  return {
    following,
    toggle: on('follow', toggle),
    button,
    after: <Toast told={refused ? { words: refused, isFailure: true } : told} />,
  };
}
