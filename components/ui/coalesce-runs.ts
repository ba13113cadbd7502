/**
 * Returns a function that runs `work`. If it is called during a run, one more run follows. So the last run always
 * starts after the last call.
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
