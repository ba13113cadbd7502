import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { lazy } from '../ui/lazy.tsx';
import { readyValue } from '../ui/loading.ts';
import { LoadingLine } from '../ui/loading-line.tsx';
import { useAsync } from '../ui/use-async.ts';
import { isNamedTabGone } from './tab-in-address.ts';

/** Drawn until the view is ready. If the tab that the page's address names was closed, draws `GoneState` instead. */
export function LoadingState(): JSX.Element {
  const isGone = readyValue(useAsync(isNamedTabGone, []));
  if (isGone) return <GoneState />;
  return <LoadingLine words={text('stateLoading')} />;
}

const GoneState = lazy(async () => (await import('./state-gone.tsx')).GoneState);
