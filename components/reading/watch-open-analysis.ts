import type { QueryAnswers } from '../../lib/app/queries.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import type { ChangeFailure } from '../ui/change-failure.ts';
import { watchQuery } from '../ui/watch-query.ts';
import { keepPlace, MARKED_UNREAD } from './keep-reading-place.ts';
import { watchReading } from './watch-reading.ts';

/**
 * Scrolls a saved analysis to the stored place, then stores the place and the reading state while the reader scrolls.
 * Once the reader marks the analysis as unread, it stays unread until it is opened again, and then opens at its
 * beginning.
 *
 * @param text the element whose `section` children are the sections
 * @param scrollsToMatch whether the page shows the first match of a search instead of the stored place
 * @param onUnmarked called if the reading state could not be stored
 * @param opened the caller aborts it when the page shows another analysis; this function aborts it when the reader
 *   marks the analysis as unread
 */
export async function watchOpenAnalysis(
  text: HTMLElement,
  saved: SavedAnalysis,
  scrollsToMatch: boolean,
  onUnmarked: (why: ChangeFailure) => void,
  opened: AbortController,
): Promise<void> {
  const isWhereOpened = await keepPlace(text, saved, scrollsToMatch, opened.signal);
  if (opened.signal.aborted) return;
  watchReading(text, saved.id, isWhereOpened, onUnmarked, opened.signal);
  let last = saved;
  const stop = watchQuery('ownCopy', [saved.id], async (answer) => {
    const own = (await answer.catch(() => undefined)) as QueryAnswers['ownCopy'] | undefined;
    if (!own) return;
    if (own.saved.state === 'unread' && isBegun(last)) opened.abort(MARKED_UNREAD);
    last = own.saved;
  });
  opened.signal.addEventListener('abort', stop);
}

/**
 * Whether the reader has begun to read an analysis. An archived analysis that the reader has never begun gets the state
 * `unread` when it leaves the archive, without a mark by the reader.
 */
function isBegun({ state, position, readAt }: SavedAnalysis): boolean {
  return state === 'archived' ? position !== undefined || readAt !== undefined : state !== 'unread';
}
