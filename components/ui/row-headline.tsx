import type { ComponentChildren, JSX } from 'preact';

interface Props {
  /** Whether the Tab key reaches the headline. */
  readonly isActive: boolean;
  readonly isOpen: boolean;
  /** While the reader selects rows: whether this one is selected. A press then changes that. */
  readonly isSelected?: boolean | undefined;
  /** Element id of the facts below the headline. */
  readonly factsId: string;
  readonly press: (event: MouseEvent) => void;
  readonly children: ComponentChildren;
}

/** The headline of a row in the list: the button that opens the row. */
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
