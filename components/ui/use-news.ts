import { query } from '../../lib/app/ask.ts';
import type { NewForYou } from '../../lib/follow/new-for-you.ts';
import { useAsync, useLiveQuery } from './hooks.ts';
import { readyValue } from './loading.ts';

/**
 * The new analyses, kept up to date. Ids and cards are read by separate queries: the cards change only with the index,
 * whose generation is watched.
 */
export function useNews(): readonly NewForYou[] {
  const ids = readyValue(useLiveQuery('newIds')) ?? [];
  const generation = readyValue(useLiveQuery('indexStatus'))?.index?.generation;
  return readyValue(useAsync(() => query('newForYou', ids), [ids.join('\n'), generation])) ?? [];
}
