import type { JSX } from 'preact';
import { FailedState } from './state-failed.tsx';
import { LoadingState } from './state-loading.tsx';

interface Props {
  /** Whether reading the view has failed. */
  readonly hasFailed: boolean;
  /** Reads the view again. */
  readonly again: () => void;
  /** Whether the view is being read again. */
  readonly isRunning: boolean;
}

/** Drawn while there is no view, because the view is not ready or could not be read. */
export function StateWithoutView({ hasFailed, ...work }: Props): JSX.Element {
  return hasFailed ? <FailedState {...work} /> : <LoadingState />;
}
