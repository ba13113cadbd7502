import type { JSX } from 'preact';
import type { SiteReading } from '../../lib/app/queries.ts';
import { setReadPages } from '../../lib/app/setting-actions.ts';
import { formatNumber, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { isMetered } from '../../lib/browser/metered-connection.ts';
import type { ReadPages } from '../../lib/browser/settings.ts';
import { formatNearMoment } from '../../lib/browser/time-texts.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { failureText } from '../ui/failure-text.ts';
import { readyValue } from '../ui/loading.ts';
import { useChange } from '../ui/use-change.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

/**
 * Shows how many pages of a plain site the extension has read, and why it pauses. If the reader has stopped the
 * reading, a button resumes it. Shows nothing if there is no page left to read.
 */
export function SiteProgressBar({ readPages }: { readonly readPages: ReadPages }): JSX.Element | null {
  const progress = readyValue(useLiveQuery('siteReading', readPages));
  const { change, failure } = useChange('change a setting');
  if (!progress || progress.wanted === 0) return null;
  const { read, wanted } = progress;
  const goOn = guardedListener('read pages', () => change(() => setReadPages('steady')));
  return (
    <div class="state-progress">
      <progress aria-label={text('siteReading')} value={read} max={read + wanted} />
      <p class="facts-line" role="status">
        {text('partialProgress', formatNumber(read), formatNumber(read + wanted))}{' '}
        {pauseText(readPages, progress)}
      </p>
      {readPages === 'stopped' && (
        <button type="button" class="button" onClick={goOn}>
          {text('siteReadOlder')}
        </button>
      )}
      <ChangeFailed failure={failure} />
    </div>
  );
}

/** Returns the reason why the extension does not read pages now; an empty string while it reads them. */
function pauseText(readPages: ReadPages, { pause, goesOnAt }: SiteReading): string {
  if (readPages === 'stopped') return text('partialStopped');
  if (pause?.reason) {
    const { reason, status } = pause;
    const why = failureText({ reason, ...(status === undefined ? {} : { status }) });
    return text('sitePaused', formatNearMoment(pause.until), why);
  }
  if (isMetered()) return text('siteMetered');
  return goesOnAt === undefined ? '' : text('siteGoesOn', formatNearMoment(goesOnAt));
}
