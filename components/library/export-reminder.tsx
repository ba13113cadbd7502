import type { JSX } from 'preact';
import { postponeExport } from '../../lib/app/library-actions.ts';
import { formatDay, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { readyValue } from '../ui/loading.ts';
import { useChange } from '../ui/use-change.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

interface Props {
  readonly isPrivate: boolean;
  /** Opens the dialog that exports the whole library. */
  readonly exportAll: () => void;
}

/**
 * Offers to export a copy of the library once the reader has saved enough analyses. A month after an export or a
 * postponement, offers it again, unless the library is the same as in the last export. Shows nothing in private
 * windows.
 */
export function ExportReminder({ isPrivate, exportAll }: Props): JSX.Element | null {
  const reminder = readyValue(useLiveQuery('exportReminder'));
  const { change, failure } = useChange('change the library');
  if (isPrivate || !reminder?.isDue) return null;
  const { lastFileAt } = reminder;
  return (
    <div class="export-reminder">
      <p>
        {text('exportReminder')}{' '}
        <span class="muted">
          {lastFileAt === undefined
            ? text('exportReminderNever')
            : text('exportReminderLast', formatDay(lastFileAt))}
        </span>
      </p>
      <p class="buttons">
        <button type="button" class="link" onClick={exportAll}>
          {text('exportReminderExport')}
        </button>
        <button
          type="button"
          class="link"
          onClick={guardedListener('postpone the export', () => change(() => postponeExport()))}
        >
          {text('exportReminderLater')}
        </button>
      </p>
      <ChangeFailed failure={failure} />
    </div>
  );
}
