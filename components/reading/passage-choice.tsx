import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { lazy } from '../ui/lazy.tsx';
import type { PublicationText } from './readable-analysis.ts';
import { type SelectionActions, SelectionBar } from './selection-bar.tsx';
import type { ShownText } from './shown-text.ts';

interface Props extends SelectionActions {
  readonly shown: ShownText;
  /** Changes whenever the reader asks to choose words with the keyboard; 0 until the reader has asked. */
  readonly cursorAsked: number;
  /** The last value of `cursorAsked` that has started the cursor. It outlives this component. */
  readonly cursorStarted: RefObject<number>;
  readonly publicationText: PublicationText;
}

/**
 * `off`: the reader selects words with the mouse, or in another way that the browser offers. `moving`: the reader is
 * choosing words with the keyboard. `chosen`: the bar with the actions for these words has the focus.
 */
type CursorState = 'off' | 'moving' | 'chosen';

/** Lets the reader choose words of the text, by a selection or with the keyboard, and offers the possible actions. */
export function PassageChoice({
  shown,
  cursorAsked,
  cursorStarted,
  publicationText,
  ...actions
}: Props): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const holder = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<CursorState>('off');
  const end = (): void => {
    getSelection()?.removeAllRanges();
    setState('off');
  };
  useLayoutEffect(() => {
    if (cursorAsked === cursorStarted.current) return;
    cursorStarted.current = cursorAsked;
    setState('moving');
  }, [cursorAsked]);
  useLayoutEffect(() => {
    if (state === 'off') return undefined;
    /**
     * Ends the choice if the focus leaves this component. It does not end if the focus moves to the box of a new
     * highlight, because this box later gives the focus back.
     */
    const follow = (to: EventTarget | null): void => {
      const isOwn = to instanceof Element && (root.current?.contains(to) || to.closest('.highlight-box'));
      if (document.hasFocus() && !isOwn) end();
    };
    const arrived = ({ target }: FocusEvent): void => follow(target);
    const left = ({ relatedTarget }: FocusEvent): void => follow(relatedTarget);
    document.addEventListener('focusin', arrived);
    document.addEventListener('focusout', left);
    return () => {
      document.removeEventListener('focusin', arrived);
      document.removeEventListener('focusout', left);
    };
  }, [state === 'off']);
  const back = (): void => {
    holder.current?.focus({ preventScroll: true });
    // The cursor may have ended while the box of a new highlight was open. Then it must not start again.
    setState((last) => (last === 'off' ? last : 'moving'));
  };
  return (
    <div ref={root}>
      {state !== 'off' && (
        <PassageCursor
          shown={shown}
          asked={cursorAsked}
          holder={holder}
          publicationText={publicationText}
          choose={() => setState('chosen')}
          end={end}
        />
      )}
      <SelectionBar
        shown={shown}
        {...actions}
        cursor={state === 'off' ? undefined : { hasChosen: state === 'chosen', back }}
      />
    </div>
  );
}

/** Most readers use a mouse, so the code of the cursor is loaded when it is first needed. */
const PassageCursor = lazy(async () => (await import('./passage-cursor.tsx')).PassageCursor);
