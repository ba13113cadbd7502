import type { JSX } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { StorageLink } from '../ui/storage-link.tsx';
import { type DraftState, useDraft } from './use-draft.ts';

interface Props {
  /** Identifies the text within this page. */
  readonly name: string;
  readonly label: string;
  /** Whether the label is visible. If not, only screen readers read it. */
  readonly isLabelSeen: boolean;
  readonly stored: string;
  readonly write: Parameters<typeof useDraft>[2];
}

const MESSAGES: Readonly<Record<DraftState, TextKey | undefined>> = {
  stored: undefined,
  changed: undefined,
  joined: 'draftJoined',
  undone: 'draftUndone',
  outdated: 'undoOutdated',
  gone: 'undoGone',
  'without-place': 'draftWithoutPlace',
  'undo-full': 'changeFailedFull',
  'undo-other': 'changeFailed',
  full: 'draftFailedFull',
  other: 'draftFailed',
};

/** A field in which the reader writes a text. It stores the text automatically. */
export function DraftField({ name, label, isLabelSeen, stored, write }: Props): JSX.Element {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const { value, state, change, store, takeBack } = useDraft(name, stored, write);
  const isFailure = state === 'full' || state === 'other' || state === 'without-place';
  // If another page changes the text, words may be inserted before the words that the reader is typing. Then move the
  // caret by the same distance, so that it stays at the words that the reader is typing.
  const caret = useRef<{ readonly value: string; readonly fromEnd: number }>({ value, fromEnd: 0 });
  useLayoutEffect(() => {
    const box = field.current;
    if (!box || value === caret.current.value) return;
    if (document.activeElement === box && value.endsWith(caret.current.value)) {
      const at = value.length - caret.current.fromEnd;
      box.setSelectionRange(at, at);
    }
    caret.current = { value, fromEnd: 0 };
  }, [value]);
  // If no earlier text is left after the reader has pressed the button that undoes a change, this button disappears.
  // Then move the focus to the field.
  const isPressed = useRef(false);
  useLayoutEffect(() => {
    if (isPressed.current && document.activeElement === document.body) field.current?.focus();
    isPressed.current = false;
  }, [takeBack === undefined]);
  const message = MESSAGES[state];
  return (
    <div class="draft-field">
      <label class={isLabelSeen ? undefined : 'unseen'} for={id}>
        {label}
      </label>
      <textarea
        ref={field}
        id={id}
        rows={3}
        dir="auto"
        value={value}
        aria-invalid={isFailure}
        onInput={({ currentTarget }) => {
          caret.current = {
            value: currentTarget.value,
            fromEnd: currentTarget.value.length - currentTarget.selectionStart,
          };
          change(currentTarget.value);
        }}
        onBlur={store}
      />
      <p class="draft-state" role="status">
        {message && `${text(message)} `}
        {state === 'full' && <StorageLink />}
      </p>
      {takeBack && !isFailure && (
        <button
          type="button"
          class="link draft-undo"
          onClick={() => {
            isPressed.current = true;
            takeBack();
          }}
        >
          {text('draftUndo')}
        </button>
      )}
      {isFailure && (
        <button type="button" class="button" onClick={store}>
          {text('tryAgain')}
        </button>
      )}
    </div>
  );
}
