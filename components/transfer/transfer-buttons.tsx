import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import './transfer-buttons.css';

interface Props {
  /** Opens the dialog of the button. */
  readonly open: () => void;
}

/** The button that opens the export dialog. */
export function ExportButton({ open }: Props): JSX.Element {
  return (
    <button type="button" class="transfer-button" onClick={open}>
      <MoreIcon name="share" />
      <span>{text('export')}</span>
    </button>
  );
}

/** The button that opens the import dialog. */
export function ImportButton({ open }: Props): JSX.Element {
  return (
    <button type="button" class="transfer-button" onClick={open}>
      <MoreIcon name="inbox" />
      <span>{text('import')}</span>
    </button>
  );
}
