import type { StateChange } from '../../lib/library/reading-states.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { wantedNote } from '../reading/wanted-in-reading-view.ts';
import { type ListItem, savedIds } from './list-items.ts';
import type { SavedItems } from './saved-items.ts';
import type { LibraryActions } from './use-library-actions.ts';
import type { ListNavigation } from './use-list-navigation.ts';
import type { RowSelection } from './use-row-selection.ts';

/** The state and the actions of the library that shortcuts need. */
export interface ShortcutContext {
  readonly place: LibraryPlace;
  readonly items: readonly ListItem[] | undefined;
  readonly saved: SavedItems | undefined;
  readonly navigation: ListNavigation;
  readonly selection: RowSelection;
  readonly actions: LibraryActions;
  readonly isPrivate: boolean;
}

/** The ids of the selected analyses. */
export interface SelectedIds {
  readonly saved: readonly string[];
  readonly unsaved: readonly string[];
}

/**
 * The analyses to which shortcuts apply, and the actions of the shortcuts. Unless its comment says otherwise, an action
 * applies to the selected analyses. If none is selected, it applies to the current analysis. This is the open analysis.
 * If no analysis is open, it is the analysis of the active row or, if no row is active, the first analysis of the list.
 * If an action needs saved analyses, and none of the analyses to which it applies is saved, it tells the reader so.
 */
export interface ShortcutTargets {
  readonly selected: SelectedIds;
  /** Whether the reader can change analyses: not in a private window, and not in "Recently removed". */
  readonly canChange: boolean;
  /** Calls `work` with the id of the current analysis, if there is one. */
  readonly withCurrent: (work: (id: string) => void) => void;
  /** Saves the analyses that are not saved. If all of the analyses are saved, removes them. */
  readonly toggleSaved: () => void;
  readonly archive: () => void;
  readonly toggleRead: () => void;
  /** Changes the reading states of the selected saved analyses, and ends the selection. */
  readonly changeSelected: (change: StateChange) => void;
  /** Saves the selected analyses that are not saved, and ends the selection. */
  readonly saveSelected: () => void;
  /** Removes the selected saved analyses, and ends the selection. */
  readonly removeSelected: () => void;
  /** Archives the open analysis, and opens the next one. */
  readonly archiveOpen: () => void;
  /** Opens the current analysis and focuses the field for its note, if the analysis is saved. */
  readonly note: () => void;
  /** Calls `work` with the ids of the saved analyses whose labels the reader wants to change. */
  readonly withLabelled: (work: (ids: readonly string[]) => void) => void;
  /** Calls `work` with the ids of the saved analyses to export. */
  readonly withExported: (work: (ids: readonly string[]) => void) => void;
}

/** Returns the analyses to which shortcuts apply, and the actions of the shortcuts. */
export function shortcutTargets(library: ShortcutContext): ShortcutTargets {
  const { place, items, saved, navigation, selection, actions } = library;
  const { analysis } = place;
  const current = analysis ?? navigation.active ?? items?.[0]?.card.id;
  const own = current === undefined ? undefined : saved?.byId.get(current);
  const selectedItems = (items ?? []).filter(({ card }) => selection.ids?.has(card.id));
  const selected: SelectedIds = {
    saved: savedIds(selectedItems),
    unsaved: selectedItems.filter(({ reading }) => reading === 'not-saved').map(({ card }) => card.id),
  };
  const hasSelection = selectedItems.length > 0;
  const canChange = !library.isPrivate && place.view !== 'removed';
  const withCurrent = (work: (id: string) => void): void => {
    if (current !== undefined) work(current);
  };
  const changeState = (ids: readonly string[], to: StateChange): void => {
    actions.changeState(ids, to);
    if (to === 'archive') navigation.moveOnAfterArchiving(ids);
  };
  /** Changes selected analyses, and ends the selection. */
  const changeAll = (change: (ids: readonly string[]) => void, ids: readonly string[]): void => {
    change(ids);
    selection.end();
    navigation.focusList();
  };
  const tellNotSaved = (): void => {
    // Until the saved analyses have been read, the page does not know whether an analysis is saved, so it says nothing.
    if (saved) actions.tellNotSaved(hasSelection ? selected.unsaved.length : 1);
  };
  const changeSelected = (to: StateChange): void => changeAll((ids) => changeState(ids, to), selected.saved);
  const saveSelected = (): void => changeAll(actions.saveAll, selected.unsaved);
  const removeSelected = (): void => changeAll(actions.remove, selected.saved);
  /**
   * Returns the action that changes the states of the selected analyses, or, if none is selected, the state of the
   * current analysis.
   */
  const stateAction = (ofSelected: StateChange, ofCurrent: (own: ListItem) => StateChange) => (): void => {
    if (!canChange || current === undefined) return;
    if (hasSelection && selected.saved.length > 0) changeSelected(ofSelected);
    else if (!hasSelection && own) changeState([current], ofCurrent(own));
    else tellNotSaved();
  };
  const withSaved = (work: (ids: readonly string[]) => void): void => {
    if (current === undefined) return;
    const ids = hasSelection ? selected.saved : own ? [current] : [];
    if (ids.length === 0) tellNotSaved();
    else work(ids);
  };
  return {
    selected,
    canChange,
    withCurrent,
    toggleSaved: () => {
      if (!canChange) return;
      if (!hasSelection) withCurrent(actions.toggleSaved);
      else if (selected.unsaved.length > 0) saveSelected();
      else removeSelected();
    },
    archive: stateAction('archive', ({ reading }) => (reading === 'archived' ? 'unarchive' : 'archive')),
    toggleRead: stateAction('mark-unread', ({ reading }) =>
      reading === 'unread' ? 'mark-read' : 'mark-unread',
    ),
    changeSelected,
    saveSelected,
    removeSelected,
    archiveOpen: () => {
      if (analysis !== undefined) changeState([analysis], 'archive');
    },
    note: () => {
      if (!canChange || current === undefined) return;
      if (!own) {
        if (saved) actions.tellNotSaved(1);
        return;
      }
      wantedNote.make(current);
      if (current !== analysis || place.text !== undefined) navigation.open(current);
    },
    withLabelled: (work) => {
      if (canChange) withSaved(work);
    },
    withExported: (work) => {
      if (place.view !== 'removed') withSaved(work);
    },
  };
}
