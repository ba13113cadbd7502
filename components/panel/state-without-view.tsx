import type { JSX } from 'preact';
import { FailedState } from './state-failed.tsx';
import { LoadingState } from './state-loading.tsx';

interface Props {
  /** Reads the view again; `undefined` unless reading it has failed. */
  readonly again: (() => void) | undefined;
}

/** Drawn while there is no view, because it is not ready or could not be read. */
export function StateWithoutView({ again }: Props): JSX.Element {
  return again ? <FailedState again={again} /> : <LoadingState />;
}
