import type { LocalQueries } from '../../lib/app/queries.ts';
import { query } from '../../lib/app/send-query.ts';
import { browser } from '../../lib/browser/browser.ts';
import { onDatabaseChanged } from '../../lib/db/database-changes.ts';
import { coalesceRuns } from './coalesce-runs.ts';
import { queryKey } from './prefetched-answers.ts';

type Listener = (answer: Promise<unknown>) => unknown;

/** A query that at least one component of this page watches. */
interface Watched {
  readonly listeners: Set<Listener>;
  /** A promise of the last answer. It is pending until the first answer arrives. */
  answer: Promise<unknown>;
  readonly stop: () => void;
}

/**
 * The watched queries, by the JSON of their name and arguments. Components that watch the same query share its answers.
 */
const watchedQueries = new Map<string, Watched>();

/**
 * Sends a query to the background, and sends it again after each change of the database. If another component already
 * watches the query, the listener first receives the last answer. In a private window of Firefox, a page receives no
 * message about changes, so the query is also sent whenever the page becomes visible. In other windows, this additional
 * query would wake the background without need.
 *
 * @param listener receives each answer
 * @returns a function that stops watching
 */
export function watchQuery<Name extends keyof LocalQueries>(
  name: Name,
  args: Parameters<LocalQueries[Name]>,
  listener: Listener,
): () => void {
  const key = queryKey(name, args);
  const watched = watchedQueries.get(key) ?? startWatching(() => query(name, ...args));
  watchedQueries.set(key, watched);
  watched.listeners.add(listener);
  listener(watched.answer);
  return () => {
    watched.listeners.delete(listener);
    if (watched.listeners.size > 0) return;
    watched.stop();
    watchedQueries.delete(key);
  };
}

function startWatching(ask: () => Promise<unknown>): Watched {
  const ended = new AbortController();
  const watched: Watched = { listeners: new Set(), answer: ask(), stop: () => ended.abort() };
  const askAgain = coalesceRuns('answer a query again', async () => {
    const answer = ask();
    await answer.catch(() => undefined);
    watched.answer = answer;
    for (const listener of watched.listeners) listener(answer);
  });
  ended.signal.addEventListener('abort', onDatabaseChanged(askAgain));
  if (browser.extension.inIncognitoContext === true) {
    const askIfShown = (): void => {
      if (document.visibilityState === 'visible') askAgain();
    };
    document.addEventListener('visibilitychange', askIfShown, { signal: ended.signal });
  }
  return watched;
}
