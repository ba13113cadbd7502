import { useEffect, useState } from 'preact/hooks';
import { query } from '../../lib/app/send-query.ts';
import { guardedListener, startTask } from '../../lib/browser/listener-errors.ts';
import type { ClosedReason } from '../../lib/db/closed-reason.ts';

/** Whether the database is open, and if not, why. */
export type DatabaseState =
  | { readonly state: 'open' }
  | {
      readonly state: 'closed';
      readonly reason: ClosedReason;
      /** Number of failed tries to open the database. */
      readonly tries: number;
    };

/** For each reason, the key of the text that names it. */
export const CLOSED_REASON_TEXTS = {
  newer: 'databaseNewer',
  full: 'databaseFull',
  broken: 'databaseBroken',
} as const;

/** Time between two tries to open the database (ms). */
const TRY_EVERY = 5000;

/**
 * Opens the database. If that fails, tries again every five seconds.
 *
 * @param expected whether to open the database. Pass `false` in private windows, where Firefox gives pages no database;
 *   the state is then always `open`
 * @param known why the database is closed, if the page knows this before the first try
 */
export function useDatabase(expected: boolean, known?: ClosedReason): DatabaseState {
  const [database, setDatabase] = useState<DatabaseState>();
  useEffect(() => {
    if (!expected) {
      setDatabase(undefined);
      return undefined;
    }
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let tries = 0;
    const tryToOpen = async (): Promise<void> => {
      const reason = await query('closedReason');
      if (ended.signal.aborted) return;
      setDatabase(reason ? { state: 'closed', reason, tries: ++tries } : { state: 'open' });
      if (reason) timer = setTimeout(guardedListener('open the database', tryToOpen), TRY_EVERY);
    };
    startTask('open the database', tryToOpen);
    return () => {
      ended.abort();
      clearTimeout(timer);
    };
  }, [expected]);
  if (database) return database;
  return expected && known ? { state: 'closed', reason: known, tries: 0 } : { state: 'open' };
}
