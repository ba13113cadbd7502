import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type AnyIconName, MoreIcon } from './icons-loaded-later.tsx';

export interface MenuItem {
  readonly name: string;
  readonly icon?: AnyIconName;
  /** Whether a line separates the item from the items above. */
  readonly isApart?: boolean;
  /** Whether the item is the current choice; absent if the items are not choices. */
  readonly isChosen?: boolean;
  /** The reason why the reader cannot choose the item now; absent if the reader can choose it. */
  readonly reason?: string;
  readonly choose: () => void;
}

interface Props {
  readonly items: readonly MenuItem[];
  readonly id: string;
  readonly opensDown: boolean;
  /** Index of the item that has the keyboard focus. */
  readonly focused: number;
  readonly choose: (item: MenuItem) => void;
}

/** The open menu of a `MenuButton`. */
export function MenuItems({ items, id, opensDown, focused, choose }: Props): JSX.Element {
  const menu = useRef<HTMLSpanElement>(null);
  // Items may be added while the menu is open. So also move the focus if another item gets the focused index.
  useLayoutEffect(() => {
    menu.current?.querySelectorAll<HTMLElement>('.menu-item')[focused]?.focus();
  }, [focused, items[focused]?.name]);
  return (
    <span ref={menu} class={opensDown ? 'menu opens-down' : 'menu'} role="menu" id={id}>
      {items.map((item) => (
        <button
          key={item.name}
          type="button"
          {...(item.isChosen === undefined
            ? { role: 'menuitem' }
            : { role: 'menuitemradio', 'aria-checked': item.isChosen })}
          tabIndex={-1}
          class={item.isApart ? 'menu-item is-apart' : 'menu-item'}
          aria-disabled={item.reason === undefined ? undefined : true}
          onClick={() => choose(item)}
        >
          {item.isChosen !== undefined && (
            <span class={item.isChosen ? undefined : 'menu-unchosen'}>
              <MoreIcon name="check" />
            </span>
          )}
          {item.icon && <MoreIcon name={item.icon} />}
          {item.reason ? <Refused item={item} /> : item.name}
        </button>
      ))}
    </span>
  );
}

/**
 * The content of an item that the reader cannot choose. The item still takes the focus, so that screen readers read the
 * reason.
 */
function Refused({ item }: { item: MenuItem }): JSX.Element {
  return (
    <span>
      {item.name} <span class="menu-reason">{item.reason}</span>
    </span>
  );
}
