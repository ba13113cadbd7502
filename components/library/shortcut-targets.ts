import type { StateChange } from '../../lib/library/reading-states.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { wantedNote } from '../reading/reader-wishes.ts';
import type { ListItem } from './list-items.ts';
import type { LibraryActions } from './use-library-actions.ts';
import type { ListNavigation } from './use-list-navigation.ts';
import type { RowSelection } from './use-row-selection.ts';
import type { SavedItems } from './use-saved-items.ts';

interface Library {
  readonly place: LibraryPlace;
  readonly items: readonly ListItem[] | undefined;
  readonly saved: SavedItems | undefined;
  readonly navigation: ListNavigation;
  readonly selection: RowSelection;
  readonly actions: LibraryActions;
  readonly isPrivate: boolean;
}

/** The analyses to which shortcuts apply, and the actions of the shortcuts. */
export interface ShortcutTargets {
  /** Ids of the selected analyses that are saved. */
  readonly selected: readonly string[];
  /** Whether the reader can change analyses in this view. */
  readonly canChange: boolean;
  /** Calls `work` with the id of the current analysis: the open one, otherwise that of the active row. */
  readonly withCurrent: (work: (id: string) => void) => void;
  readonly toggleSaved: () => void;
  readonly archive: () => void;
  /** Changes the reading states of the selected analyses, and ends the selection. */
  readonly changeSelected: (change: StateChange) => void;
  /** Archives the open analysis, and opens the next one. */
  readonly archiveOpen: () => void;
  readonly toggleRead: () => void;
  /** Opens the current analysis and focuses the field for its note. */
  readonly note: () => void;
  /**
   * Calls `work` with the ids of the saved analyses whose labels the reader changes: the selected ones, otherwise the
   * current one. Says so if none is saved.
   */
  readonly withLabelled: (work: (ids: readonly string[]) => void) => void;
  /** Calls `work` with the ids of the saved analyses to export, and says so if none is saved, as `withLabelled` does. */
  readonly withExported: (work: (ids: readonly string[]) => void) => void;
}

/** Returns the analyses to which shortcuts apply: the selected ones, otherwise the current one. */
export function shortcutTargets(library: Library): ShortcutTargets {
  const { place, items, saved, navigation, selection, actions } = library;
  const { analysis } = place;
  const current = analysis ?? navigation.active ?? items?.[0]?.card.id;
  const selectedItems = (items ?? []).filter(
    ({ card, reading }) => selection.ids?.has(card.id) && reading !== 'not-saved',
  );
  const selected = selectedItems.map(({ card }) => card.id);
  const canChange = !library.isPrivate && place.view !== 'removed';
  const withCurrent = (work: (id: string) => void): void => {
    if (current !== undefined) work(current);
  };
  const end = (): void => {
    selection.end();
    navigation.focusList();
  };
  const change = (all: (ids: readonly string[]) => void, one: (id: string) => void) => (): void => {
    if (!canChange) return;
    if (selected.length === 0) {
      withCurrent(one);
      return;
    }
    all(selected);
    end();
  };
  const own = current === undefined ? undefined : saved?.byId.get(current);
  const ofCurrent = selected.length === 0 && own ? [own] : selectedItems;
  const changeState = (ids: readonly string[], to: StateChange): void => {
    actions.changeState(ids, to);
    if (to === 'archive') navigation.moveOnAfterArchiving(ids);
  };
  return {
    selected,
    canChange,
    withCurrent,
    toggleSaved: change(actions.remove, actions.toggleSaved),
    archive: change(
      (ids) => changeState(ids, 'archive'),
      (id) => {
        if (own) changeState([id], own.reading === 'archived' ? 'unarchive' : 'archive');
      },
    ),
    changeSelected: (to) => {
      changeState(selected, to);
      end();
    },
    archiveOpen: () => {
      if (analysis !== undefined) changeState([analysis], 'archive');
    },
    toggleRead: change(
      (ids) => changeState(ids, 'mark-unread'),
      (id) => {
        if (own) changeState([id], own.reading === 'unread' ? 'mark-read' : 'mark-unread');
      },
    ),
    note: () => {
      if (!canChange || current === undefined) return;
      if (!own) {
        actions.tellNotSaved();
        return;
      }
      wantedNote.make(current);
      if (current !== analysis || place.text !== undefined) navigation.open(current);
    },
    withLabelled: (work) => {
      if (!canChange || current === undefined) return;
      if (ofCurrent.length === 0) actions.tellNotSaved();
      else work(ofCurrent.map(({ card }) => card.id));
    },
    withExported: (work) => {
      if (place.view === 'removed' || current === undefined) return;
      if (ofCurrent.length === 0) actions.tellNotSaved();
      else work(ofCurrent.map(({ card }) => card.id));
    },
  };
}
