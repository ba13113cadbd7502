import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { storeComment } from '../../lib/app/library-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import type { Highlight } from '../../lib/db/records.ts';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { DraftField } from './draft-field.tsx';
import type { ShownMark } from './draw-marks.ts';
import { usePlacedBeside } from './use-placed-beside.ts';

interface Props {
  /** Id of the analysis. */
  readonly id: string;
  readonly mark: ShownMark;
  readonly isPrivate: boolean;
  /** Whether the comment field is open at first. */
  readonly isEditedAtFirst: boolean;
  /** Whether the reader opened the box from the list of highlights. */
  readonly isFromList: boolean;
  readonly remove: (highlight: Highlight) => void;
  /** Closes the box, and leaves the focus where it is. */
  readonly close: () => void;
  /** Closes the box, and moves the focus back to the list or to the passage. */
  readonly goBack: () => void;
}

/** A box beside a highlight, with the comment on the highlight and the actions for it. */
export function HighlightBox({
  id,
  mark: { highlight, ranges },
  isPrivate,
  isEditedAtFirst,
  isFromList,
  remove,
  close,
  goBack,
}: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [isEdited, edit] = useState(isEditedAtFirst);
  usePlacedBeside(box, ranges, 'below');
  useLayoutEffect(() => {
    if (isEdited) box.current?.querySelector('textarea')?.focus();
  }, [isEdited]);
  useLayoutEffect(() => {
    const closeOutside = ({ target }: Event): void => {
      if (target instanceof Node && !box.current?.contains(target)) close();
    };
    // If the reader came from the list, the focus is on the passage. The Tab key then leads into the box.
    const onKeyDown = (event: KeyboardEvent): void => {
      const isInside = box.current?.contains(document.activeElement) ?? false;
      if (event.key === 'Escape') goBack();
      else if (event.key === 'Tab' && !event.shiftKey && !isInside)
        box.current?.querySelector<HTMLElement>('button, textarea')?.focus();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('keydown', onKeyDown, true);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('keydown', onKeyDown, true);
    };
  }, [close, goBack]);
  return (
    <div ref={box} class="highlight-box" role="dialog" aria-label={text('highlightBox')} tabIndex={-1}>
      {isEdited ? (
        <DraftField
          key={highlight.id}
          name={`comment ${highlight.id}`}
          label={text('comment')}
          isLabelSeen={false}
          stored={highlight.comment}
          write={(comment, seen) => storeComment(id, highlight.id, comment, seen)}
        />
      ) : (
        highlight.comment && (
          <p class="highlight-comment" dir="auto">
            {highlight.comment}
          </p>
        )
      )}
      <div class="highlight-actions">
        {!isEdited && !isPrivate && (
          <button type="button" onClick={() => edit(true)}>
            <MoreIcon name="note" />
            {text('comment')}
          </button>
        )}
        {!isPrivate && (
          <button type="button" onClick={() => remove(highlight)}>
            <MoreIcon name="close" />
            {text('highlightRemove')}
          </button>
        )}
        <button type="button" class="highlight-close" onClick={goBack}>
          {text(isFromList ? 'highlightBack' : 'close')}
        </button>
      </div>
    </div>
  );
}
