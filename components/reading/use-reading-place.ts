import type { RefObject } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { ChangeFailure } from '../ui/change-failure.ts';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { endRestoring } from './restored-place.ts';
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
  const loading = useLiveQuery('ownCopy', id);
  const own = readyValue(loading);
  const isKept = own !== undefined && !own.isRemoved && !isPrivate;
  const scrollsToMatch = useContext(ScrollsToMatch);
  useEffect(() => {
    const element = text.current;
    if (!element || loading.state === 'loading') return;
    if (!isKept) return endRestoring(element);
    if (scrollsToMatch === undefined) return;
    const ended = new AbortController();
    startTask('keep the reading place', async () => {
      try {
        const { watchOpenAnalysis } = await import('./watch-open-analysis.ts');
        if (ended.signal.aborted) return;
        await watchOpenAnalysis(element, own.saved, scrollsToMatch, (why) => onUnmarked?.(why), ended);
      } finally {
        endRestoring(element);
      }
    });
    return () => ended.abort();
  }, [id, isKept, scrollsToMatch, loading.state]);
  // The voice waits for the place. If the text is removed before its place is known, the voice must not wait for ever.
  useEffect(() => {
    const element = text.current;
    return () => element && endRestoring(element);
  }, []);
}
