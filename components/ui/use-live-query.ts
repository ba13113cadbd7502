import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Answers, LocalQueries } from '../../lib/app/queries.ts';
import { asksBackground, type DatabaseForPages, databaseForPages, query } from '../../lib/app/send-query.ts';
import { on, report, start } from '../../lib/browser/listener-errors.ts';
import { LOADING, type Loading } from './loading.ts';

/**
 * The answer to a query that reads only the database. It is updated when this or another page, or the background,
 * changes the database. A page in a private window of Firefox has no database: it asks the background, and asks again
 * whenever it becomes visible.
 */
export function useLiveQuery<Name extends keyof LocalQueries>(
  name: Name,
  ...args: Parameters<LocalQueries[Name]>
): Loading<Answers[Name]> {
  const [loading, setLoading] = useState<Loading<Answers[Name]>>(LOADING);
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((last) => last + 1), []);
  // The answer to `indexStatus` also depends on whether writing to the database fails now.
  useEffect(
    () => (name === 'indexStatus' ? watching(({ onTrouble }) => onTrouble(again)) : undefined),
    [name],
  );
  // If a query failed because the database was closed, Dexie does not repeat it once the database opens.
  useEffect(() => (asksBackground() ? undefined : watching(({ onReopened }) => onReopened(again))), []);
  useEffect(() => {
    const ended = new AbortController();
    const ready = (value: unknown): void => {
      if (!ended.signal.aborted) setLoading({ state: 'ready', value: value as Answers[Name] });
    };
    const failed = (error: unknown): void => {
      if (ended.signal.aborted) return;
      report(`query ${name}`, error);
      setLoading({ state: 'failed', error });
    };
    if (asksBackground()) {
      const ask = on(`query ${name}`, () => query(name, ...args).then(ready, failed));
      ask();
      document.addEventListener('visibilitychange', ask, { signal: ended.signal });
    } else {
      const unsubscribe = watching(({ answer, liveQuery }) => {
        const subscription = liveQuery(() => answer(name, args)).subscribe(ready, failed);
        return () => subscription.unsubscribe();
      });
      ended.signal.addEventListener('abort', unsubscribe);
    }
    return () => ended.abort();
    // The arguments are plain values, so their JSON changes exactly when they do.
  }, [name, JSON.stringify(args), turn]);
  return loading;
}

/** Starts `watch` once the database code is loaded. Returns a function that stops it. */
function watching(watch: (database: DatabaseForPages) => () => void): () => void {
  const ended = new AbortController();
  start('watch the database', async () => {
    const database = await databaseForPages();
    if (!ended.signal.aborted) ended.signal.addEventListener('abort', watch(database));
  });
  return () => ended.abort();
}
