import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { query } from '../../lib/app/send-query.ts';
import { countedText, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { type BackupChanges, backupChanges } from '../../lib/transfer/restore-backup.ts';
import { closeOnEscape } from '../ui/close-on-escape.ts';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';

interface Props {
  /** Name of the backup. */
  readonly name: string;
  /** Restores the whole backup; with the id of an analysis, only that analysis. */
  readonly restore: (only?: string) => Promise<void>;
  readonly close: () => void;
}

/** Number of analyses in the list at first. Each press of "More" adds as many. */
const PAGE = 20;

/** Lists the changes that restoring a backup would make. Nothing is changed until the reader chooses to restore. */
export function BackupPreview({ name, restore, close }: Props): JSX.Element {
  const loading = useAsync(() => backupChanges(name, (block) => query('changesOfBlock', block)), [name]);
  const [shown, setShown] = useState(PAGE);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.focus(), []);
  const changes = readyValue(loading);
  const again = async (only?: string): Promise<void> => {
    await restore(only);
    loading.again();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: handles keys of the controls inside
    <div ref={place} class="backup-preview" tabIndex={-1} onKeyDown={closeOnEscape(close)}>
      {loading.state === 'failed' || typeof changes === 'string' ? (
        <p class="notice" role="status">
          {text('backupDamaged')}
        </p>
      ) : (
        <Changes changes={changes} />
      )}
      {typeof changes === 'object' && changes.items.length > 0 && (
        <ul class="backup-items">
          {changes.items.slice(0, shown).map(({ id, headline, effect }) => (
            <li key={id}>
              <span>
                <span class="remembered-headline" dir="auto">
                  {headline}
                </span>
                <span class="muted">{text(effect === 'back' ? 'backupItemBack' : 'backupItemChanged')}</span>
              </span>
              <button
                type="button"
                class="button"
                aria-label={text('backupRestoreOneNamed', headline)}
                onClick={guardedListener('restore one analysis', () => again(id))}
              >
                {text('backupRestoreOne')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class="buttons">
        {typeof changes === 'object' && changes.items.length > shown && (
          <button type="button" class="button" onClick={() => setShown(shown + PAGE)}>
            {text('backupMore')}
          </button>
        )}
        {typeof changes === 'object' && changes.items.length + changes.others > 0 && (
          <button
            type="button"
            class="button is-primary"
            onClick={guardedListener('restore a backup', () => restore(undefined))}
          >
            {text('backupRestoreAll')}
          </button>
        )}
        <button type="button" class="button" onClick={close}>
          {text('close')}
        </button>
      </p>
    </div>
  );
}

/** Describes the changes that restoring the backup would make. */
function Changes({ changes }: { changes: BackupChanges | undefined }): JSX.Element {
  const { items, others, unread } = changes ?? { items: [], others: 0, unread: 0 };
  const back = items.filter(({ effect }) => effect === 'back').length;
  const lines = [
    back > 0 && countedText('backupBack', back),
    items.length > back && countedText('backupChanged', items.length - back),
    others > 0 && countedText('backupOthers', others),
    unread > 0 && countedText('backupUnread', unread),
  ].filter(Boolean);
  return (
    <p role="status">
      {!changes && text('backupReading')}
      {changes && items.length + others === 0 && text('backupNothing')}
      {changes && lines.join(' ')} {changes && items.length + others > 0 && text('backupMerges')}
    </p>
  );
}
