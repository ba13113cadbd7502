import { useEffect, useState } from 'preact/hooks';
import type { NewForYou } from '../../lib/follow/new-for-you-cards.ts';
import { useNewForYou } from '../ui/use-new-for-you.ts';

/**
 * Returns the entries of the list of new analyses: all analyses that are new, and the open analysis if it was in the
 * list before. Opening a new analysis marks it as seen. But the entry that the reader has just clicked must not
 * disappear, so it keeps its place in the list.
 *
 * @param open id of the open analysis
 * @returns the entries, and how many analyses are new
 */
export function useListedNews(open: string | undefined): {
  readonly news: readonly NewForYou[];
  readonly count: number;
} {
  const news = useNewForYou();
  const [listed, setListed] = useState<readonly NewForYou[]>([]);
  useEffect(() => {
    setListed((before) => {
      const at = before.findIndex(({ card }) => card.id === open);
      const kept = before[at];
      return kept && !news.some(({ card }) => card.id === open) ? news.toSpliced(at, 0, kept) : news;
    });
  }, [open, news.map(({ card }) => card.id).join('\n')]);
  return { news: listed, count: news.length };
}
