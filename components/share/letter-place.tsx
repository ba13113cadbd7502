import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { useAsync } from '../ui/hooks.ts';
import { readyValue } from '../ui/loading.ts';
import type { Draft, Drafts, LetterSubject } from './letter-draft.ts';
import type { LetterProps } from './letter-view.tsx';
import './letter.css';

/** A letter: its code is loaded when the first one is opened. */
export function LetterPlace(props: LetterProps): JSX.Element {
  const loaded = readyValue(useAsync(() => import('./letter-view.tsx'), []));
  if (loaded) return <loaded.LetterView {...props} />;
  return (
    <p class="muted panel-loading" role="status">
      {text('stateLoading')}
    </p>
  );
}

interface Letters {
  /** The one that is open. */
  readonly open: Draft | undefined;
  /** Closes it for good. */
  readonly back: () => void;
  /** The button that leads to a letter. */
  readonly button: (subject: LetterSubject) => JSX.Element;
}

/**
 * The letters of a panel, of which one at a time stands in the place of everything else.
 *
 * @param drafts those of all pages that it showed
 * @param page the key of this one in `drafts`
 */
export function useLetters(drafts: Drafts, page: string): Letters {
  const [, redraw] = useState({});
  const [left, leave] = useState<LetterSubject>();
  const open = drafts.get(page);
  return {
    open,
    back: () => {
      drafts.delete(page);
      leave(open?.subject);
    },
    button: (subject) => (
      <LetterButton
        subject={subject}
        isLeft={left !== undefined && left.wrong?.card.id === subject.wrong?.card.id}
        open={() => {
          drafts.set(page, { subject });
          redraw({});
        }}
        arrived={() => leave(undefined)}
      />
    ),
  };
}

interface ButtonProps {
  readonly subject: LetterSubject;
  /** Whether the reader is on the way back from its letter: then the keyboard goes on here. */
  readonly isLeft: boolean;
  readonly open: () => void;
  readonly arrived: () => void;
}

function LetterButton({ subject, isLeft, open, arrived }: ButtonProps): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isLeft) return;
    button.current?.focus();
    arrived();
  }, [isLeft]);
  return (
    <button ref={button} type="button" class={subject.wrong ? 'link' : 'button'} onClick={open}>
      {text(subject.wrong ? 'wrongArticle' : 'analysisWanted')}
    </button>
  );
}
