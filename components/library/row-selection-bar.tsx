import type { JSX } from 'preact';
import { count, text } from '../../lib/browser/interface-texts.ts';
import type { StateChange } from '../../lib/library/reading-states.ts';
import { STATE_CHANGES } from '../reading/state-changes.ts';
import { Icon } from '../ui/icons.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { MoreIcon } from '../ui/more-icons.tsx';
import type { RowSelection } from './use-row-selection.ts';

interface Props {
  readonly selection: RowSelection;
  /** Ids of the selected analyses that are saved. */
  readonly ids: readonly string[];
  /** Whether the reader can change analyses here. */
  readonly canChange: boolean;
  readonly changeState: (change: StateChange) => void;
  readonly label: () => void;
  /** Opens the dialog that exports the selected analyses. */
  readonly exportThem: () => void;
  readonly remove: () => void;
}

/** The actions for the selected analyses. This bar replaces the row above the list. */
export function RowSelectionBar({
  selection,
  ids,
  canChange,
  changeState,
  label,
  exportThem,
  remove,
}: Props): JSX.Element {
  return (
    <div class="list-tools row-selection-bar" role="toolbar" aria-label={text('selectionTitle')}>
      <button
        type="button"
        class="icon-button"
        aria-label={text('selectionEnd')}
        title={text('selectionEnd')}
        onClick={selection.end}
      >
        <MoreIcon name="close" />
      </button>
      <span role="status">{count('selected', selection.ids?.size ?? 0)}</span>
      <span class="list-tools-end">
        <button type="button" class="list-tool" onClick={selection.selectAll}>
          {text('selectAll')}
        </button>
        {canChange && (
          <>
            <button
              type="button"
              class="icon-button list-tool"
              aria-label={text('archive')}
              title={text('archive')}
              disabled={ids.length === 0}
              onClick={() => changeState('archive')}
            >
              <MoreIcon name="archive" />
            </button>
            <MenuButton
              class="icon-button list-tool"
              label={text('selectionMore')}
              opensDown
              disabled={ids.length === 0}
              button={<Icon name="more" />}
              items={[
                ...(['mark-read', 'mark-unread', 'unarchive'] as const).map((change) => ({
                  name: text(STATE_CHANGES[change].name),
                  choose: () => changeState(change),
                })),
                { name: text('labelsTitle'), choose: label },
                { name: text('export'), choose: exportThem },
                { name: text('remove'), icon: 'trash' as const, choose: remove },
              ]}
            />
          </>
        )}
      </span>
    </div>
  );
}
