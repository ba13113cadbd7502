import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import type { ListKeys } from '../ui/use-list-keys.ts';
import type { LetterKey } from './letter-keys.ts';
import type { ListNavigation } from './use-list-navigation.ts';

/** Connects the shortcuts with a list whose rows are not analyses, such as the list of highlights. */
export interface OtherListShortcuts {
  /** The list puts its actions here. */
  readonly keys: RefObject<ListKeys | undefined>;
  /** Sets the id of the active row's analysis, to which the shortcuts that change an analysis apply. */
  readonly setCurrent: (id: string) => void;
}

interface ListShortcuts {
  readonly other: OtherListShortcuts;
  readonly actions: Readonly<Record<Extract<LetterKey, 'j' | 'k' | 'o'>, () => void>>;
}

/**
 * Returns the actions of the shortcuts that go to the next or previous row of the visible list, or open its active row.
 *
 * @param open opens the active row of a list of analyses
 */
export function useListShortcuts(
  { step, setActive }: Pick<ListNavigation, 'step' | 'setActive'>,
  open: () => void,
): ListShortcuts {
  const keys = useRef<ListKeys>(undefined);
  const shown = (): ListKeys => keys.current ?? { step, open };
  return {
    other: { keys, setCurrent: setActive },
    actions: { j: () => shown().step(1), k: () => shown().step(-1), o: () => shown().open() },
  };
}
