import { type Inputs, useCallback, useState } from 'preact/hooks';
import { reportUnexpected } from '../../lib/browser/listener-errors.ts';
import { LOADING, type Loading } from './loading.ts';
import { useReadEffect } from './use-query-effect.ts';

/** The result of asynchronous work, and a function that runs the work again. */
export type RepeatableResult<T> = Loading<T> & {
  readonly again: () => void;
  /** Whether the first run, or a run that `again` has started, has not ended yet. */
  readonly isRunning: boolean;
};

/**
 * Runs asynchronous work, and returns its result and a function that runs it again. The work also runs again when
 * `inputs` change. The last result stays until the next one is ready. Errors are reported to the console.
 *
 * @param useRunEffect the hook that runs the work; it decides whether the work starts before or after the paint
 */
export function useAsync<T>(
  work: () => Promise<T>,
  inputs: Inputs,
  useRunEffect: typeof useReadEffect = useReadEffect,
): RepeatableResult<T> {
  const [loading, setLoading] = useState<Loading<T>>(LOADING);
  const [turn, setTurn] = useState(0);
  const [ended, setEnded] = useState<number>();
  useRunEffect(() => {
    let current = true;
    const end = (result: Loading<T>): void => {
      if (!current) return;
      setLoading(result);
      setEnded(turn);
    };
    work().then(
      (value) => end({ state: 'ready', value }),
      (error: unknown) => {
        if (current) reportUnexpected(`page ${location.pathname}`, error);
        end({ state: 'failed', error });
      },
    );
    return () => {
      current = false;
    };
  }, [...inputs, turn]);
  const again = useCallback(() => setTurn((last) => last + 1), []);
  return { ...loading, again, isRunning: ended !== turn };
}
