import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { lazy } from '../ui/lazy.tsx';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import { isNamedTabGone } from './panel-tab.ts';

/** The page is being looked at, unless the address names a tab that is gone. */
export function LoadingState(): JSX.Element {
  const isGone = readyValue(useAsync(isNamedTabGone, []));
  if (isGone) return <GoneState />;
  return (
    <p class="muted panel-loading" role="status">
      {text('stateLoading')}
    </p>
  );
}

const GoneState = lazy(async () => (await import('./state-gone.tsx')).GoneState);
