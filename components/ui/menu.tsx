import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';

interface Props {
  /** What the button shows. */
  readonly button: ComponentChildren;
  readonly class?: string;
  readonly title?: string;
  readonly disabled?: boolean;
  /** Whether it is disabled only until something has loaded. */
  readonly busy?: boolean;
  readonly describedBy?: string | undefined;
  readonly items: readonly MenuItem[];
}

export interface MenuItem {
  readonly name: string;
  readonly choose: () => void;
}

/**
 * A button that opens a menu (https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/): Enter, Space and the arrow keys
 * open it, arrow keys, Home and End move, Escape and Tab close it. The focus returns to the button.
 */
export function MenuButton({ button, items, describedBy, busy = false, ...rest }: Props): JSX.Element {
  const [focused, focus] = useState<number>();
  const root = useRef<HTMLSpanElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const menuId = useId();
  const isOpen = focused !== undefined;
  useEffect(() => {
    if (focused !== undefined)
      root.current?.querySelectorAll<HTMLElement>('[role=menuitem]')[focused]?.focus();
  }, [focused]);

  const close = (): void => {
    focus(undefined);
    opener.current?.focus();
  };
  const choose = (item: MenuItem): void => {
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
      // In the popup Escape would close the popup too.
      event.stopPropagation();
    }
  };
  const onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    // Where the whole window loses the focus, the menu stays.
    if (document.hasFocus() && !root.current?.contains(relatedTarget as Node | null)) focus(undefined);
  };

  return (
    // A press keeps the focus where it is: Firefox on a Mac focuses no button, and the menu would close before the
    // click.
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for what happens in the button and the menu
    <span
      class="menu-button"
      ref={root}
      onKeyDown={onKeyDown}
      onFocusOut={onFocusOut}
      onMouseDown={(event) => event.preventDefault()}
    >
      <button
        type="button"
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
      {isOpen && (
        <span class="menu" role="menu" id={menuId}>
          {items.map((item) => (
            <button
              key={item.name}
              type="button"
              role="menuitem"
              tabIndex={-1}
              class="menu-item"
              onClick={() => choose(item)}
            >
              {item.name}
            </button>
          ))}
        </span>
      )}
    </span>
  );
}
