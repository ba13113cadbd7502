import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { markAllSeen, markUnseen } from '../../lib/app/notice-actions.ts';
import type { AllSeen } from '../../lib/app/undoable-follows.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';

interface Props {
  /** Number of analyses in "New for you". */
  readonly newCount: number;
  readonly isPrivate: boolean;
  /** Moves the keyboard focus, because the pressed button disappears. */
  readonly moveFocus: () => void;
}

/** A button that marks all new analyses as seen, with Undo. */
export function MarkSeen({ newCount, isPrivate, moveFocus }: Props): JSX.Element {
  const [allSeen, setAllSeen] = useState<AllSeen>();
  const { change, failure } = useChange('change the library');
  const seeAll = async (): Promise<void> => {
    const isChanged = await change(async () => setAllSeen(await markAllSeen()));
    if (isChanged) moveFocus();
  };
  const undo = async (seen: AllSeen): Promise<void> => {
    if (!(await change(() => markUnseen(seen)))) return;
    setAllSeen(undefined);
    moveFocus();
  };
  return (
    <div class="mark-seen">
      <p role="status" class="muted">
        {allSeen && newCount === 0 && (
          <>
            {text('newAllSeen')}{' '}
            <button
              type="button"
              class="link"
              onClick={guardedListener('undo "mark all as seen"', () => undo(allSeen))}
            >
              {text('undo')}
            </button>
          </>
        )}
      </p>
      {newCount > 0 && !isPrivate && (
        <button type="button" class="button" onClick={guardedListener('mark all as seen', seeAll)}>
          {text('newSeen')}
        </button>
      )}
      <ChangeFailed failure={failure} />
    </div>
  );
}
