import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { endImport, importBlock } from '../../lib/app/library-actions.ts';
import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { start } from '../../lib/browser/listener-errors.ts';
import { type Refusal, RefusedFile } from '../../lib/transfer/read-file.ts';
import { type ImportReport, importFile } from '../../lib/transfer/run-import.ts';
import { changeFailedText } from '../ui/change-failed.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { tryChange } from '../ui/use-change.ts';
import { Report } from './import-report.tsx';
import './transfer.css';

/** For each reason why a file is refused, the key of the advice to the reader. */
const REFUSALS = {
  empty: 'importEmpty',
  archive: 'importArchive',
  newer: 'importNewer',
  unknown: 'importUnknown',
  'too-large': 'importTooLarge',
} as const satisfies Record<Refusal, TextKey>;

type State =
  | { readonly state: 'asking'; readonly words?: string }
  /** `share`: the part that has been read, 0–1. */
  | {
      readonly state: 'reading';
      readonly name: string;
      readonly share: number;
      readonly control: AbortController;
    }
  | { readonly state: 'done'; readonly name: string; readonly batch: string; readonly report: ImportReport };

interface Props {
  readonly isPrivate: boolean;
  readonly close: () => void;
}

/** Imports a file that the reader chooses, or drops on the dialog. */
export function ImportDialog({ isPrivate, close }: Props): JSX.Element {
  const [state, setState] = useState<State>({ state: 'asking' });
  const [isOver, setOver] = useState(false);
  const running = useRef<AbortController>(undefined);
  // Closing the dialog ends the import. The analyses that were stored before that stay. The reader can undo them in
  // "Recently removed".
  useEffect(() => () => running.current?.abort(), []);
  const read = async (file: File): Promise<void> => {
    const control = new AbortController();
    running.current = control;
    const batch = crypto.randomUUID();
    const { name } = file;
    setState({ state: 'reading', name, share: 0, control });
    const progress = {
      signal: control.signal,
      report: (done: number, total: number) =>
        setState({ state: 'reading', name, share: done / total, control }),
    };
    let refusal: Refusal | undefined;
    const failure = await tryChange('import a file', async () => {
      try {
        const report = await importFile(file, batch, { importBlock, endImport }, progress);
        setState({ state: 'done', name, batch, report });
      } catch (error) {
        if (!(error instanceof RefusedFile)) throw error;
        refusal = error.reason;
      }
    });
    if (refusal) setState({ state: 'asking', words: text(REFUSALS[refusal], name) });
    else if (failure) setState({ state: 'asking', words: changeFailedText(failure) });
  };
  const choose = (files: FileList | null | undefined): void => {
    const file = files?.[0];
    if (file && !isPrivate) start('import a file', () => read(file));
  };
  return (
    <Dialog title={text(state.state === 'done' ? 'importFinished' : 'importTitle')} close={close}>
      {state.state === 'done' ? (
        <Report {...state} again={() => setState({ state: 'asking' })} />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is another way to choose one
        <div
          class={isOver ? 'transfer drop-zone is-over' : 'transfer drop-zone'}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            choose(event.dataTransfer?.files);
          }}
        >
          <p>{text('importText')}</p>
          <p class="muted">{text('importForms')}</p>
          {isPrivate ? (
            <p>{text('importPrivate')}</p>
          ) : state.state === 'reading' ? (
            <>
              <p>{text('importReading', state.name)}</p>
              <progress aria-label={text('importReading', state.name)} value={state.share} />
              <p class="buttons">
                <button type="button" class="button" onClick={() => state.control.abort()}>
                  {text('cancel')}
                </button>
              </p>
            </>
          ) : (
            <label class="file-choice">
              <span>{text('importChoose')}</span>
              <input
                type="file"
                accept=".json,.csv,.html,.htm,.txt"
                onChange={(event) => choose(event.currentTarget.files)}
              />
            </label>
          )}
          <p role="status">{state.state === 'asking' ? state.words : ''}</p>
        </div>
      )}
    </Dialog>
  );
}
