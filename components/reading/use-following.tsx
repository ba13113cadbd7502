import type { JSX, RefObject } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { follow, followAgain, unfollow } from '../../lib/app/actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { type Followable, followKey } from '../../lib/follow/followable.ts';
import type { Unfollowed } from '../../lib/follow/followed.ts';
import type { ActionResult } from '../ui/action-result.ts';
import { changeFailedText } from '../ui/change-failed-text.ts';
import { readyValue } from '../ui/loading.ts';
import { Toast } from '../ui/toast.tsx';
import { useChange } from '../ui/use-change.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

export interface FollowProps {
  /** The lens, topic or outlet that the button follows. */
  readonly thing: Followable;
  readonly isPrivate: boolean;
  /**
   * Called when the reader unfollows the thing. Set by pages that then remove the button: they must offer Undo
   * themselves, and this button shows no toast.
   */
  readonly onUnfollowed?: ((unfollowed: Unfollowed) => void) | undefined;
}

interface Following {
  readonly following: boolean;
  readonly toggle: () => void;
  readonly button: RefObject<HTMLButtonElement | null>;
  /** A toast with the result of the last press. The caller draws it after the button. */
  readonly after: JSX.Element;
}

/**
 * Returns the state and the actions of a follow button. Until the database has answered, the button offers to follow.
 * Following something twice changes nothing, so an early click does no harm.
 */
export function useFollowing(thing: Followable, onUnfollowed: FollowProps['onUnfollowed']): Following {
  const followed = readyValue(useLiveQuery('followed'));
  const following = followed?.some(({ key }) => key === followKey(thing)) ?? false;
  const [result, setResult] = useState<ActionResult>();
  const { change, failure } = useChange('change the library');
  const button = useRef<HTMLButtonElement>(null);
  const toggle = async (): Promise<void> => {
    await change(async () => {
      if (!following) {
        await follow(thing);
        setResult({ words: text('nowFollowing', thing.name) });
        return;
      }
      const last = await unfollow(thing);
      if (last && onUnfollowed) onUnfollowed(last);
      else
        setResult(
          last && {
            words: text('unfollowed', thing.name),
            undo: guardedListener('follow again', () => undo(last)),
          },
        );
    });
  };
  const undo = async (last: Unfollowed): Promise<void> => {
    if (!(await change(() => followAgain(last)))) return;
    setResult(undefined);
    // The pressed Undo button disappears, so move the keyboard focus to the follow button.
    button.current?.focus();
  };
  const shown = useMemo(
    () => (failure ? { words: changeFailedText(failure.why), isFailure: true } : result),
    [failure, result],
  );
  return {
    following,
    toggle: guardedListener('follow', toggle),
    button,
    after: <Toast result={shown} />,
  };
}
