import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { count, day, fromNow, text } from '../../lib/i18n.ts';
import { send } from '../../lib/messages.ts';
import type { IndexStatus } from '../../lib/queries.ts';
import { failureText } from '../failure.ts';
import { useLiveQuery } from '../hooks.ts';
import { readyValue } from '../loading.ts';

/** A sync that takes longer was killed with its worker; the alarm tries again (ms). */
const LONGEST_SYNC = 5 * 60_000;

/** State of the index: `data-index` of the section. */
function indexStateOf({ index, sync }: IndexStatus, now: number): 'empty' | 'syncing' | 'ready' | 'failed' {
  if (sync.runningSince !== undefined && now - sync.runningSince < LONGEST_SYNC) return 'syncing';
  if (sync.failure) return 'failed';
  return index ? 'ready' : 'empty';
}

/** How many analyses are known, how old the list is, what failed last, and when it is tried again. */
export function IndexSection(): JSX.Element {
  const status = readyValue(useLiveQuery('indexStatus'));
  const [asking, setAsking] = useState(false);
  const state = status ? indexStateOf(status, Date.now()) : 'empty';
  const checking = asking || state === 'syncing';
  const check = (): void => {
    setAsking(true);
    void send({ type: 'sync' }).finally(() => setAsking(false));
  };
  return (
    <section data-index={asking ? 'syncing' : state} data-cards={status?.index?.cardCount ?? 0}>
      <h2>{text('indexTitle')}</h2>
      <div role="status">
        {checking && <p>{text('indexSyncing')}</p>}
        {status && <Words status={status} />}
      </div>
      <button type="button" class="button" disabled={checking} onClick={check}>
        {text('checkNow')}
      </button>
    </section>
  );
}

function Words({ status: { index, sync } }: { status: IndexStatus }): JSX.Element {
  return (
    <>
      {index ? (
        <p>
          {count('indexReady', index.cardCount, sync.checkedAt === undefined ? '' : fromNow(sync.checkedAt))}{' '}
          {text('indexGenerated', index.publication.name, day(index.generated))}
        </p>
      ) : (
        <p>{text('indexEmpty')}</p>
      )}
      {index && index.skipped.count > 0 && (
        <p class="muted">{count('indexSkipped', index.skipped.count, index.skipped.reasons.join('; '))}</p>
      )}
      {sync.failure && (
        <p class="notice">
          {text('indexFailed', failureText(sync.failure), fromNow(sync.failure.at))}{' '}
          {sync.failure.file && text('indexFailedFile', sync.failure.file)}
        </p>
      )}
      {sync.nextAt !== undefined && <p class="muted">{text('indexNext', fromNow(sync.nextAt))}</p>}
    </>
  );
}
