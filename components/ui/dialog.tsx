import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { MoreIcon } from './icons-loaded-later.tsx';
import './dialog.css';

interface Props {
  readonly title: string;
  /** Called when the reader closes the dialog, with the button or with Escape. */
  readonly close: () => void;
  /** Whether the dialog stays open when the reader tries to close it. `close` is called nevertheless. */
  readonly isHeld?: boolean;
  /** Called once the dialog is open and its first control has the focus. The function can move the focus. */
  readonly onOpened?: () => void;
  readonly children: ComponentChildren;
}

/** A modal dialog. While it is open, the browser keeps the focus in it, and returns the focus afterwards. */
export function Dialog({ title, close, isHeld = false, onOpened, children }: Props): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    dialog.current?.showModal();
    onOpened?.();
  }, []);
  // Only a dialog that is still in the page returns the focus. Preact cleans up after `useEffect` when the dialog has
  // left the page, and after `useLayoutEffect` before that.
  useLayoutEffect(() => () => dialog.current?.close(), []);
  return (
    // Escape closes only the dialog, not what is open below it.
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.stopPropagation();
      }}
      onCancel={(event) => {
        // Ignore the `cancel` event of a file field in the dialog
        // (https://developer.mozilla.org/docs/Web/API/HTMLInputElement/cancel_event). A dialog that is not held needs
        // no code here: the browser closes it, and then calls `onClose`.
        if (!isHeld || event.target !== event.currentTarget) return;
        event.preventDefault();
        close();
      }}
      onClose={() => {
        // Browsers report a closing in a task of its own. By then, the page may have removed this dialog, and opened
        // the next one.
        if (!dialog.current) return;
        // Browsers may close a dialog on Escape even if the page cancels the event
        // (https://html.spec.whatwg.org/multipage/interaction.html#close-watcher-request-close). So open a held dialog
        // again.
        if (isHeld) dialog.current.showModal();
        close();
      }}
    >
      <div class="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label={text('close')}
          title={text('close')}
          onClick={close}
        >
          <MoreIcon name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
