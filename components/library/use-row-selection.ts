import { useState } from 'preact/hooks';
import type { ListItem } from './list-items.ts';

/** The selected items of the list, and the functions that change them. */
export interface RowSelection {
  /**
   * Ids of the selected items; `undefined` while the reader is not selecting, and in views whose items cannot be
   * selected.
   */
  readonly ids: ReadonlySet<string> | undefined;
  /**
   * Adds an item to the selection, or removes it if it is selected. Does nothing in views whose items cannot be
   * selected.
   */
  readonly toggle: (id: string) => void;
  /** Adds to the selection the items from the item that the reader chose last to this item. */
  readonly extendTo: (id: string) => void;
  readonly selectAll: () => void;
  /** Begins an empty selection; `undefined` in views whose items cannot be selected. */
  readonly selectNone: (() => void) | undefined;
  readonly end: () => void;
}

/**
 * Lets the reader select items of a list.
 *
 * @param items the items of the list; `undefined` in views whose items cannot be selected. The selection contains only
 *   ids of these items
 * @param active id of the item from which a range begins if the reader has not chosen an item yet
 */
export function useRowSelection(
  items: readonly ListItem[] | undefined,
  active: string | undefined,
): RowSelection {
  const [state, setState] = useState<{
    readonly ids: ReadonlySet<string>;
    readonly last: string | undefined;
  }>();
  // The list may have thousands of items, so collect their ids only when they are needed.
  const allIds = (): string[] => items?.map(({ card }) => card.id) ?? [];
  return {
    ids: state && items && listedOf(state.ids, allIds()),
    toggle: (id) => {
      if (!items) return;
      const ids = new Set(state?.ids);
      if (!ids.delete(id)) ids.add(id);
      setState({ ids, last: id });
    },
    extendTo: (id) => {
      const all = allIds();
      const [from, to] = [all.indexOf(state?.last ?? active ?? id), all.indexOf(id)].sort((a, b) => a - b);
      const range = all.slice(Math.max(0, from ?? 0), (to ?? 0) + 1);
      setState({ ids: new Set([...(state?.ids ?? []), ...range]), last: state?.last ?? active ?? id });
    },
    selectAll: () => setState({ ids: new Set(allIds()), last: state?.last }),
    selectNone: items && (() => setState({ ids: new Set(), last: undefined })),
    end: () => setState(undefined),
  };
}

/** Returns the selected ids that are in the list. */
function listedOf(selected: ReadonlySet<string>, all: readonly string[]): ReadonlySet<string> {
  const listed = new Set(all);
  return new Set([...selected].filter((id) => listed.has(id)));
}
