import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { lazy } from '../ui/lazy.tsx';
import { MoreIcon } from '../ui/more-icons.tsx';
import './transfer-buttons.css';

interface ExportProps {
  /** The analyses to export; the whole library if not given. */
  readonly ids?: readonly string[] | undefined;
  /** The analyses of the list that is shown, which the dialog offers instead of the whole library. */
  readonly listed?: readonly string[] | undefined;
}

/** Opens the dialog that writes the library, or some analyses, into a file. */
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

/** Opens the dialog that reads a file into the library. */
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
