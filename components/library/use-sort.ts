import { useState } from 'preact/hooks';
import type { LibrarySort } from '../../lib/browser/settings.ts';
import { useSettings } from '../ui/use-settings.ts';

/**
 * Returns the order of the list, which is `undefined` until it has been read, and a function that changes the order on
 * this page. `SortMenu` also stores the choice of the reader, except in private windows.
 */
export function useSort(): [sort: LibrarySort | undefined, setSort: (sort: LibrarySort) => void] {
  const stored = useSettings()?.librarySort;
  const [own, setOwn] = useState<LibrarySort>();
  return [own ?? stored, setOwn];
}
