import type { JSX } from 'preact';
import { lazy } from '../ui/lazy.tsx';
import type { ListItem } from './list-items.ts';
import type { LibraryActions } from './use-library-actions.ts';

/** The dialog that is open, with what it is about. */
export type OpenDialog =
  | { readonly name: 'keys' | 'labels' }
  /** `ids`: the saved analyses to export. */
  | { readonly name: 'export'; readonly ids: readonly string[] };

interface Props {
  readonly open: OpenDialog | undefined;
  readonly close: () => void;
  /** The saved analyses whose labels the reader can change. */
  readonly toLabel: readonly ListItem[];
  readonly actions: LibraryActions;
  /** Whether the single-key shortcuts are switched on. */
  readonly hasLetterKeys: boolean;
}

/** Draws the open dialog. The code of each dialog is loaded when the reader opens it. */
export function LibraryDialogs({ open, close, toLabel, actions, hasLetterKeys }: Props): JSX.Element | null {
  switch (open?.name) {
    case 'keys':
      return <KeysDialog isOn={hasLetterKeys} close={close} />;
    case 'labels':
      return toLabel.length > 0 ? <LabelDialog items={toLabel} actions={actions} close={close} /> : null;
    case 'export':
      return <ExportDialog ids={open.ids} close={close} />;
    case undefined:
      return null;
  }
}

const KeysDialog = lazy(async () => (await import('./keys-dialog.tsx')).KeysDialog);
const LabelDialog = lazy(async () => (await import('./label-dialog.tsx')).LabelDialog);
const ExportDialog = lazy(async () => (await import('../transfer/export-dialog.tsx')).ExportDialog);
