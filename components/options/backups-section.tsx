import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { deleteBackups, endImport, importBlock, makeBackup, undo } from '../../lib/app/library-actions.ts';
import { byteSize, count, day, moment, type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import type { Backup } from '../../lib/transfer/backup-files.ts';
import type { BackupResult } from '../../lib/transfer/backups.ts';
import { restoreBackup } from '../../lib/transfer/restore-backup.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';
import { BackupPreview } from './backup-preview.tsx';

interface Props {
  /** The backups, the newest first; `undefined` until they are known. */
  readonly backups: readonly Backup[] | undefined;
  /** Whether there is little room left on the device. */
  readonly isFull: boolean;
  /** Called when backups were made or deleted, or the library has changed. */
  readonly onChanged: () => void;
}

/** Why no backup was made. */
const NOT_MADE = {
  unchanged: 'backupUnchanged',
  recent: 'backupUnchanged',
  empty: 'backupEmpty',
  'no-room': 'backupNoRoom',
  'too-large': 'backupTooLarge',
} as const satisfies Record<Exclude<BackupResult, 'made'>, TextKey>;

/** Lists the backups inside the browser. The reader can make one, and see what restoring one would change. */
export function BackupsSection({ backups, isFull, onChanged }: Props): JSX.Element {
  const [open, setOpen] = useState<string>();
  const [done, setDone] = useState<{ readonly words: string; readonly undoId?: string }>();
  const { change, failure } = useChange('change the library');
  const status = useRef<HTMLParagraphElement>(null);
  const run = async (work: () => Promise<typeof done>): Promise<void> => {
    // The pressed button may disappear, so move the keyboard focus to the result.
    if (await change(async () => setDone(await work()))) status.current?.focus();
    onChanged();
  };
  const make = (): Promise<void> =>
    run(async () => {
      const result = await makeBackup();
      return { words: text(result === 'made' ? 'backupMade' : NOT_MADE[result]) };
    });
  const restore = ({ name, madeAt }: Backup, only?: string): Promise<void> =>
    run(async () => {
      const id = crypto.randomUUID();
      const about = text('backupOf', day(madeAt, 'medium'));
      const restoration = { backup: name, id, about, ...(only === undefined ? {} : { only }) };
      const restored = await restoreBackup(restoration, importBlock);
      await endImport();
      if (typeof restored === 'string') return { words: text('backupDamaged') };
      if (only === undefined) setOpen(undefined);
      return { words: count('backupRestored', restored), undoId: id };
    });
  const [newest] = backups ?? [];
  return (
    <section>
      <h2>{text('backupsTitle')}</h2>
      <p>
        {text('backupsExplained')}{' '}
        {backups && (newest ? text('backupLast', moment(newest.madeAt)) : text('backupNone'))}
      </p>
      <p ref={status} role="status" tabIndex={-1} class="result">
        {done?.words}{' '}
        {done?.undoId !== undefined && (
          <button
            type="button"
            class="link"
            onClick={on('undo a restoration', () =>
              run(async () => {
                await undo(done.undoId ?? '');
                return { words: text('backupRestoreUndone') };
              }),
            )}
          >
            {text('undo')}
          </button>
        )}
      </p>
      <ul class="sites remembered">
        {backups?.map((backup) => (
          <li key={backup.name}>
            <div class="remembered-page">
              {day(backup.madeAt)}
              <p class="muted">
                {text('backupHolds', count('backupAnalyses', backup.count), byteSize(backup.bytes))}
              </p>
              {open === backup.name && (
                <BackupPreview
                  name={backup.name}
                  restore={(only) => restore(backup, only)}
                  close={() => setOpen(undefined)}
                />
              )}
            </div>
            {open !== backup.name && (
              <button
                type="button"
                class="button remembered-remove"
                aria-label={text('backupRestoreNamed', day(backup.madeAt))}
                onClick={() => {
                  setDone(undefined);
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
        <button type="button" class="button" onClick={on('make a backup', make)}>
          {text('backupMake')}
        </button>
        {isFull && newest && (
          <button
            type="button"
            class="button"
            onClick={on('delete backups', () =>
              run(async () => {
                await deleteBackups();
                return { words: text('backupsDeleted') };
              }),
            )}
          >
            {text('backupsDelete', byteSize(sizeOf(backups)))}
          </button>
        )}
      </p>
      <ChangeFailed failure={failure} />
    </section>
  );
}

/** The size of all backups together (bytes). */
export function sizeOf(backups: readonly Backup[] = []): number {
  return backups.reduce((sum, { bytes }) => sum + bytes, 0);
}
