/**
 * Returns a function that starts work. Calls while the work runs start it once more after its end, so that its last run
 * begins after the last call.
 *
 * @param work must not reject
 */
export function coalesceRuns(work: () => Promise<void>): () => void {
  let isRunning = false;
  let isDue = false;
  const run = async (): Promise<void> => {
    isRunning = true;
    do {
      isDue = false;
      await work();
    } while (isDue);
    isRunning = false;
  };
  return () => {
    if (isRunning) isDue = true;
    else run();
  };
}
