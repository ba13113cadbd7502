import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { MoreIcon } from '../ui/more-icons.tsx';
import { wantedCursor } from './reader-wishes.ts';

export interface CursorButtonProps {
  /** Id of the analysis. */
  readonly id: string;
  readonly isPrivate: boolean;
  /** Whether the text is shown. The button is disabled until then. */
  readonly isTextShown: boolean;
}

/** A button with which the reader begins to choose words with the keyboard. */
export function CursorButton({ id, isPrivate, isTextShown }: CursorButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={text('passageCursorButton')}
      title={text(isPrivate ? 'savePrivate' : 'passageCursorButton')}
      disabled={isPrivate || !isTextShown}
      aria-describedby={isPrivate ? 'save-private' : undefined}
      onClick={() => wantedCursor.make(id)}
    >
      <MoreIcon name="marker" />
    </button>
  );
}
