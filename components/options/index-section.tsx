import type { JSX } from 'preact';
import type { IndexStatus } from '../../lib/app/queries.ts';
import { setReadPages } from '../../lib/app/setting-actions.ts';
import { countedText, formatDay, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { isMetered } from '../../lib/browser/metered-connection.ts';
import type { ReadPages } from '../../lib/browser/settings.ts';
import { formatNearMoment, formatRelativeTime } from '../../lib/browser/time-texts.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { failureText, insteadText, pageFailureText } from '../ui/failure-text.ts';
import { readyValue } from '../ui/loading.ts';
import { NextCheck } from '../ui/next-index-check.tsx';
import { useChange } from '../ui/use-change.ts';
import { useIndexCheck } from '../ui/use-index-check.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { useSettings } from '../ui/use-settings.ts';
import { useInitialFacts } from './initial-facts.ts';

/** Returns the state of the index, for the `data-index` attribute of the section. */
function indexStateOf(
  status: IndexStatus | undefined,
  isChecking: boolean,
): 'empty' | 'syncing' | 'ready' | 'failed' {
  if (isChecking) return 'syncing';
  if (status?.sync.failure) return 'failed';
  return status?.index ? 'ready' : 'empty';
}

/** Shows the number of analyses in the index, the result of the last check, and the time of the next one. */
export function IndexSection(): JSX.Element {
  const reading = useLiveQuery('indexStatus');
  const status = readyValue(reading);
  const { check, isChecking } = useIndexCheck(status?.sync.runningSince);
  return (
    <section data-index={indexStateOf(status, isChecking)} data-cards={status?.index?.cardCount ?? 0}>
      <h2>{text('indexTitle')}</h2>
      <div role="status">
        {isChecking && <p>{text('indexSyncing')}</p>}
        {status && <Words status={status} />}
        {reading.state === 'loading' && <AwaitedWords />}
      </div>
      {/* `aria-disabled` instead of `disabled`, because a disabled button would lose the keyboard focus. */}
      <button type="button" class="button" aria-disabled={isChecking} onClick={check}>
        {text('checkNow')}
      </button>
      <SiteReading />
    </section>
  );
}

/**
 * Shows how many pages of a plain site the extension has read, with buttons that stop, resume or speed up the reading.
 * Shows nothing for a publication with a companion index.
 */
function SiteReading(): JSX.Element | null {
  const { readPages } = useSettings(useInitialFacts().settings);
  const progress = readyValue(useLiveQuery('siteReading', readPages));
  const { change, failure } = useChange('change a setting');
  if (!progress) return null;
  const { read, wanted, known, backTo, failed, goesOnAt, pause } = progress;
  const isReading = wanted > 0 && readPages !== 'stopped';
  const choose = guardedListener('read pages', (pages: ReadPages) => change(() => setReadPages(pages)));
  return (
    <div class="site-reading" data-reading={isReading ? 'reading' : 'idle'}>
      <p role="status">
        {countedText('siteRead', known, String(read))}{' '}
        {backTo !== undefined && text('siteBackTo', formatDay(backTo))}
      </p>
      {isReading && <progress aria-label={text('siteReading')} value={read} max={read + wanted} />}
      {isReading && pause?.reason && (
        <p class="muted">
          {text('sitePaused', formatNearMoment(pause.until), failureText({ reason: pause.reason, ...pause }))}
        </p>
      )}
      {isReading && !pause && (isMetered() || goesOnAt !== undefined) && (
        <p class="muted">
          {isMetered() ? text('siteMetered') : goesOnAt && text('siteGoesOn', formatNearMoment(goesOnAt))}
        </p>
      )}
      {failed.count > 0 && (
        <p class="muted">
          {countedText('siteFailed', failed.count, failed.pages.map(pageFailureText).join('; '))}
        </p>
      )}
      {readPages === 'stopped' && wanted > 0 && <p class="muted">{text('siteOlderHint')}</p>}
      {wanted > 0 && (
        <p class="buttons">
          {readPages === 'stopped' ? (
            <PagesButton label="siteReadOlder" choose={() => choose('steady')} />
          ) : (
            <PagesButton label="siteStop" choose={() => choose('stopped')} />
          )}
          {readPages === 'steady' && <PagesButton label="siteReadFaster" choose={() => choose('fast')} />}
        </p>
      )}
      <ChangeFailed failure={failure} />
    </div>
  );
}

function PagesButton({
  label,
  choose,
}: {
  label: 'siteReadOlder' | 'siteReadFaster' | 'siteStop';
  choose: () => void;
}): JSX.Element {
  return (
    <button type="button" class="button" onClick={choose}>
      {text(label)}
    </button>
  );
}

/** Takes the place of `Words` until the status is known. */
function AwaitedWords(): JSX.Element {
  return (
    <>
      <p class="is-awaited">{text('indexEmpty')}</p>
      <p class="is-awaited muted">{text('indexEmpty')}</p>
      <p class="is-awaited muted">{text('indexEmpty')}</p>
    </>
  );
}

function Words({ status: { index, sync } }: { status: IndexStatus }): JSX.Element {
  return (
    <>
      {index ? (
        <p>
          {sync.checkedAt === undefined
            ? countedText('indexNeverConfirmed', index.cardCount)
            : countedText('indexReady', index.cardCount, formatRelativeTime(sync.checkedAt))}
        </p>
      ) : (
        <p>{text('indexEmpty')}</p>
      )}
      {index?.origin === 'companion' && (
        <p class="muted">{text('indexGenerated', index.publication.name, formatDay(index.generated))}</p>
      )}
      {index && index.skipped.count > 0 && (
        <p class="muted">
          {countedText('indexSkipped', index.skipped.count, index.skipped.reasons.join('; '))}
        </p>
      )}
      {sync.failure && (
        <p class="notice">
          {text('indexFailed', failureText(sync.failure), formatRelativeTime(sync.failure.at))}{' '}
          {sync.failure.file &&
            sync.failure.reason !== 'no-permission' &&
            text('indexFailedFile', sync.failure.file)}
        </p>
      )}
      {sync.fellBack && index && <p class="muted">{insteadText(index.publication.name, sync.fellBack)}</p>}
      <NextCheck sync={sync} />
    </>
  );
}
