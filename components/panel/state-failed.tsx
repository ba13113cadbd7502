import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { readyValue } from '../ui/loading.ts';
import { TryAgain } from '../ui/try-again.tsx';
import { useAsync } from '../ui/use-async.ts';
import { GoneState } from './state-gone.tsx';
import { isNamedTabGone } from './tab-in-address.ts';
import './state.css';

/** Drawn if reading the view failed: the tab was closed, or an unexpected error occurred. */
export function FailedState(work: { again: () => void; isRunning: boolean }): JSX.Element {
  const isGone = readyValue(useAsync(isNamedTabGone, []));
  if (isGone) return <GoneState />;
  return (
    <div class="state">
      <div class="state-say" role="alert">
        <h1 class="state-title" tabIndex={-1}>
          {text('failedTitle')}
        </h1>
        <p>{text('failedText')}</p>
        <TryAgain {...work} />
      </div>
    </div>
  );
}
