import { useRef } from 'preact/hooks';
import { pageDatabase } from '../../lib/app/send-query.ts';
import { reportUnexpected } from '../../lib/browser/listener-errors.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { useReadEffect } from '../ui/use-query-effect.ts';

/**
 * Reads all saved analyses and passes them to `onSaved`, now and after each change. If reading fails, does not call
 * `onSaved`.
 *
 * @param isDue whether to begin to read
 * @param onSaved called with the analyses, the most recently saved first
 */
export function useSavedAnalyses(isDue: boolean, onSaved: (saved: readonly SavedAnalysis[]) => void): void {
  const database = pageDatabase();
  const listener = useRef(onSaved);
  listener.current = onSaved;
  useReadEffect(() => {
    if (!isDue || !database) return undefined;
    return database.watchSaved({
      onSaved: (saved) => listener.current(saved),
      onFailed: (error) => reportUnexpected('read the saved analyses', error),
    });
  }, [isDue, database]);
  // In a private window of Firefox the page has no database, so the background answers.
  const answered = readyValue(useLiveQuery(isDue && !database ? 'savedAnalyses' : undefined));
  useReadEffect(() => {
    if (answered) listener.current(answered);
  }, [answered]);
}
