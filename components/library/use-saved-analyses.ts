import { useState } from 'preact/hooks';
import { pageDatabase } from '../../lib/app/send-query.ts';
import { reportUnexpected } from '../../lib/browser/listener-errors.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { useReadEffect } from '../ui/use-read-effect.ts';

/**
 * Returns all saved analyses, the most recently saved first, updated when they change; `undefined` until they have been
 * read. If reading fails, this hook keeps returning the last analyses that it has read.
 *
 * @param isDue whether to begin to read
 */
export function useSavedAnalyses(isDue: boolean): readonly SavedAnalysis[] | undefined {
  const database = pageDatabase();
  const [watched, setWatched] = useState<readonly SavedAnalysis[]>();
  useReadEffect(() => {
    if (!isDue || !database) return undefined;
    return database.watchSaved({
      onSaved: setWatched,
      onFailed: (error) => reportUnexpected('read the saved analyses', error),
    });
  }, [isDue, database]);
  // In a private window of Firefox the page has no database, so the background answers.
  const answered = readyValue(useLiveQuery(isDue && !database ? 'savedAnalyses' : undefined));
  return database ? watched : answered;
}
