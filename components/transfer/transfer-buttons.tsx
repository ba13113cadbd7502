import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { lazy } from '../ui/lazy.tsx';
import { MoreIcon } from '../ui/more-icons.tsx';
import './transfer-buttons.css';

interface ExportProps {
  /** Ids of the analyses to export; absent for the whole library. */
  readonly ids?: readonly string[] | undefined;
  /** Ids of the analyses in the visible list, which the dialog offers instead of the whole library. */
  readonly listed?: readonly string[] | undefined;
}

/** A button that opens the export dialog. */
export function ExportButton({ ids, listed }: ExportProps): JSX.Element {
  const [isOpen, open] = useState(false);
  return (
    <>
      <button type="button" class="transfer-button" onClick={() => open(true)}>
        <MoreIcon name="share" />
        <span>{text('export')}</span>
      </button>
      {isOpen && <ExportDialog ids={ids} listed={listed} close={() => open(false)} />}
    </>
  );
}

/** A button that opens the import dialog. */
export function ImportButton({ isPrivate }: { isPrivate: boolean }): JSX.Element {
  const [isOpen, open] = useState(false);
  return (
    <>
      <button type="button" class="transfer-button" onClick={() => open(true)}>
        <MoreIcon name="inbox" />
        <span>{text('import')}</span>
      </button>
      {isOpen && <ImportDialog isPrivate={isPrivate} close={() => open(false)} />}
    </>
  );
}

const ExportDialog = lazy(async () => (await import('./export-dialog.tsx')).ExportDialog);
const ImportDialog = lazy(async () => (await import('./import-dialog.tsx')).ImportDialog);
