import type { ComponentChildren, JSX } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { labelName, MAX_LABEL_LENGTH } from '../../lib/library/labels.ts';
import { Dialog } from '../ui/dialog.tsx';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import './name-field.css';
import './name-dialog.css';

interface Props {
  readonly title: string;
  /** The name in the field at first. */
  readonly name: string;
  /** Drawn above the field. */
  readonly children: ComponentChildren;
  readonly submitText: string;
  /**
   * Stores a name. The name is not empty. A changed name has the form that `labelName` returns. Returns `false` if the
   * name is refused.
   */
  readonly submit: (name: string) => boolean;
  /** Describes the field. */
  readonly hint?: string;
  /** The reason why the last name was refused. */
  readonly refusal?: string | undefined;
  /** Deletes the label or the saved search; absent if the name is for a new saved search. */
  readonly remove?: (() => void) | undefined;
  readonly close: () => void;
}

/** A dialog with the name of a label or of a saved search. */
export function NameDialog({
  title,
  name,
  children,
  submitText,
  submit,
  hint,
  refusal,
  remove,
  close,
}: Props): JSX.Element {
  const box = useRef<HTMLInputElement>(null);
  const described = useId();
  const moveFocus = (): void => {
    const choice = box.current?.form?.querySelector<HTMLElement>('input:checked');
    if (choice) choice.focus();
    else box.current?.select();
  };
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const typed = box.current?.value ?? '';
    // Keep an unchanged name as it is: an imported name may be longer than `labelName` allows.
    const given = typed === name ? name : labelName(typed);
    if (given === '' || !submit(given)) box.current?.focus();
  };
  return (
    <Dialog title={title} close={close} onOpened={moveFocus}>
      <form class="name-form" onSubmit={send}>
        {children}
        <label>
          {text('nameLabel')}
          <input
            ref={box}
            class="name-field"
            type="text"
            dir="auto"
            required
            maxLength={MAX_LABEL_LENGTH}
            defaultValue={name}
            aria-describedby={described}
            aria-invalid={refusal !== undefined}
          />
        </label>
        {hint === undefined ? (
          <p id={described} class="name-refused" role="status">
            {refusal}
          </p>
        ) : (
          <p id={described} class="muted">
            {hint}
          </p>
        )}
        <div class="buttons">
          <button type="submit" class="button is-primary">
            {submitText}
          </button>
          {remove && (
            <button type="button" class="button is-danger" onClick={remove}>
              <MoreIcon name="trash" />
              {text('delete')}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
