import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { useFocusOnReturn } from '../ui/use-focus-on-return.ts';
import type { LetterSubject } from './letter-draft.ts';

interface Props {
  readonly subject: LetterSubject;
  /**
   * Whether the reader has just closed the letter of this button. The button then takes the keyboard focus and calls
   * `onFocused`.
   */
  readonly isJustClosed: boolean;
  readonly open: () => void;
  readonly onFocused: () => void;
}

/** A button that opens a letter to the publication. The letter reports a wrong match, or requests an analysis. */
export function LetterButton({ subject, isJustClosed, open, onFocused }: Props): JSX.Element {
  const button = useFocusOnReturn<HTMLButtonElement>(isJustClosed, onFocused);
  return (
    <button ref={button} type="button" class={subject.wrong ? 'link' : 'button is-quiet'} onClick={open}>
      {!subject.wrong && <MoreIcon name="note" />}
      {text(subject.wrong ? 'wrongArticle' : 'suggestIt')}
    </button>
  );
}
