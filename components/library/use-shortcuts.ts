import { chooseWords } from './choose-words-by-keyboard.ts';
import { useLetterKeys } from './letter-keys.ts';
import { type OtherListShortcuts, useListShortcuts } from './list-shortcuts.ts';
import { type ShortcutContext, type ShortcutTargets, shortcutTargets } from './shortcut-targets.ts';

/** Functions that open a dialog, or move the focus to the search box. */
interface Openers {
  readonly labels: (ids: readonly string[]) => void;
  readonly exportOf: (ids: readonly string[]) => void;
  readonly keys: () => void;
  readonly searchBox: () => void;
}

export interface Shortcuts {
  readonly targets: ShortcutTargets;
  /** Connects the shortcuts with a list whose rows are not analyses. */
  readonly list: OtherListShortcuts;
  /**
   * Opens the dialog of labels for the selected saved analyses or, without a selection, for the current analysis if it
   * is saved.
   */
  readonly label: () => void;
  /**
   * Opens the export dialog for the selected saved analyses or, without a selection, for the current analysis if it is
   * saved.
   */
  readonly exportThem: () => void;
}

/**
 * Runs the actions of the single-key shortcuts. Returns the actions that buttons also run, and `list`, which connects
 * the shortcuts with a list whose rows are not analyses.
 *
 * @param isOn whether the reader has switched the single-key shortcuts on
 */
export function useShortcuts(isOn: boolean, library: ShortcutContext, open: Openers): Shortcuts {
  const { place, navigation, selection, actions, isPrivate } = library;
  const targets = shortcutTargets(library);
  const list = useListShortcuts(navigation, () => targets.withCurrent(navigation.open));
  const label = (): void => targets.withLabelled(open.labels);
  const exportThem = (): void => targets.withExported(open.exportOf);
  useLetterKeys(isOn, {
    ...list.actions,
    s: targets.toggleSaved,
    a: targets.archive,
    u: targets.toggleRead,
    l: label,
    n: targets.note,
    h: () => targets.withCurrent((id) => chooseWords(id, place, isPrivate, navigation.open)),
    e: exportThem,
    x: () => targets.withCurrent(selection.toggle),
    z: () => !isPrivate && actions.undoLast(),
    '/': open.searchBox,
    '?': open.keys,
  });
  return { targets, list: list.other, label, exportThem };
}
