import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatDay, text } from '../../lib/browser/interface-texts.ts';
import type { SyncFailure } from '../../lib/db/index-records.ts';
import type { TextResult } from '../../lib/sync/texts.ts';
import { failureText } from '../ui/failure-text.ts';
import { TryAgain } from '../ui/try-again.tsx';

interface Props {
  /** `undefined`: reading the text failed unexpectedly. */
  readonly result: Exclude<TextResult, { readonly state: 'ready' }> | undefined;
  readonly again: () => void;
  /** Whether an attempt to fetch the text is running. */
  readonly isRunning: boolean;
}

/** A notice that the text cannot be shown, or that it belongs to an older version, with a button to try again. */
export function TextNotice({ result, again, isRunning }: Props): JSX.Element {
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
        <p>{text('textOutdated', formatDay(result.date))}</p>
        {result.failure && <p>{failedText(result.failure)}</p>}
        {tryAgain}
      </div>
    );
  }
  return (
    <div ref={notice} class="notice" role="alert">
      <p>{result?.failure.reason === 'offline' ? text('textFailedOffline') : failedText(result?.failure)}</p>
      {tryAgain}
    </div>
  );
}

function failedText(failure: SyncFailure | undefined): string {
  return text('textFailed', failure ? failureText(failure) : text('failure_unexpected'));
}
