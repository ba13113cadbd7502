import type { ComponentChildren, JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';

/** A row of the list: a page whose analysis the reader waits for, or an answer about a page. */
export interface RememberedRow {
  readonly id: string;
  readonly content: ComponentChildren;
  /** Label of the button that removes the row. `buttonName` is the accessible name, which begins with the label. */
  readonly button: string;
  readonly buttonName: string;
  /**
   * Removes what the row shows. Returns a function that undoes this; `undefined` if there was nothing left to remove.
   */
  readonly remove: () => Promise<(() => Promise<unknown>) | undefined>;
}

interface Props {
  readonly title: string;
  /** Text that says what the rows are, and how long they are kept. */
  readonly about: string;
  /** Text that says that a row was removed. */
  readonly removed: string;
  readonly rows: readonly RememberedRow[];
}

/**
 * A section that lists what the extension stores about pages. Each row has a button that removes it. An empty section
 * is hidden until the reader has removed a row. After that the section stays, and its heading can have the focus: the
 * database may report a removal before the removal has ended, and an undo after the undo has ended.
 */
export function RememberedList({ title, about, removed, rows }: Props): JSX.Element | null {
  const [undo, setUndo] = useState<() => Promise<unknown>>();
  const [isUsed, setUsed] = useState(false);
  const { change, failure } = useChange('change the library');
  const heading = useRef<HTMLHeadingElement>(null);
  if (rows.length === 0 && !isUsed) return null;
  // The pressed button disappears, so move the keyboard focus to the heading.
  const run = async (work: () => Promise<(() => Promise<unknown>) | undefined>): Promise<void> => {
    setUsed(true);
    const isChanged = await change(async () => {
      const next = await work();
      setUndo(() => next);
    });
    if (isChanged) heading.current?.focus();
  };
  const undoLast = async (): Promise<undefined> => {
    await undo?.();
    return undefined;
  };
  return (
    <section>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <p class="muted">{about}</p>
      <p role="status" class="remembered-status">
        {undo && (
          <>
            {removed}{' '}
            <button
              type="button"
              class="link"
              onClick={guardedListener('undo a removal', () => run(undoLast))}
            >
              {text('undo')}
            </button>
          </>
        )}
      </p>
      <ul class="sites remembered">
        {rows.map(({ id, content, button, buttonName, remove }) => (
          <li key={id}>
            <div class="remembered-page">{content}</div>
            <button
              type="button"
              class="button remembered-remove"
              aria-label={buttonName}
              onClick={guardedListener('remove what is stored about a page', () => run(remove))}
            >
              {button}
            </button>
          </li>
        ))}
      </ul>
      <ChangeFailed failure={failure} />
    </section>
  );
}
