import type { ComponentChildren, JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { lazy } from './lazy.tsx';
import type { MenuItem } from './menu-items.tsx';
import './menu.css';

interface Props {
  /** Content of the button. */
  readonly button: ComponentChildren;
  /** Accessible name and tooltip of a button that shows only an icon. */
  readonly label?: string;
  /** Whether the menu opens below the button instead of above it. */
  readonly opensDown?: boolean;
  readonly class?: string;
  readonly title?: string;
  readonly disabled?: boolean;
  /** Whether the button is still waiting for data. */
  readonly busy?: boolean;
  /** Id of the element that describes the button. */
  readonly describedBy?: string | undefined;
  readonly items: readonly MenuItem[];
  /** Whether the menu is open when it is first drawn. */
  readonly isOpenAtFirst?: boolean;
}

/**
 * A button that opens a menu (https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/). Enter, Space and the arrow keys
 * open the menu. The arrow keys, Home and End move the focus in it. Escape and Tab close it. After Escape, and after a
 * choice, the focus returns to the button.
 */
export function MenuButton({
  button,
  items,
  label,
  opensDown = false,
  describedBy,
  busy = false,
  isOpenAtFirst = false,
  ...rest
}: Props): JSX.Element {
  const [focused, focus] = useState(isOpenAtFirst ? 0 : undefined);
  const root = useRef<HTMLSpanElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const menuId = useId();
  const isOpen = focused !== undefined;
  const close = (): void => {
    focus(undefined);
    opener.current?.focus();
  };
  const choose = (item: MenuItem): void => {
    if (item.reason) return;
    close();
    item.choose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = items.length - 1;
    const at = focused ?? -1;
    const moves: Record<string, () => void> = {
      ArrowDown: () => focus(at === last ? 0 : at + 1),
      ArrowUp: () => focus(at <= 0 ? last : at - 1),
      ...(isOpen ? { Home: () => focus(0), End: () => focus(last), Escape: close } : {}),
    };
    const move = moves[event.key];
    if (move) {
      move();
      event.preventDefault();
      // Escape must not also close the content around the menu.
      event.stopPropagation();
    }
  };
  const onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    // Do not close the menu if the whole window loses the focus.
    if (document.hasFocus() && !root.current?.contains(relatedTarget as Node | null)) focus(undefined);
  };

  return (
    // Keep the focus where it is when the reader presses the mouse button. Some browsers on macOS do not focus a
    // clicked button, so the menu would lose the focus and close before the click. See
    // https://developer.mozilla.org/docs/Web/HTML/Element/button#clicking_and_focus
    // biome-ignore lint/a11y/noStaticElementInteractions: handles events of the button and the menu inside
    <span
      class="menu-button"
      ref={root}
      onKeyDown={onKeyDown}
      onFocusOut={onFocusOut}
      onMouseDown={(event) => event.preventDefault()}
    >
      <button
        type="button"
        title={label}
        aria-label={label}
        {...rest}
        ref={opener}
        aria-busy={busy}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? menuId : undefined}
        aria-describedby={describedBy}
        onClick={() => focus(isOpen ? undefined : 0)}
      >
        {button}
      </button>
      {isOpen && <Items items={items} id={menuId} opensDown={opensDown} focused={focused} choose={choose} />}
    </span>
  );
}

/** The code of the items is loaded when the reader opens the first menu. */
const Items = lazy(async () => (await import('./menu-items.tsx')).MenuItems);
