import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { storeNote } from '../../lib/app/library-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import { DraftField } from './draft-field.tsx';
import { wantedNote } from './wanted-in-reading-view.ts';

/** The reader's note on a saved analysis. */
export function OwnNote({
  of: { id, note = '' },
  isPrivate,
}: {
  of: SavedAnalysis;
  isPrivate: boolean;
}): JSX.Element {
  const field = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const focus = (): void => {
      const box = field.current?.querySelector('textarea');
      box?.focus({ preventScroll: true });
      box?.scrollIntoView({ block: 'center', behavior: 'instant' });
    };
    return wantedNote.wait((wanted) => wanted === id, focus);
  }, [id]);
  return (
    <>
      {isPrivate ? (
        note && (
          <p class="own-comment" dir="auto">
            {note}
          </p>
        )
      ) : (
        <div ref={field}>
          <DraftField
            name={`note ${id}`}
            label={text('note')}
            isLabelSeen
            stored={note}
            write={(value, seen) => storeNote(id, value, seen)}
          />
        </div>
      )}
      {/* Printed pages show the note as text instead of the field. */}
      {note && (
        <p class="print-note" dir="auto" hidden>
          {note}
        </p>
      )}
    </>
  );
}
