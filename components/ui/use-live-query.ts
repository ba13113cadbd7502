import { useCallback, useEffect, useState } from 'preact/hooks';
import type { LocalQueries, QueryAnswers } from '../../lib/app/queries.ts';
import { pageDatabase } from '../../lib/app/send-query.ts';
import { reportUnexpected } from '../../lib/browser/listener-errors.ts';
import { LOADING, type Loading } from './loading.ts';
import { prefetchedAnswer, updatePrefetchedAnswer } from './prefetched-answers.ts';
import { useReadEffect } from './use-query-effect.ts';
import { watchQuery } from './watch-query.ts';

/**
 * Returns the answer to a query that reads only the database, updated whenever this page, another page or the
 * background changes the database. If the page has no database of its own, the background answers. Before the first
 * answer, returns the prefetched answer, if there is one.
 *
 * @param name the query; `undefined` if the page has no query yet
 */
export function useLiveQuery<Name extends keyof LocalQueries>(
  name: Name | undefined,
  ...args: Parameters<LocalQueries[Name]>
): Loading<QueryAnswers[Name]> {
  const [loading, setLoading] = useState<Loading<QueryAnswers[Name]>>(LOADING);
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((last) => last + 1), []);
  // `indexStatus` also says whether writing to the database fails now. This is not in the database, so Dexie reports no
  // change of it.
  useEffect(() => (name === 'indexStatus' ? pageDatabase()?.onTrouble(again) : undefined), [name]);
  // If a query failed while the database was closed, Dexie does not repeat it when the database opens.
  useEffect(() => pageDatabase()?.onReopened(again), []);
  useReadEffect(() => {
    if (name === undefined) return undefined;
    const ended = new AbortController();
    const ready = (value: unknown): void => {
      if (ended.signal.aborted) return;
      updatePrefetchedAnswer(name, args, value);
      setLoading(replaced({ state: 'ready', value: value as QueryAnswers[Name] }));
    };
    const failed = (error: unknown): void => {
      if (ended.signal.aborted) return;
      reportUnexpected(`query ${name}`, error);
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
    // The arguments are plain values, so compare their JSON.
  }, [name, JSON.stringify(args), turn]);
  if (name === undefined || loading.state !== 'loading') return loading;
  const known = prefetchedAnswer(name, args);
  return known === undefined ? loading : { state: 'ready', value: known as QueryAnswers[Name] };
}

/**
 * An answer with more items than this is not compared with the last one: the comparison would take longer than drawing.
 */
const MAX_COMPARED = 200;

/** Keeps the last answer if the next one is equal, so that Preact does not draw again. */
function replaced<T>(next: Loading<T>): (last: Loading<T>) => Loading<T> {
  return (last) => (isEqual(last, next) ? last : next);
}

function isEqual(last: Loading<unknown>, next: Loading<unknown>): boolean {
  if (last.state !== next.state) return false;
  if (next.state === 'ready' && Array.isArray(next.value) && next.value.length > MAX_COMPARED) return false;
  return JSON.stringify(last) === JSON.stringify(next);
}
