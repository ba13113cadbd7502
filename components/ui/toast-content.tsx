import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import type { ActionResult } from './action-result.ts';
import { Icon } from './icons.tsx';
import { MoreIcon } from './more-icons.tsx';

/** A toast that only confirms a change disappears after this time (ms). The pressed button shows the change, too. */
const CONFIRMED_FOR_MS = 6000;

/**
 * The text of a toast, with "Undo" if the action has one. A toast with "Undo", or one that reports a failure, stays
 * until the reader closes it.
 */
export function ToastContent({
  result: { words, undo, isFailure },
}: {
  result: ActionResult;
}): JSX.Element | null {
  const stays = undo !== undefined || isFailure === true;
  const [closed, close] = useState<string>();
  const isNewest = useIsNewest(words);
  useEffect(() => {
    close(undefined);
    if (stays) return;
    const timer = setTimeout(() => close(words), CONFIRMED_FOR_MS);
    return () => clearTimeout(timer);
  }, [words, stays]);
  if (!isNewest || closed === words) return null;
  return (
    <>
      {isFailure && <Icon name="danger" />}
      <span>{words}</span>{' '}
      {undo && (
        <button type="button" class="link" onClick={undo}>
          {text('undo')}
        </button>
      )}
      {stays && (
        <button
          type="button"
          class="icon-button"
          aria-label={text('close')}
          title={text('close')}
          onClick={() => close(words)}
        >
          <MoreIcon name="close" />
        </button>
      )}
    </>
  );
}

/** The newest toast of this page, identified by an object of its own. */
let newest: object | undefined;
const toasts = new Set<() => void>();

/** Whether this toast is the newest one. A toast becomes the newest when its words change. */
function useIsNewest(words: string): boolean {
  const me = useRef({});
  const [, redraw] = useState({});
  useLayoutEffect(() => {
    const look = (): void => redraw({});
    toasts.add(look);
    return () => {
      toasts.delete(look);
    };
  }, []);
  useLayoutEffect(() => {
    newest = me.current;
    for (const look of toasts) look();
  }, [words]);
  return newest === me.current;
}
