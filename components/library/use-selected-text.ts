import { useEffect, useState } from 'preact/hooks';
import { startTask } from '../../lib/browser/listener-errors.ts';
import { SELECTION_HASH, takeSelection } from '../../lib/tab/search-selection.ts';

/** Returns the query for the text that the reader selected in a private window, if the address refers to that text. */
export function useSelectedText(hash: string): string | undefined {
  const [query, setQuery] = useState<string>();
  const hasSelection = hash === SELECTION_HASH;
  useEffect(() => {
    if (hasSelection) startTask('search for selected text', async () => setQuery(await takeSelection()));
  }, [hasSelection]);
  return hasSelection ? query : undefined;
}
