import { type Inputs, useCallback, useEffect, useState } from 'preact/hooks';
import { asksBackground, type PageDatabase, pageDatabase, query } from '../../lib/app/ask.ts';
import type { Answers, LocalQueries } from '../../lib/app/queries.ts';
import { browser } from '../../lib/browser/browser.ts';
import { on, report, start } from '../../lib/browser/guard.ts';
import { onSettingsChanged, readSettings, type Settings } from '../../lib/browser/settings.ts';
import { LOADING, type Loading } from './loading.ts';

/**
 * The answer to a query that reads the database and nothing else, kept up to date whoever changes it. In a private
 * window of Firefox the background is asked whenever the page comes back into view.
 */
export function useLiveQuery<Name extends keyof LocalQueries>(
  name: Name,
  ...args: Parameters<LocalQueries[Name]>
): Loading<Answers[Name]> {
  const [loading, setLoading] = useState<Loading<Answers[Name]>>(LOADING);
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((last) => last + 1), []);
  // The one answer that is not of the database alone.
  useEffect(
    () => (name === 'indexStatus' ? watching(({ onTrouble }) => onTrouble(again)) : undefined),
    [name],
  );
  // Dexie does not tell a query that failed with the database that it could be opened since.
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
    // Arguments are plain values: their text stands for them.
  }, [name, JSON.stringify(args), turn]);
  return loading;
}

/** Watches something through the database, once that is loaded. Returns the way to stop. */
function watching(watch: (database: PageDatabase) => () => void): () => void {
  const ended = new AbortController();
  start('watch the database', async () => {
    const database = await pageDatabase();
    if (!ended.signal.aborted) ended.signal.addEventListener('abort', watch(database));
  });
  return () => ended.abort();
}

/**
 * The result of something asynchronous, done anew when `inputs` change or `again` is called. The last result stays
 * until then.
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

/** How often a page asks whether a sync still runs (ms): that it was killed changes nothing in the database. */
const ASK_EVERY = 1000;

/**
 * Whether a sync is running. The record of one that was killed with its background stays until the next sync begins.
 * The answer is "yes" until it is known that no sync runs.
 *
 * @param runningSince when the last sync began, as its record says
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
 * The settings, kept up to date.
 *
 * @param known as they were read just now
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

/** Whether the browser allows something, asked again whenever permissions change. */
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
