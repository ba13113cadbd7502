import type { ComponentChildren, JSX } from 'preact';

interface Props {
  /** Whether the Tab key reaches the headline. */
  readonly isActive: boolean;
  readonly isOpen: boolean;
  /** Whether the row is selected; absent while the reader is not selecting rows. */
  readonly isSelected?: boolean | undefined;
  /** Element id of the facts below the headline. */
  readonly factsId: string;
  readonly press: (event: MouseEvent) => void;
  readonly children: ComponentChildren;
}

/** The headline of a row in a list, as a button that opens or selects the row. */
export function RowHeadline({ isActive, isOpen, isSelected, factsId, press, children }: Props): JSX.Element {
  return (
    <button
      type="button"
      class="row-headline"
      tabIndex={isActive ? 0 : -1}
      aria-current={isOpen ? 'true' : undefined}
      aria-pressed={isSelected}
      aria-describedby={factsId}
      onClick={press}
    >
      {children}
    </button>
  );
}
