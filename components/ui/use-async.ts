import { type Inputs, useCallback, useEffect, useState } from 'preact/hooks';
import { report } from '../../lib/browser/listener-errors.ts';
import { LOADING, type Loading } from './loading.ts';

/**
 * The result of asynchronous work. The work runs again when `inputs` change or `again` is called; the last result stays
 * until the new one is there.
 */
export function useAsync<T>(
  work: () => Promise<T>,
  inputs: Inputs,
): Loading<T> & { readonly again: () => void } {
  const [loading, setLoading] = useState<Loading<T>>(LOADING);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let current = true;
    work().then(
      (value) => current && setLoading({ state: 'ready', value }),
      (error: unknown) => {
        if (!current) return;
        report(`page ${location.pathname}`, error);
        setLoading({ state: 'failed', error });
      },
    );
    return () => {
      current = false;
    };
  }, [...inputs, turn]);
  const again = useCallback(() => setTurn((last) => last + 1), []);
  return { ...loading, again };
}
