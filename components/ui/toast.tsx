import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { Icon } from './icons.tsx';
import './toast.css';

/** The result of an action, told to the reader. */
export interface Told {
  readonly words: string;
  /** Takes the action back. */
  readonly undo?: () => void;
  /** Whether the action failed. */
  readonly isFailure?: boolean;
}

/** How long a toast stays that only confirms what its button shows as well (ms). */
const CONFIRMED_FOR_MS = 6000;

/**
 * Tells the reader the result of an action: above the actions at the foot of the window, and to screen readers. A toast
 * with "Undo" or a failure stays until the reader closes it. The newest toast of a page replaces the others.
 *
 * @param told `undefined` if there is nothing to tell
 */
export function Toast({ told }: { told: Told | undefined }): JSX.Element {
  const words = told?.words;
  const stays = told?.undo !== undefined || told?.isFailure === true;
  const [closed, close] = useState<string>();
  const isNewest = useIsNewest(words);
  useEffect(() => {
    close(undefined);
    if (words === undefined || stays) return;
    const timer = setTimeout(() => close(words), CONFIRMED_FOR_MS);
    return () => clearTimeout(timer);
  }, [words, stays]);
  const isOpen = isNewest && closed !== words;
  return (
    <span role="status" class={told?.isFailure ? 'toast is-failure' : 'toast'}>
      {told && isOpen && (
        <>
          {told.isFailure && <Icon name="danger" />}
          <span>{told.words}</span>{' '}
          {told.undo && (
            <button type="button" class="link" onClick={told.undo}>
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
              <Icon name="close" />
            </button>
          )}
        </>
      )}
    </span>
  );
}

/** The toast that has spoken last on this page, by an object of its own. */
let newest: object | undefined;
const toasts = new Set<() => void>();

/** Whether no other toast has spoken since this one did. */
function useIsNewest(words: string | undefined): boolean {
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
    if (words === undefined) return;
    newest = me.current;
    for (const look of toasts) look();
  }, [words]);
  return newest === me.current;
}
