import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { on } from '../../lib/guard.ts';
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
  const check = on('check now', async () => {
    setAsking(true);
    await send({ type: 'sync' }).finally(() => setAsking(false));
  });
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
      <SiteReading />
    </section>
  );
}

/** Where the publication has no companion index: how far reading its pages has come, and the way to read more or stop. */
function SiteReading(): JSX.Element | null {
  const progress = readyValue(useLiveQuery('siteProgress'));
  if (!progress) return null;
  const { read, wanted, known, backTo, readPages, failed } = progress;
  const older = known - read;
  const choose = (pages: 'newest' | 'all') => on('read pages', () => send({ type: 'readPages', pages }));
  return (
    <div class="site-reading" data-reading={wanted > 0 ? 'reading' : 'idle'}>
      <p role="status">
        {count('siteRead', known, String(read))} {backTo !== undefined && text('siteBackTo', day(backTo))}
      </p>
      {wanted > 0 && <progress aria-label={text('siteReading')} value={read} max={read + wanted} />}
      {failed.count > 0 && (
        <p class="muted">{count('siteFailed', failed.count, failed.reasons.join('; '))}</p>
      )}
      {readPages === 'all' && wanted > 0 ? (
        <button type="button" class="button" onClick={choose('newest')}>
          {text('siteStop')}
        </button>
      ) : (
        readPages === 'newest' &&
        wanted === 0 &&
        older > 0 && (
          <>
            <p class="muted">{text('siteOlderHint')}</p>
            <button type="button" class="button" onClick={choose('all')}>
              {text('siteReadOlder')}
            </button>
          </>
        )
      )}
    </div>
  );
}

function Words({ status: { index, sync } }: { status: IndexStatus }): JSX.Element {
  return (
    <>
      {index ? (
        <p>
          {count('indexReady', index.cardCount, sync.checkedAt === undefined ? '' : fromNow(sync.checkedAt))}{' '}
          {index.origin === 'companion' &&
            text('indexGenerated', index.publication.name, day(index.generated))}
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
      {sync.fellBack && index && (
        <p class="muted">{text('siteInstead', index.publication.name, failureText(sync.fellBack))}</p>
      )}
      {sync.nextAt !== undefined && <p class="muted">{text('indexNext', fromNow(sync.nextAt))}</p>}
    </>
  );
}
