import { type Inputs, useCallback, useEffect, useState } from 'preact/hooks';
import type { Answers, LocalQueries } from '../../lib/app/queries.ts';
import { asksBackground, type PageDatabase, pageDatabase, query } from '../../lib/app/send-query.ts';
import { browser } from '../../lib/browser/browser.ts';
import { on, report, start } from '../../lib/browser/listener-errors.ts';
import { onSettingsChanged, readSettings, type Settings } from '../../lib/browser/settings.ts';
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
function watching(watch: (database: PageDatabase) => () => void): () => void {
  const ended = new AbortController();
  start('watch the database', async () => {
    const database = await pageDatabase();
    if (!ended.signal.aborted) ended.signal.addEventListener('abort', watch(database));
  });
  return () => ended.abort();
}

/**
 * The result of asynchronous work. The work runs again when `inputs` change or `again` is called; the last result stays
 * until the new one is there.
 */
export function useAsync<T>(
  work: () => Promise<T>,
  inputs: Inputs,
): Loading<T> & { readonly again: () => void } {
  const [loading, setLoading] = useState<Loading<T>>(LOADING);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let current = true;
    work().then(
      (value) => current && setLoading({ state: 'ready', value }),
      (error: unknown) => {
        if (!current) return;
        report(`page ${location.pathname}`, error);
        setLoading({ state: 'failed', error });
      },
    );
    return () => {
      current = false;
    };
  }, [...inputs, turn]);
  const again = useCallback(() => setTurn((last) => last + 1), []);
  return { ...loading, again };
}

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

/**
 * The settings, updated when they change; `undefined` until they have been read.
 *
 * @param known settings that were read just before, returned until they are read again
 */
export function useSettings(known?: Settings): Settings | undefined {
  const [settings, setSettings] = useState(known);
  useEffect(() => {
    const read = on('read settings', () => readSettings().then(setSettings));
    read();
    return onSettingsChanged(read);
  }, []);
  return settings;
}

/** Whether the browser grants a permission; asks again whenever permissions change. `undefined` until it is known. */
export function usePermission(ask: () => Promise<boolean>): boolean | undefined {
  const asked = useAsync(ask, [ask]);
  const { again } = asked;
  useEffect(() => {
    browser.permissions.onAdded.addListener(again);
    browser.permissions.onRemoved.addListener(again);
    return () => {
      browser.permissions.onAdded.removeListener(again);
      browser.permissions.onRemoved.removeListener(again);
    };
  }, [again]);
  return asked.state === 'ready' ? asked.value : undefined;
}
