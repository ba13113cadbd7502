import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { undo } from '../../lib/app/library-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { whyNotUndone } from '../ui/undo-result.ts';
import { useChange } from '../ui/use-change.ts';

/** The message about a change, and the id with which `undo` undoes the change. */
export interface ChangeResult {
  readonly words: string;
  readonly undoId?: string;
}

interface Changing {
  /** Makes a change, and shows its result; `undefined` shows nothing. */
  readonly run: (work: () => Promise<ChangeResult | undefined>) => Promise<void>;
  /** Hides the last result. */
  readonly clear: () => void;
  /** The line with the last result and its Undo button. */
  readonly result: JSX.Element;
  /** The line that says that the last change failed. */
  readonly failed: JSX.Element;
}

/**
 * Lets a section of Options change the library and show the result.
 *
 * @param undone the message after an Undo
 * @param onChanged called after each change, also after a failed one
 */
export function useChangeResult(undone: string, onChanged: () => void): Changing {
  const [done, setDone] = useState<ChangeResult>();
  const { change, failure } = useChange('change the library');
  const line = useRef<HTMLParagraphElement>(null);
  const run: Changing['run'] = async (work) => {
    // The pressed button may disappear, so move the keyboard focus to the result.
    if (await change(async () => setDone(await work()))) line.current?.focus();
    onChanged();
  };
  const takeBack = (id: string): Promise<void> =>
    run(async () => {
      return { words: whyNotUndone(await undo(id)) ?? undone };
    });
  const undoId = done?.undoId;
  return {
    run,
    clear: () => setDone(undefined),
    result: (
      <p ref={line} role="status" tabIndex={-1} class="result">
        {done && `${done.words} `}
        {undoId !== undefined && (
          <button
            type="button"
            class="link"
            onClick={guardedListener('undo a change', () => takeBack(undoId))}
          >
            {text('undo')}
          </button>
        )}
      </p>
    ),
    failed: <ChangeFailed failure={failure} />,
  };
}
