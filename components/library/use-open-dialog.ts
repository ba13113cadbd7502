import { useState } from 'preact/hooks';
import type { OpenDialog } from './library-dialogs.tsx';

/** The open dialog of the library; at most one is open. */
export interface DialogControl {
  readonly dialog: OpenDialog | undefined;
  /**
   * Identifies this opening of the dialog. Draw the dialog with this number as its key. Without it, a dialog that the
   * reader opens again before the browser has reported its closing would be the closed one.
   */
  readonly opening: number;
  readonly showDialog: (dialog: OpenDialog) => void;
  readonly closeDialog: () => void;
  /** Opens the import dialog with a file, or passes the file to the open import dialog. Other dialogs ignore it. */
  readonly importFile: (file: File) => void;
}

export function useOpenDialog(): DialogControl {
  const [{ dialog, opening }, set] = useState<Pick<DialogControl, 'dialog' | 'opening'>>({
    dialog: undefined,
    opening: 0,
  });
  const showDialog = (next: OpenDialog | undefined): void =>
    set((last) => ({ dialog: next, opening: last.opening + 1 }));
  return {
    dialog,
    opening,
    showDialog,
    closeDialog: () => showDialog(undefined),
    importFile: (file) => {
      const next: OpenDialog = { name: 'import', file };
      if (!dialog) showDialog(next);
      else if (dialog.name === 'import') set({ dialog: next, opening });
    },
  };
}
