import { useEffect, useState } from 'preact/hooks';
import { query } from '../../lib/app/send-query.ts';
import { on } from '../../lib/browser/listener-errors.ts';

/** Time between two questions whether a sync still runs (ms). A killed sync does not change the database. */
const ASK_EVERY = 1000;

/**
 * Whether a sync is running. If a sync was killed with its background, its record stays until the next sync begins, so
 * this also asks whether one runs. The result is `true` until the answer is there.
 *
 * @param runningSince when the last sync began, according to its record (ms since the epoch)
 */
export function useIsSyncing(runningSince: number | undefined): boolean {
  const [ended, setEnded] = useState<number>();
  useEffect(() => {
    if (runningSince === undefined) return;
    let isCurrent = true;
    const ask = on('ask whether a sync runs', async () => {
      const isRunning = await query('isSyncing');
      if (!isCurrent || isRunning) return;
      setEnded(runningSince);
      clearInterval(timer);
    });
    const timer = setInterval(ask, ASK_EVERY);
    ask();
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [runningSince]);
  return runningSince !== undefined && runningSince !== ended;
}
