import { useEffect, useState } from 'preact/hooks';
import { query } from '../../lib/app/send-query.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';

/**
 * Time between two checks of whether a sync is still running (ms). A killed sync does not change the database, so
 * `useLiveQuery` would not notice its end.
 */
const ASK_EVERY = 1000;

/**
 * Whether a sync is running. The database records the start of each sync. If the browser kills the background during a
 * sync, the record stays until the next sync. So while there is a record, this hook also asks the background. It
 * returns `true` until the background answers that no sync runs.
 *
 * @param runningSince the recorded start of the sync (ms since the epoch); `undefined` if there is no record
 */
export function useIsSyncing(runningSince: number | undefined): boolean {
  const [ended, setEnded] = useState<number>();
  useEffect(() => {
    if (runningSince === undefined) return;
    let isCurrent = true;
    const ask = guardedListener('ask whether a sync runs', async () => {
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
