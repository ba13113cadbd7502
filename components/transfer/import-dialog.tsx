import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { endImport, importBlock } from '../../lib/app/library-actions.ts';
import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import { isUnreadable, type Refusal, RefusedFileError } from '../../lib/transfer/read-file.ts';
import { type ImportReport, importFile } from '../../lib/transfer/run-import.ts';
import { ChangeFailedWords } from '../ui/change-failed.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { type FailedChange, tryChange } from '../ui/use-change.ts';
import { AwaitList } from './await-list.tsx';
import { ImportReportView, type StopReason } from './import-report.tsx';
import './transfer.css';

/** For each reason why a file is refused, the key of the advice to the reader. */
const REFUSALS = {
  empty: 'importEmpty',
  archive: 'importArchive',
  newer: 'importNewer',
  unknown: 'importUnknown',
  'too-large': 'importTooLarge',
  unreadable: 'importUnreadable',
} as const satisfies Record<Refusal, TextKey>;

interface RunningImport {
  /** Name of the file. */
  readonly name: string;
  readonly control: AbortController;
}

type State =
  /** `refused`: why the last file was refused. `failure`: why no part of it could be stored. */
  | {
      readonly state: 'asking';
      readonly refused?: Refusal;
      readonly failure?: FailedChange;
      readonly name?: string;
    }
  /** `share`: the part that has been read, 0–1. */
  | (RunningImport & { readonly state: 'reading'; readonly share: number })
  /** The import waits for the list of analyses. `goOn` ends the wait. */
  | (RunningImport & { readonly state: 'waiting'; readonly goOn: () => void })
  | {
      readonly state: 'done';
      readonly name: string;
      readonly batch: string;
      readonly report: ImportReport;
      /** Why the import stopped before the end of the file. */
      readonly stopped?: StopReason;
    };

interface Props {
  readonly isPrivate: boolean;
  /**
   * A file that the reader has dropped on the page. It is imported, unless another import is running or the window is
   * private.
   */
  readonly dropped?: File | undefined;
  readonly close: () => void;
}

/**
 * Imports a file that the reader chooses, or drops on the dialog. If the reader closes the dialog during an import, the
 * import ends, and the dialog shows the report instead of closing. The analyses that are already stored stay. The
 * report offers to undo the import.
 */
export function ImportDialog({ isPrivate, dropped, close }: Props): JSX.Element {
  const [state, setState] = useState<State>({ state: 'asking' });
  const running = useRef<AbortController>(undefined);
  // If the page removes the dialog, the import ends.
  useEffect(() => () => running.current?.abort(), []);
  const isRunning = state.state === 'reading' || state.state === 'waiting';
  const choose = (file: File | undefined): void => {
    if (!file || isPrivate || isRunning) return;
    const control = new AbortController();
    running.current = control;
    startTask('import a file', async () => setState(await importInto(setState, file, control)));
  };
  useLayoutEffect(() => choose(dropped), [dropped]);
  return (
    <Dialog
      title={text(titleOf(state))}
      isHeld={isRunning}
      close={isRunning ? () => state.control.abort() : close}
    >
      {state.state === 'done' ? (
        <ImportReportView {...state} again={() => setState({ state: 'asking' })} />
      ) : (
        <DropZone choose={choose}>
          <p>{text('importText')}</p>
          <p class="muted">{text('importForms')}</p>
          {isPrivate ? <p>{text('importPrivate')}</p> : <Choice state={state} choose={choose} />}
          <p role="status">{state.state === 'asking' && <Refused {...state} />}</p>
        </DropZone>
      )}
    </Dialog>
  );
}

function titleOf(state: State): TextKey {
  if (state.state !== 'done') return 'importTitle';
  return state.report.end.how === 'whole' ? 'importFinished' : 'importEnded';
}

/** Imports a file, and shows the states of the import. Returns its last state. */
async function importInto(
  show: (state: State) => void,
  file: File,
  control: AbortController,
): Promise<State> {
  const { name } = file;
  const { signal } = control;
  const batch = crypto.randomUUID();
  let share = 0;
  const showReading = (): void => show({ state: 'reading', name, share, control });
  showReading();
  const progress = {
    signal,
    report: (done: number, total: number) => {
      share = done / total;
      showReading();
    },
    awaitList: async () => {
      await new Promise<void>((goOn) => {
        signal.addEventListener('abort', () => goOn());
        show({ state: 'waiting', name, control, goOn });
      });
      showReading();
    },
  };
  let report: ImportReport | undefined;
  let refused: Refusal | undefined;
  let isFileGone = false;
  const failure = await tryChange('import a file', async () => {
    try {
      report = await importFile(file, batch, { importBlock, endImport }, progress);
    } catch (error) {
      if (!(error instanceof RefusedFileError)) throw error;
      refused = error.reason;
      return;
    }
    if (report.end.how !== 'stopped') return;
    isFileGone = isUnreadable(report.end.error);
    if (!isFileGone) throw report.end.error;
  });
  if (!report)
    return {
      state: 'asking',
      name,
      ...(refused ? { refused } : {}),
      ...(failure ? { failure: { why: failure } } : {}),
    };
  const stopped = isFileGone ? 'unreadable' : failure;
  return { state: 'done', name, batch, report, ...(stopped ? { stopped } : {}) };
}

interface DropZoneProps {
  readonly choose: (file: File | undefined) => void;
  readonly children: ComponentChildren;
}

function DropZone({ choose, children }: DropZoneProps): JSX.Element {
  const [isOver, setOver] = useState(false);
  return (
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
        choose(event.dataTransfer?.files[0]);
      }}
    >
      {children}
    </div>
  );
}

/** The choice of a file, or the progress of the import. */
function Choice({
  state,
  choose,
}: Pick<DropZoneProps, 'choose'> & { readonly state: Exclude<State, { state: 'done' }> }): JSX.Element {
  switch (state.state) {
    case 'asking':
      return (
        <label class="file-choice">
          <span>{text('importChoose')}</span>
          <input
            type="file"
            accept=".json,.csv,.html,.htm,.txt"
            onChange={(event) => choose(event.currentTarget.files?.[0])}
          />
        </label>
      );
    case 'waiting':
      return <AwaitList name={state.name} goOn={state.goOn} cancel={() => state.control.abort()} />;
    case 'reading':
      return (
        <>
          <p>{text('importReading', state.name)}</p>
          <progress aria-label={text('importReading', state.name)} value={state.share} />
          <p class="buttons">
            <button type="button" class="button" onClick={() => state.control.abort()}>
              {text('cancel')}
            </button>
          </p>
        </>
      );
  }
}

/** Says why the last file was not imported. */
function Refused({ name = '', refused, failure }: Extract<State, { state: 'asking' }>): JSX.Element {
  return <>{refused ? text(REFUSALS[refused], name) : <ChangeFailedWords failure={failure} />}</>;
}
