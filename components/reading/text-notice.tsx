import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatCalendarDay, text } from '../../lib/browser/interface-texts.ts';
import type { SyncFailure } from '../../lib/db/index-records.ts';
import type { TextResult } from '../../lib/sync/texts.ts';
import { ExternalLink } from '../ui/external-link.tsx';
import { textFailureText } from '../ui/failure-text.ts';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { TryAgain } from '../ui/try-again.tsx';
import type { ReadableAnalysis } from './readable-analysis.ts';

interface Props {
  readonly analysis: Pick<ReadableAnalysis, 'card' | 'publication'>;
  /** The reason why there is no text, or only an old text; `undefined` if reading the text failed unexpectedly. */
  readonly result: Exclude<TextResult, { readonly state: 'ready' }> | undefined;
  readonly again: () => void;
  /** Whether an attempt to fetch the text is running. */
  readonly isRunning: boolean;
}

/**
 * A notice with a button to try again. It says that the text cannot be shown, or that the text belongs to an older
 * version.
 */
export function TextNotice({ analysis, result, again, isRunning }: Props): JSX.Element {
  const notice = useRef<HTMLDivElement>(null);
  const around = useRef<Element | null>(null);
  useLayoutEffect(() => {
    around.current = notice.current?.parentElement ?? null;
  }, []);
  const tryAgain = (
    <TryAgain
      again={again}
      isRunning={isRunning}
      next={() => around.current?.querySelector<HTMLElement>('.sections h2')}
    />
  );
  if (result?.state === 'outdated') {
    return (
      <div ref={notice} class="notice" role="status">
        <p>{text('textOutdated', formatCalendarDay(result.date))}</p>
        {result.failure && <p>{failedText(result.failure)}</p>}
        {tryAgain}
      </div>
    );
  }
  return (
    <div ref={notice} class="notice" role="alert">
      {isGone(result?.failure) ? (
        <p>
          {text('textGone')}{' '}
          <ExternalLink href={analysis.card.url}>
            {text('openOn', analysis.publication.name)}
            <MoreIcon name="away" />
          </ExternalLink>
        </p>
      ) : (
        <p>
          {result?.failure.reason === 'offline' ? text('textFailedOffline') : failedText(result?.failure)}
        </p>
      )}
      {tryAgain}
    </div>
  );
}

function failedText(failure: SyncFailure | undefined): string {
  return text('textFailed', failure ? textFailureText(failure) : text('failure_unexpected'));
}

/** Whether the publication answers that it has no such file or page. */
function isGone(failure: SyncFailure | undefined): boolean {
  return failure?.reason === 'http' && (failure.status === 404 || failure.status === 410);
}
