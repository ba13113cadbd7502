import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { postponeExport } from '../../lib/app/library-actions.ts';
import { day, text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { lazy } from '../ui/lazy.tsx';
import { readyValue } from '../ui/loading.ts';
import { useChange } from '../ui/use-change.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

/**
 * Offers to export a copy of the library once the reader has saved enough analyses, and again each month. Shows nothing
 * in private windows.
 */
export function ExportReminder({ isPrivate }: { isPrivate: boolean }): JSX.Element | null {
  const reminder = readyValue(useLiveQuery('exportReminder'));
  const { change, failure } = useChange('change the library');
  const [isExporting, setExporting] = useState(false);
  if (isPrivate || !(reminder?.isDue || isExporting)) return null;
  const { lastFileAt } = reminder ?? {};
  return (
    <div class="export-reminder">
      <p>
        {text('exportReminder')}{' '}
        <span class="muted">
          {lastFileAt === undefined
            ? text('exportReminderNever')
            : text('exportReminderLast', day(lastFileAt))}
        </span>
      </p>
      <p class="buttons">
        <button type="button" class="link" onClick={() => setExporting(true)}>
          {text('exportReminderExport')}
        </button>
        <button
          type="button"
          class="link"
          onClick={on('postpone the export', () => change(() => postponeExport()))}
        >
          {text('exportReminderLater')}
        </button>
      </p>
      <ChangeFailed failure={failure} />
      {isExporting && <ExportDialog close={() => setExporting(false)} />}
    </div>
  );
}

const ExportDialog = lazy(async () => (await import('../transfer/export-dialog.tsx')).ExportDialog);
