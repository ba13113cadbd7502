import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { MoreIcon } from '../ui/more-icons.tsx';
import { useFocusOnReturn } from '../ui/use-focus-on-return.ts';
import type { LetterSubject } from './letter-draft.ts';

interface Props {
  readonly subject: LetterSubject;
  /**
   * Whether the reader has just closed the letter of this button. The button then takes the keyboard focus and calls
   * `arrived`.
   */
  readonly isLeft: boolean;
  readonly open: () => void;
  readonly arrived: () => void;
}

/** A button that opens a letter to the publication. The letter reports a wrong match, or requests an analysis. */
export function LetterButton({ subject, isLeft, open, arrived }: Props): JSX.Element {
  const button = useFocusOnReturn<HTMLButtonElement>(isLeft, arrived);
  return (
    <button ref={button} type="button" class={subject.wrong ? 'link' : 'button is-quiet'} onClick={open}>
      {!subject.wrong && <MoreIcon name="note" />}
      {text(subject.wrong ? 'wrongArticle' : 'suggestIt')}
    </button>
  );
}
