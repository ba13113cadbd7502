import type { ComponentChildren, JSX, RefObject } from 'preact';
import { browser } from '../../lib/browser/browser.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { AppearanceButton } from '../ui/appearance-button.tsx';
import { Icon, Mark } from '../ui/icons.tsx';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { MenuButton } from '../ui/menu.tsx';
import type { MenuItem } from '../ui/menu-items.tsx';

interface Props {
  readonly isPrivate: boolean;
  /** The button that opens the rail in a narrow window, where the rail is a drawer. */
  readonly drawer?: ComponentChildren;
  /** Buttons between the appearance button and the menu. */
  readonly buttons?: ComponentChildren;
  /** The search box. */
  readonly search?: ComponentChildren;
  /** Entries of the menu, before "Options". */
  readonly items?: readonly MenuItem[];
}

/** The header of the library: logo, search box, appearance button, and a menu. */
export function LibraryHead({ isPrivate, drawer, search, buttons, items = [] }: Props): JSX.Element {
  return (
    <header class="library-head">
      {drawer}
      <span class="brand">
        <Mark /> {text('extensionName')}
      </span>
      {search}
      <span class="library-head-end">
        <AppearanceButton isPrivate={isPrivate} />
        {buttons}
        <MenuButton
          class="icon-button"
          label={text('more')}
          opensDown
          button={<Icon name="more" />}
          items={[
            ...items,
            {
              name: text('options'),
              icon: 'gear',
              choose: guardedListener('open options', () => browser.runtime.openOptionsPage()),
            },
          ]}
        />
      </span>
    </header>
  );
}

/** Returns the entries of the menu. In a view without items to select, `select` is absent. */
export function menuItems(select: (() => void) | undefined, showKeys: () => void): MenuItem[] {
  return [
    ...(select ? [{ name: text('selectMenu'), icon: 'check', choose: select } as const] : []),
    { name: text('keysDialog'), icon: 'info', choose: showKeys },
  ];
}

interface DrawerProps {
  readonly isOpen: boolean;
  readonly toggle: () => void;
  readonly button: RefObject<HTMLButtonElement | null>;
}

/** Opens and closes the rail in a narrow window, where the rail is a drawer. */
export function DrawerButton({ isOpen, toggle, button }: DrawerProps): JSX.Element {
  const label = text('railOpen');
  return (
    <button
      ref={button}
      type="button"
      class="icon-button drawer-button"
      aria-label={label}
      title={label}
      aria-expanded={isOpen}
      aria-controls="rail"
      onClick={toggle}
    >
      <MoreIcon name="rail" />
    </button>
  );
}
