import type { ComponentChildren, JSX } from 'preact';
import { formatNumber } from '../../lib/browser/interface-texts.ts';
import { hashOfPlace, type LibraryPlace } from '../../lib/tab/library-address.ts';
import { Icon } from '../ui/icons.tsx';
import { goTo } from './use-place.ts';

interface Props {
  readonly to: LibraryPlace;
  /** The rail hides the number 0. */
  readonly count: number | undefined;
  readonly isHere: boolean;
  readonly hue?: number;
  /** Called when the reader has chosen a view or filter. */
  readonly onChosen: () => void;
  /** A button after the link. It opens the dialog that changes the label or the saved search. */
  readonly edit?: { readonly label: string; readonly open: () => void } | undefined;
  readonly children: ComponentChildren;
}

/** An entry of the rail: a link to a place, with the number of its items. */
export function RailLink({ to, count, isHere, hue, onChosen, edit, children }: Props): JSX.Element {
  const choose = (event: MouseEvent): void => {
    // With a modifier key, the browser opens the link in another tab or window.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goTo(to);
    onChosen();
  };
  return (
    <li class={edit && 'has-edit'}>
      <a
        href={hashOfPlace(to)}
        class={isHere ? 'rail-link is-here' : 'rail-link'}
        aria-current={isHere ? 'page' : undefined}
        data-hue={hue}
        onClick={choose}
      >
        {children}
        {/* The space separates the name from the number for screen readers. */}{' '}
        {count ? <span class="rail-count">{formatNumber(count)}</span> : null}
      </a>
      {edit && (
        <button
          type="button"
          class="icon-button rail-edit"
          aria-label={edit.label}
          title={edit.label}
          onClick={edit.open}
        >
          <Icon name="more" />
        </button>
      )}
    </li>
  );
}
