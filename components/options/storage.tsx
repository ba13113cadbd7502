import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { query } from '../../lib/app/send-query.ts';
import { formatByteSize } from '../../lib/browser/byte-size.ts';
import { countedText, formatNumber, type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import type { KeepTexts } from '../../lib/browser/settings.ts';
import { formatRelativeTime } from '../../lib/browser/time-texts.ts';
import type { StorageUse } from '../../lib/library/storage-use.ts';
import type { Backup } from '../../lib/transfer/backup-files.ts';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { useSettings } from '../ui/use-settings.ts';
import { BackupsSection, backupsSize } from './backups-section.tsx';
import { useInitialFacts } from './initial-facts.ts';
import { MakeRoom } from './make-room.tsx';
import './storage.css';

/** If less storage than this is left (bytes), the browser may refuse to write. */
const LITTLE_ROOM = 20_000_000;

/**
 * Shows how much storage is used and for what, what the reader can do if the storage is full, and the backups. Also
 * says whether the browser has promised to keep the data
 * (https://developer.mozilla.org/docs/Web/API/StorageManager/persisted).
 */
export function Storage(): JSX.Element {
  const known = useInitialFacts();
  const counting = useLiveQuery('savedCount');
  const reading = useLiveQuery('indexStatus');
  const status = readyValue(reading);
  const keep = useSettings(known.settings).keepTexts;
  // Wait for both answers: otherwise each answer would start another measurement.
  const isMeasurable = counting.state !== 'loading' && reading.state !== 'loading';
  const inputs = [isMeasurable, readyValue(counting), status?.index?.generation, keep];
  const use = useAsync(async () => (isMeasurable ? query('storageUse') : undefined), inputs);
  const kept = useAsync(async () => (isMeasurable ? query('backups') : undefined), inputs);
  const estimating = useAsync(() => navigator.storage.estimate(), inputs);
  const persistence = useAsync(() => navigator.storage.persisted(), []);
  const persisted = readyValue(persistence) ?? known.persisted;
  const [isRefused, setRefused] = useState(false);
  const protect = async (): Promise<void> => {
    setRefused(!(await navigator.storage.persist()));
    persistence.again();
  };
  const parts = readyValue(use);
  const { usage, quota } = readyValue(estimating) ?? known.estimate ?? {};
  const isFull =
    status?.sync.failure?.reason === 'storage-full' ||
    (usage !== undefined && quota !== undefined && quota - usage < LITTLE_ROOM);
  const again = (): void => {
    use.again();
    kept.again();
    estimating.again();
  };
  const backups = readyValue(kept);
  return (
    <>
      <section id="storage" tabIndex={-1}>
        <h2>{text('storageTitle')}</h2>
        {use.state !== 'failed' && <Parts parts={parts} keep={keep} usage={usage} backups={backups} />}
        <p class="muted">
          {usage !== undefined && text('storageUsed', formatByteSize(usage))}{' '}
          {persisted !== undefined && text(persisted ? 'storagePersisted' : 'storageNotPersisted')}
        </p>
        {persisted === false && (
          <button type="button" class="button" onClick={guardedListener('protect storage', protect)}>
            {text('storagePersist')}
          </button>
        )}
        <p role="status" class="muted">
          {isRefused && text('storagePersistRefused')}
        </p>
        <MakeRoom
          isFull={isFull}
          canDropTexts={keep !== 'none' && (parts?.texts.bytes ?? 0) > 0}
          inputs={inputs}
          onChanged={again}
        />
      </section>
      <BackupsSection backups={backups} isFull={isFull} onChanged={again} />
    </>
  );
}

const KEPT = {
  none: 'storageTextsNone',
  newest: 'storageTextsNewest',
  all: 'storageTextsAll',
} as const satisfies Record<KeepTexts, TextKey>;

interface PartsProps {
  /** The sizes of the parts; `undefined` until they are measured. */
  readonly parts: StorageUse | undefined;
  readonly keep: KeepTexts;
  /** Storage in use, as the browser reports it (bytes). */
  readonly usage: number | undefined;
  readonly backups: readonly Backup[] | undefined;
}

/** Stands in place of a size until the size is known. */
const UNKNOWN = '…';

/**
 * A bar and a table with the size of each part. The rest of the bar is storage that the browser itself uses. The rows
 * are drawn before the sizes are known, so that the sections below do not move when the sizes arrive.
 */
function Parts({ parts, keep, usage = 0, backups }: PartsProps): JSX.Element {
  const newest = backups?.[0];
  const rows = [
    { name: text('storageSaved'), detail: parts && savedDetail(parts.saved), bytes: parts?.saved.bytes },
    { name: text('textsTitle'), detail: text(KEPT[keep]), bytes: parts?.texts.bytes },
    { name: text('indexTitle'), detail: parts && formatNumber(parts.index.count), bytes: parts?.index.bytes },
    { name: text('storageSearch'), bytes: parts?.search.bytes },
    {
      name: text('backupsTitle'),
      detail: newest && text('storageLastBackup', formatRelativeTime(newest.madeAt)),
      bytes: backups && backupsSize(backups),
    },
  ];
  const sum = rows.reduce((all, { bytes = 0 }) => all + bytes, 0);
  const whole = Math.max(sum, usage, 1);
  return (
    <div class="storage-parts">
      <div class="storage-bar" aria-hidden="true">
        {rows.map(({ name, bytes = 0 }) => (
          <span key={name} style={{ width: `${(100 * bytes) / whole}%` }} />
        ))}
      </div>
      <table class="storage-rows">
        <tbody>
          {rows.map(({ name, detail, bytes }) => (
            <tr key={name}>
              <th scope="row">
                <b>{name}</b>
                {detail && ` · ${detail}`}
              </th>
              <td>{bytes === undefined ? UNKNOWN : formatByteSize(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted">{text('storageEstimated')}</p>
    </div>
  );
}

function savedDetail({ count: saved, highlights }: StorageUse['saved']): string {
  if (highlights === 0) return formatNumber(saved);
  return text('storageWithHighlights', formatNumber(saved), countedText('storageHighlights', highlights));
}
