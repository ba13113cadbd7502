import { guardedListener } from '../../lib/browser/listener-errors.ts';

/**
 * Returns a function that runs `work`. If it is called during a run, one more run follows. So the last run always
 * starts after the last call, even if a run fails. The error of a failed run is reported.
 *
 * @param name what the work does, for the message in the console
 */
export function coalesceRuns(name: string, work: () => Promise<void>): () => void {
  const guarded = guardedListener(name, work);
  let isRunning = false;
  let isDue = false;
  const run = async (): Promise<void> => {
    isRunning = true;
    do {
      isDue = false;
      await guarded();
    } while (isDue);
    isRunning = false;
  };
  return () => {
    if (isRunning) isDue = true;
    else run();
  };
}
