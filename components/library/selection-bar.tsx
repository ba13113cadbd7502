import type { JSX } from 'preact';
import { count, text } from '../../lib/browser/interface-texts.ts';
import { ExportButton } from '../transfer/transfer-buttons.tsx';
import { MoreIcon } from '../ui/more-icons.tsx';
import type { Selection } from './use-selection.ts';

interface Props {
  readonly selection: Selection;
  /** Removes the selected analyses from the library; `undefined` where that makes no sense. */
  readonly remove: (() => void) | undefined;
}

/** What can be done with the selection, in place of the row above the list. */
export function SelectionBar({ selection, remove }: Props): JSX.Element {
  const number = selection.ids?.size ?? 0;
  return (
    <div class="list-tools selection-bar" role="toolbar" aria-label={text('selectionTitle')}>
      <button
        type="button"
        class="icon-button"
        aria-label={text('selectionEnd')}
        title={text('selectionEnd')}
        onClick={selection.end}
      >
        <MoreIcon name="close" />
      </button>
      <span role="status">{count('selected', number)}</span>
      <span class="list-tools-end">
        <button type="button" class="list-tool" onClick={selection.selectAll}>
          {text('selectAll')}
        </button>
        {number > 0 && <ExportButton ids={[...(selection.ids ?? [])]} />}
        {remove && (
          <button type="button" class="list-tool" disabled={number === 0} onClick={remove}>
            <MoreIcon name="trash" />
            {text('remove')}
          </button>
        )}
      </span>
    </div>
  );
}
