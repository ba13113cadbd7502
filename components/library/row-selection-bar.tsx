import type { JSX } from 'preact';
import { countedText, formatNumber, text } from '../../lib/browser/interface-texts.ts';
import { STATE_CHANGES } from '../reading/reading-state-changes.ts';
import { Icon } from '../ui/icons.tsx';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { MenuButton } from '../ui/menu.tsx';
import type { ShortcutTargets } from './shortcut-targets.ts';
import type { RowSelection } from './use-row-selection.ts';

interface Props {
  readonly selection: RowSelection;
  readonly targets: ShortcutTargets;
  readonly label: () => void;
  /** Opens the dialog that exports the selected analyses. */
  readonly exportThem: () => void;
}

/**
 * The actions for the selected analyses. This bar replaces the row above the list. If only some of these analyses are
 * saved, each action says to how many of them it applies.
 */
export function RowSelectionBar({ selection, targets, label, exportThem }: Props): JSX.Element {
  const { selected, canChange, changeSelected, saveSelected, removeSelected } = targets;
  const [saved, unsaved] = [selected.saved.length, selected.unsaved.length];
  const all = saved + unsaved;
  const named = (name: string): string =>
    saved > 0 && unsaved > 0 ? text('appliesToSome', name, formatNumber(saved), formatNumber(all)) : name;
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
      <span role="status">
        {unsaved > 0 ? countedText('selectedSaved', all, formatNumber(saved)) : countedText('selected', all)}
      </span>
      <span class="list-tools-end">
        <button type="button" class="list-tool" onClick={selection.selectAll}>
          {text('selectAll')}
        </button>
        {canChange && (
          <>
            {unsaved > 0 && (
              <button type="button" class="list-tool" onClick={saveSelected}>
                {text('selectionSave', formatNumber(unsaved))}
              </button>
            )}
            <button
              type="button"
              class="icon-button list-tool"
              aria-label={named(text('archive'))}
              title={named(text('archive'))}
              disabled={saved === 0}
              onClick={() => changeSelected('archive')}
            >
              <MoreIcon name="archive" />
            </button>
            <MenuButton
              class="icon-button list-tool"
              label={text('selectionMore')}
              opensDown
              disabled={saved === 0}
              button={<Icon name="more" />}
              items={[
                ...(['mark-read', 'mark-unread', 'unarchive'] as const).map((change) => ({
                  name: named(text(STATE_CHANGES[change].name)),
                  choose: () => changeSelected(change),
                })),
                { name: named(text('labelsTitle')), choose: label },
                { name: named(text('export')), choose: exportThem },
                { name: named(text('remove')), icon: 'trash' as const, choose: removeSelected },
              ]}
            />
          </>
        )}
      </span>
    </div>
  );
}
