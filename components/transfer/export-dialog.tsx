import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { recordExport } from '../../lib/app/library-actions.ts';
import { pageDatabase } from '../../lib/app/send-query.ts';
import { browser } from '../../lib/browser/browser.ts';
import { formatByteSize } from '../../lib/browser/byte-size.ts';
import { countedText, type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import {
  EXPORT_FORMS,
  type ExportedFile,
  type ExportForm,
  exportFile,
} from '../../lib/transfer/run-export.ts';
import { Dialog } from '../ui/dialog.tsx';
import { lastExportText } from '../ui/last-export-text.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { downloadFile } from './file-download.ts';
import { fileWords } from './file-words.ts';
import './transfer.css';

/** For each form, the text keys of its name and of its description. */
const FORMS = {
  json: ['exportJson', 'exportJsonUse'],
  markdown: ['exportMarkdown', 'exportMarkdownUse'],
  csv: ['exportCsv', 'exportCsvUse'],
  highlights: ['exportHighlights', 'exportHighlightsUse'],
  bookmarks: ['exportBookmarks', 'exportBookmarksUse'],
  opml: ['exportOpml', 'exportOpmlUse'],
  html: ['exportHtml', 'exportHtmlUse'],
  print: ['exportPrint', 'exportPrintUse'],
} as const satisfies Record<ExportForm | 'print', readonly [name: TextKey, use: TextKey]>;

type State =
  | { readonly state: 'asking' | 'cancelled' | 'failed' }
  /** `share`: the written part, 0–1. */
  | { readonly state: 'writing'; readonly share: number; readonly control: AbortController }
  | ({ readonly state: 'written' } & ExportedFile);

interface Props {
  /** Ids of the analyses to export; absent for the whole library. */
  readonly ids?: readonly string[] | undefined;
  /**
   * The analyses of the visible list, which the reader can choose instead of the whole library. `isWhole`: whether the
   * list is complete; while a search is running, the list may still grow. `passages`: the keys of the listed highlights
   * and notes; absent if the list contains analyses. The file then contains only these highlights and notes.
   */
  readonly listed?:
    | {
        readonly ids: readonly string[];
        readonly isWhole: boolean;
        readonly passages?: ReadonlySet<string>;
      }
    | undefined;
  /** Whether at least one lens of the publication has a feed. */
  readonly hasFeeds: boolean;
  readonly close: () => void;
}

/** Lets the reader export the library, or some of its analyses, in a chosen form. */
export function ExportDialog({ ids, listed, hasFeeds, close }: Props): JSX.Element {
  const [wantedForm, setForm] = useState<keyof typeof FORMS>('json');
  const [isListChosen, chooseList] = useState(false);
  // While the dialog is open, the list may grow to the whole library. `listed` is then absent, so export the library.
  const isList = isListChosen && listed !== undefined;
  const mustWait = isList && !listed.isWhole;
  const [state, setState] = useState<State>({ state: 'asking' });
  // Feeds belong to the publication, so their list (OPML) is offered only with the whole library.
  const withFeeds = hasFeeds && !ids && !isList;
  const passages = isList ? listed.passages : undefined;
  const forms = ([...EXPORT_FORMS, 'print'] as const).filter((one) =>
    passages ? one === 'highlights' || one === 'markdown' : one !== 'opml' || withFeeds,
  );
  const form = forms.includes(wantedForm) ? wantedForm : passages ? 'highlights' : 'json';
  const running = useRef<AbortController>(undefined);
  // Closing the dialog ends the export.
  useEffect(() => () => running.current?.abort(), []);
  // A private window of Firefox has no database.
  const hasLibrary = pageDatabase() !== undefined;
  const write = async (): Promise<void> => {
    const control = new AbortController();
    running.current = control;
    setState({ state: 'writing', share: 0, control });
    const progress = {
      signal: control.signal,
      report: (done: number, total: number) =>
        setState({ state: 'writing', share: total === 0 ? 1 : done / total, control }),
    };
    try {
      const wanted = isList ? listed.ids : ids;
      if (form === 'print') {
        const { printAnalyses } = await import('./print-sheet.tsx');
        await printAnalyses(wanted, progress);
        return setState({ state: 'asking' });
      }
      const file = await exportFile(form, fileWords(), wanted, progress, Date.now(), passages);
      downloadFile(file.content, file.name);
      // Of all forms, only this one can be imported again without loss.
      if (form === 'json' && !wanted) startTask('remember that a file was made', rememberFile);
      setState({ state: 'written', ...file });
    } catch (error) {
      if (control.signal.aborted) return setState({ state: 'cancelled' });
      setState({ state: 'failed' });
      throw error;
    }
  };
  return (
    <Dialog title={ids ? countedText('exportSome', ids.length) : text('exportAll')} close={close}>
      <form
        class="transfer"
        onSubmit={(event) => {
          event.preventDefault();
          startTask('export the library', write);
        }}
      >
        {listed && (listed.ids.length > 0 || !listed.isWhole) && (
          <fieldset class="export-forms" disabled={state.state === 'writing'}>
            <legend>{text('exportWhat')}</legend>
            <label>
              <input type="radio" name="what" checked={!isList} onChange={() => chooseList(false)} />
              <span>{text('exportWhole')}</span>
            </label>
            <label>
              <input type="radio" name="what" checked={isList} onChange={() => chooseList(true)} />
              <span>
                {listed.passages
                  ? countedText('exportPassages', listed.passages.size)
                  : countedText(listed.isWhole ? 'exportList' : 'exportListSoFar', listed.ids.length)}
              </span>
            </label>
          </fieldset>
        )}
        <fieldset class="export-forms" disabled={state.state === 'writing'}>
          <legend>{text('exportForm')}</legend>
          {forms.map((one) => (
            <label key={one}>
              <input type="radio" name="form" checked={form === one} onChange={() => setForm(one)} />
              <span>
                {text(FORMS[one][0])} <span class="muted">{text(FORMS[one][1])}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <p class="buttons">
          {state.state === 'writing' ? (
            <button type="button" class="button" onClick={() => state.control.abort()}>
              {text('cancel')}
            </button>
          ) : (
            <button type="submit" class="button is-primary" disabled={!hasLibrary || mustWait}>
              {text(form === 'print' ? 'exportPrintNow' : 'exportSave')}
            </button>
          )}
        </p>
        {state.state === 'writing' && <progress aria-label={text('exportWriting')} value={state.share} />}
        <p role="status">
          {!hasLibrary ? text('exportPrivate') : mustWait ? text('exportListWaits') : statusText(state)}
        </p>
        {!ids && <LastExport />}
      </form>
    </Dialog>
  );
}

/** Says when the reader last made a file with the whole library. */
function LastExport(): JSX.Element {
  const reminder = useLiveQuery('exportReminder');
  return <p class="muted">{reminder.state === 'ready' && lastExportText(reminder.value.lastFileAt)}</p>;
}

function statusText(state: State): string {
  switch (state.state) {
    case 'written':
      return text('exportDone', state.name, formatByteSize(state.content.size));
    case 'cancelled':
      return text('exportCancelled');
    case 'failed':
      return text('exportFailed');
    case 'asking':
    case 'writing':
      return '';
  }
}

/** Records that the reader has made a file with the whole library. Stores nothing in private windows. */
async function rememberFile(): Promise<void> {
  if (!(await browser.tabs.getCurrent())?.incognito) await recordExport();
}
