import type { RefObject } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { ChangeFailure } from '../ui/change-failure.ts';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { ScrollsToMatch } from './scrolls-to-match.ts';

/**
 * Scrolls a saved analysis to the place where the reader stopped, and stores the place and the reading state while the
 * reader scrolls. Does nothing for an analysis that is not saved, and in private windows.
 *
 * @param text the element whose `section` children are the sections
 * @param id id of the analysis
 * @param onUnmarked called if the reading state could not be stored
 */
export function useReadingPlace(
  text: RefObject<HTMLElement | null>,
  id: string,
  isPrivate: boolean,
  onUnmarked?: (why: ChangeFailure) => void,
): void {
  const own = readyValue(useLiveQuery('ownCopy', id));
  const isKept = own !== undefined && !own.isRemoved && !isPrivate;
  const scrollsToMatch = useContext(ScrollsToMatch);
  useEffect(() => {
    if (!isKept || scrollsToMatch === undefined) return;
    const ended = new AbortController();
    startTask('keep the reading place', async () => {
      const { watchOpenAnalysis } = await import('./watch-open-analysis.ts');
      if (!text.current || ended.signal.aborted) return;
      await watchOpenAnalysis(text.current, own.saved, scrollsToMatch, (why) => onUnmarked?.(why), ended);
    });
    return () => ended.abort();
  }, [id, isKept, scrollsToMatch]);
}
