import { useEffect, useState } from 'preact/hooks';
import { db } from '../lib/db/database.ts';
import { NewerDatabase } from '../lib/db/opening.ts';
import { hasRoom } from '../lib/db/room.ts';
import { on, start } from '../lib/guard.ts';

/** Whether the database can be opened, and if not, why. */
export type DatabaseState =
  | { readonly state: 'open' }
  | { readonly state: 'closed'; readonly reason: 'newer' | 'full' | 'broken' };

/** The words for each reason. */
export const CLOSED = { newer: 'databaseNewer', full: 'databaseFull', broken: 'databaseBroken' } as const;

/** Between two tries to open the database (ms). */
const TRY_EVERY = 5000;

/**
 * Opens the database, and tries again every few seconds while that fails.
 *
 * @param expected whether this page has a database: pages in Firefox's private windows have none
 */
export function useDatabase(expected: boolean): DatabaseState {
  const [database, setDatabase] = useState<DatabaseState>({ state: 'open' });
  useEffect(() => {
    if (!expected) {
      setDatabase({ state: 'open' });
      return undefined;
    }
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const tryToOpen = async (): Promise<void> => {
      let next: DatabaseState = { state: 'open' };
      try {
        await db.open();
      } catch (error) {
        next = { state: 'closed', reason: await reasonOf(error) };
      }
      if (ended.signal.aborted) return;
      setDatabase(next);
      if (next.state === 'closed') timer = setTimeout(on('open the database', tryToOpen), TRY_EVERY);
    };
    start('open the database', tryToOpen);
    return () => {
      ended.abort();
      clearTimeout(timer);
    };
  }, [expected]);
  return database;
}

async function reasonOf(error: unknown): Promise<'newer' | 'full' | 'broken'> {
  const { inner } = error as { readonly inner?: unknown };
  if ([error, inner].some((cause) => cause instanceof NewerDatabase)) return 'newer';
  return (await hasRoom()) ? 'broken' : 'full';
}
