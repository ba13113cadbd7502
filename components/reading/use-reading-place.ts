import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { start } from '../../lib/browser/listener-errors.ts';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

/**
 * Scrolls a saved analysis to the place where the reader stopped, and stores the place while the reader scrolls. Does
 * nothing for other analyses and in private windows.
 *
 * @param text the element whose `section` children are the sections
 * @param id id of the analysis
 */
export function useReadingPlace(text: RefObject<HTMLElement | null>, id: string, isPrivate: boolean): void {
  const own = readyValue(useLiveQuery('ownCopy', id));
  const isKept = own !== undefined && !own.isRemoved && !isPrivate;
  useEffect(() => {
    if (!isKept) return;
    const ended = new AbortController();
    start('keep the reading place', async () => {
      const { keepPlace } = await import('./keep-reading-place.ts');
      if (text.current && !ended.signal.aborted) await keepPlace(text.current, id, ended.signal);
    });
    return () => ended.abort();
  }, [id, isKept]);
}
