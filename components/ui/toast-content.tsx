import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import type { ActionResult } from './action-result.ts';
import { Icon } from './icons.tsx';
import { MoreIcon } from './icons-loaded-later.tsx';

/**
 * A toast that only confirms a change disappears after this time (ms). The reader loses nothing, because the pressed
 * button shows the change, too.
 */
const CONFIRMED_FOR_MS = 6000;

/**
 * The text of a toast, with "Undo" if the action can be undone. A toast with "Undo", or one that reports a failure,
 * stays until the reader closes it or a newer toast replaces it. Draw each result with its own `key`: the timer and the
 * closed state of a component belong to one result.
 */
export function ToastContent({
  result: { words, undo, isFailure },
}: {
  result: ActionResult;
}): JSX.Element | null {
  const stays = undo !== undefined || isFailure === true;
  const [isClosed, close] = useState(false);
  const shown = useRef<HTMLSpanElement>(null);
  const returnFocus = useFocusReturn(shown);
  const isNewest = useIsNewest(returnFocus);
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(() => close(true), CONFIRMED_FOR_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isNewest || isClosed) return null;
  return (
    <>
      {isFailure && <Icon name="danger" />}
      <span ref={shown}>{words}</span>{' '}
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
          onClick={() => {
            returnFocus();
            close(true);
          }}
        >
          <MoreIcon name="close" />
        </button>
      )}
    </>
  );
}

/**
 * Returns a function that moves the focus from a button of the toast to where it was before the reader came to the
 * toast. The hook also moves the focus when the toast disappears.
 *
 * @param inside an element of the toast
 */
function useFocusReturn(inside: RefObject<HTMLElement | null>): () => void {
  const before = useRef<EventTarget | null>(null);
  const returnFocus = (): void => {
    const toast = inside.current?.parentElement;
    const { current: place } = before;
    if (!toast?.contains(document.activeElement)) return;
    if (place instanceof HTMLElement && place.isConnected) place.focus({ preventScroll: true });
  };
  useLayoutEffect(() => {
    const toast = inside.current?.parentElement;
    const remember = ({ relatedTarget }: FocusEvent): void => {
      // `relatedTarget` is `null` if the focus comes from another window.
      if (relatedTarget instanceof Node && !toast?.contains(relatedTarget)) before.current = relatedTarget;
    };
    toast?.addEventListener('focusin', remember);
    return () => {
      toast?.removeEventListener('focusin', remember);
      returnFocus();
    };
  }, []);
  return returnFocus;
}

/** The newest toast of this page, identified by an object of its own. */
let newest: object | undefined;
const toasts = new Set<() => void>();

/**
 * Whether this toast is the newest one of the page: the one that was added to the page last.
 *
 * @param onReplaced called before a newer toast hides this one
 */
function useIsNewest(onReplaced: () => void): boolean {
  const me = useRef<object>(undefined);
  if (!me.current) {
    me.current = {};
    newest = me.current;
  }
  const [, redraw] = useState({});
  useLayoutEffect(() => {
    for (const hide of toasts) hide();
    const hide = (): void => {
      onReplaced();
      redraw({});
    };
    toasts.add(hide);
    return () => {
      toasts.delete(hide);
    };
  }, []);
  return newest === me.current;
}
