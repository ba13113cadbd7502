import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { ActionResult } from './action-result.ts';
import { Toast } from './toast.tsx';

interface Props {
  readonly label: string;
  /** The reason why the reader cannot use the button now; absent if the reader can use it. */
  readonly reason?: string | undefined;
  readonly press: () => void;
  readonly class?: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-expanded'?: boolean | undefined;
  readonly button?: RefObject<HTMLButtonElement | null>;
  /** The icon. */
  readonly children: ComponentChildren;
}

/** A button that shows only an icon. While the reader cannot use it, pressing it shows why. */
export function IconAction({
  label,
  reason,
  press,
  class: more = '',
  button,
  children,
  ...rest
}: Props): JSX.Element {
  const [refusal, refuse] = useState<ActionResult>();
  // `aria-disabled` instead of `disabled`: the reader can press the button, and reach it with the Tab key.
  return (
    <>
      <button
        {...rest}
        ref={button}
        type="button"
        class={`icon-button ${more}`}
        aria-label={label}
        title={reason ?? label}
        aria-disabled={reason !== undefined}
        onClick={() => (reason === undefined ? press() : refuse({ words: reason }))}
      >
        {children}
      </button>
      {refusal && <Toast result={refusal} />}
    </>
  );
}
