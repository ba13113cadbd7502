import { useEffect, useRef, useState } from 'preact/hooks';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { LibrarySort } from '../../lib/browser/settings.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import { runInSlices } from '../../lib/db/run-in-slices.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { isWholeList, useFirstRowsPainted } from './first-rows.ts';
import { type SavedItems, savedItems } from './saved-items.ts';
import { useSavedAnalyses } from './use-saved-analyses.ts';

/** Returns the saved analyses, updated when they change; `undefined` until they have been read. */
export function useSavedItems(place: LibraryPlace, sort: LibrarySort | undefined): SavedItems | undefined {
  // The page shows the first rows only in the list of all saved analyses, sorted by the time of saving.
  const isDue = useFirstRowsPainted(isWholeList(place) && (sort ?? 'saved') === 'saved');
  const [items, setItems] = useState<SavedItems>();
  const last = useRef<SavedItems>(undefined);
  /** The analyses for which items are being made now, or were made last. */
  const newest = useRef<readonly SavedAnalysis[]>(undefined);
  useSavedAnalyses(isDue, (saved) => {
    newest.current = saved;
    startTask('list the saved analyses', async () => {
      const made = await runInSlices(savedItems(saved, last.current?.byId));
      // Between two slices, newer records may have been read, or the component may have been removed.
      if (newest.current !== saved) return;
      last.current = made;
      setItems(made);
    });
  });
  useEffect(
    () => () => {
      newest.current = undefined;
    },
    [],
  );
  return items;
}
