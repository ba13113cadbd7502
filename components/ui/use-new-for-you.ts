import { query } from '../../lib/app/send-query.ts';
import type { NewForYou } from '../../lib/follow/new-for-you-cards.ts';
import { readyValue } from './loading.ts';
import { prefetchedAnswer } from './prefetched-answers.ts';
import { useAsync } from './use-async.ts';
import { useLiveQuery } from './use-live-query.ts';

/**
 * Returns the analyses in "New for you", updated when they change. One query reads their ids, another reads their
 * cards. The cards are read again only when the ids or the generation of the index change.
 */
export function useNewForYou(): readonly NewForYou[] {
  const ids = readyValue(useLiveQuery('newIds')) ?? [];
  const generation = readyValue(useLiveQuery('indexStatus'))?.index?.generation;
  const read = async () => (ids.length === 0 ? [] : query('newForYou', ids));
  const cards = readyValue(useAsync(read, [ids.join('\n'), generation]));
  return cards ?? (prefetchedAnswer('newForYou', [ids]) as typeof cards) ?? [];
}
