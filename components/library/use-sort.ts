import { useState } from 'preact/hooks';
import type { LibrarySort } from '../../lib/browser/settings.ts';
import { useSettings } from '../ui/use-settings.ts';

/**
 * Returns the order of the list; `undefined` until it has been read. In a private window, the reader's choice lasts
 * until the page closes.
 */
export function useSort(): [sort: LibrarySort | undefined, setSort: (sort: LibrarySort) => void] {
  const stored = useSettings()?.librarySort;
  const [own, setOwn] = useState<LibrarySort>();
  return [own ?? stored, setOwn];
}
