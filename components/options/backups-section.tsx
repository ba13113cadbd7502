import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { deleteBackups, endImport, importBlock, makeBackup } from '../../lib/app/library-actions.ts';
import { formatByteSize } from '../../lib/browser/byte-size.ts';
import { countedText, formatDay, type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { formatMoment } from '../../lib/browser/time-texts.ts';
import type { Backup } from '../../lib/transfer/backup-files.ts';
import type { BackupResult } from '../../lib/transfer/backups.ts';
import { restoreBackup } from '../../lib/transfer/restore-backup.ts';
import { lastExportText } from '../ui/last-export-text.ts';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { BackupPreview } from './backup-preview.tsx';
import { useChangeResult } from './use-change-result.tsx';

interface Props {
  /** The backups, the newest first; `undefined` until they are known. */
  readonly backups: readonly Backup[] | undefined;
  /** Whether there is little room left on the device. */
  readonly isFull: boolean;
  /** Called when backups were made or deleted, or the library has changed. */
  readonly onChanged: () => void;
}

/** For each result without a backup, the key of the text that says why. */
const NOT_MADE = {
  unchanged: 'backupUnchanged',
  recent: 'backupUnchanged',
  empty: 'backupEmpty',
  'no-room': 'backupNoRoom',
  'too-large': 'backupTooLarge',
} as const satisfies Record<Exclude<BackupResult, 'made'>, TextKey>;

/** Lists the backups inside the browser. The reader can make a backup, and see what restoring a backup would change. */
export function BackupsSection({ backups, isFull, onChanged }: Props): JSX.Element {
  const [open, setOpen] = useState<string>();
  const { run, clear, result, failed } = useChangeResult(text('backupRestoreUndone'), onChanged);
  const make = (): Promise<void> =>
    run(async () => {
      const made = await makeBackup();
      return { words: text(made === 'made' ? 'backupMade' : NOT_MADE[made]) };
    });
  const restore = ({ name, madeAt }: Backup, only?: string): Promise<void> =>
    run(async () => {
      const id = crypto.randomUUID();
      const about = text('backupOf', formatDay(madeAt, 'medium'));
      const restoration = { backup: name, id, about, ...(only === undefined ? {} : { only }) };
      const restored = await restoreBackup(restoration, { importBlock, endImport });
      if (typeof restored === 'string') return { words: text('backupDamaged') };
      if (only === undefined) setOpen(undefined);
      return { words: countedText('backupRestored', restored), undoId: id };
    });
  // Name of the backup whose preview the reader has just closed. The button that opened the preview takes the focus.
  const closed = useRef<string>(undefined);
  const takeFocus = (name: string) => (button: HTMLButtonElement | null) => {
    if (!button || closed.current !== name) return;
    closed.current = undefined;
    button.focus();
  };
  const [newest] = backups ?? [];
  const reminder = useLiveQuery('exportReminder');
  return (
    <section>
      <h2>{text('backupsTitle')}</h2>
      <p>{text('backupsExplained')}</p>
      {backups ? (
        <p>{newest ? text('backupLast', formatMoment(newest.madeAt)) : text('backupNone')}</p>
      ) : (
        <p class="is-awaited">{text('backupNone')}</p>
      )}
      <p class={reminder.state === 'ready' ? undefined : 'is-awaited'}>
        {lastExportText(readyValue(reminder)?.lastFileAt)}
      </p>
      {result}
      <ul class="sites remembered">
        {backups?.map((backup) => (
          <li key={backup.name}>
            <div class="remembered-page">
              {formatDay(backup.madeAt)}
              <p class="muted">
                {text(
                  'backupHolds',
                  countedText('backupAnalyses', backup.count),
                  formatByteSize(backup.bytes),
                )}
              </p>
              {open === backup.name && (
                <BackupPreview
                  name={backup.name}
                  restore={(only) => restore(backup, only)}
                  close={() => {
                    closed.current = backup.name;
                    setOpen(undefined);
                  }}
                />
              )}
            </div>
            {open !== backup.name && (
              <button
                ref={takeFocus(backup.name)}
                type="button"
                class="button remembered-remove"
                aria-label={text('backupRestoreNamed', formatDay(backup.madeAt))}
                onClick={() => {
                  clear();
                  setOpen(backup.name);
                }}
              >
                {text('backupRestore')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <p class="buttons">
        <button type="button" class="button" onClick={guardedListener('make a backup', make)}>
          {text('backupMake')}
        </button>
        {isFull && newest && (
          <button
            type="button"
            class="button"
            onClick={guardedListener('delete backups', () =>
              run(async () => {
                await deleteBackups();
                return { words: text('backupsDeleted') };
              }),
            )}
          >
            {text('backupsDelete', formatByteSize(backupsSize(backups)))}
          </button>
        )}
      </p>
      {failed}
    </section>
  );
}

/** The size of all backups together (bytes). */
export function backupsSize(backups: readonly Backup[] = []): number {
  return backups.reduce((sum, { bytes }) => sum + bytes, 0);
}
