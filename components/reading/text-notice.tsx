import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatDay, text } from '../../lib/browser/interface-texts.ts';
import type { SyncFailure } from '../../lib/db/index-records.ts';
import type { TextResult } from '../../lib/sync/texts.ts';
import { failureText } from '../ui/failure-text.ts';

interface Props {
  /** `undefined`: reading the text failed unexpectedly. */
  readonly result: Exclude<TextResult, { readonly state: 'ready' }> | undefined;
  readonly again: () => void;
}

/** A notice that the text cannot be shown, or that it belongs to an older version, with a button to try again. */
export function TextNotice({ result, again }: Props): JSX.Element {
  if (result?.state === 'outdated') {
    return (
      <div class="notice" role="status">
        <p>{text('textOutdated', formatDay(result.date))}</p>
        {result.failure && <p>{failedText(result.failure)}</p>}
        <TryAgain again={again} />
      </div>
    );
  }
  return (
    <div class="notice" role="alert">
      <p>{result?.failure.reason === 'offline' ? text('textFailedOffline') : failedText(result?.failure)}</p>
      <TryAgain again={again} />
    </div>
  );
}

function failedText(failure: SyncFailure | undefined): string {
  return text('textFailed', failure ? failureText(failure) : text('failure_unexpected'));
}

/** When the text replaces the notice with this button, the analysis takes the keyboard focus. */
function TryAgain({ again }: { again: () => void }): JSX.Element {
  const ref = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const button = ref.current;
    const view = button?.closest<HTMLElement>('.reading');
    return () => {
      if (document.activeElement !== button) return;
      queueMicrotask(() => {
        if (document.activeElement === document.body) view?.focus({ preventScroll: true });
      });
    };
  }, []);
  return (
    <button ref={ref} type="button" class="button" onClick={again}>
      {text('tryAgain')}
    </button>
  );
}
