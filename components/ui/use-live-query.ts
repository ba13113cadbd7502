import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Answers, LocalQueries } from '../../lib/app/queries.ts';
import { pageDatabase } from '../../lib/app/send-query.ts';
import { report } from '../../lib/browser/listener-errors.ts';
import { LOADING, type Loading } from './loading.ts';
import { watchQuery } from './watch-query.ts';

/**
 * The answer to a query that reads only the database. It is updated when this or another page, or the background,
 * changes the database. The background answers it for a page without its own database.
 */
export function useLiveQuery<Name extends keyof LocalQueries>(
  name: Name,
  ...args: Parameters<LocalQueries[Name]>
): Loading<Answers[Name]> {
  const [loading, setLoading] = useState<Loading<Answers[Name]>>(LOADING);
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((last) => last + 1), []);
  // The answer to `indexStatus` also depends on whether writing to the database fails now.
  useEffect(() => (name === 'indexStatus' ? pageDatabase()?.onTrouble(again) : undefined), [name]);
  // If a query failed because the database was closed, Dexie does not repeat it once the database opens.
  useEffect(() => pageDatabase()?.onReopened(again), []);
  useEffect(() => {
    const ended = new AbortController();
    const ready = (value: unknown): void => {
      if (!ended.signal.aborted) setLoading(replaced({ state: 'ready', value: value as Answers[Name] }));
    };
    const failed = (error: unknown): void => {
      if (ended.signal.aborted) return;
      report(`query ${name}`, error);
      setLoading({ state: 'failed', error });
    };
    const database = pageDatabase();
    if (database) {
      const subscription = database.liveQuery(() => database.answer(name, args)).subscribe(ready, failed);
      ended.signal.addEventListener('abort', () => subscription.unsubscribe());
    } else {
      const stop = watchQuery(name, args, (answer) => answer.then(ready, failed));
      ended.signal.addEventListener('abort', stop);
    }
    return () => ended.abort();
    // The arguments are plain values, so their JSON changes exactly when they do.
  }, [name, JSON.stringify(args), turn]);
  return loading;
}

/** An equal answer does not replace the last one, so that nothing is drawn again. */
function replaced<T>(next: Loading<T>): (last: Loading<T>) => Loading<T> {
  return (last) => (JSON.stringify(last) === JSON.stringify(next) ? last : next);
}
