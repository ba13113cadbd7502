import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { IconAction } from '../ui/icon-action.tsx';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { wantedCursor } from './wanted-in-reading-view.ts';

export interface CursorButtonProps {
  /** Id of the analysis. */
  readonly id: string;
  readonly isPrivate: boolean;
  /** Whether the text is shown. Until then, the button only says why there is nothing to highlight. */
  readonly isTextShown: boolean;
}

/** A button with which the reader begins to choose words with the keyboard. */
export function CursorButton({ id, isPrivate, isTextShown }: CursorButtonProps): JSX.Element {
  return (
    <IconAction
      label={text('passageCursorButton')}
      reason={isPrivate ? text('savePrivate') : isTextShown ? undefined : text('noTextToHighlight')}
      aria-describedby={isPrivate ? 'save-private' : undefined}
      press={() => wantedCursor.make(id)}
    >
      <MoreIcon name="marker" />
    </IconAction>
  );
}
