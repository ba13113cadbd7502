import type { JSX } from 'preact';
import type { NewestForSite } from '../../lib/db/newest-for-site.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { useNewForYou } from '../ui/use-new-for-you.ts';
import { NewInPanel } from './new-for-you-in-panel.tsx';
import { NewestList } from './newest.tsx';
import { MAX_NEW_FOR_YOU, type RowContext } from './panel-view.ts';
import { Related } from './related.tsx';

interface Props {
  /** Analyses of articles that have the same headline as the page. */
  readonly related?: readonly ReadableAnalysis[];
  readonly newest: NewestForSite | undefined;
  /** Folded host of the page (`foldHost`). */
  readonly site?: string | undefined;
  readonly panel: RowContext;
}

/**
 * The analyses that the panel offers on a page without an analysis: related ones, those in "New for you", and the
 * newest ones.
 */
export function AnalysisLists({ related = [], newest, site, panel }: Props): JSX.Element {
  const news = useNewForYou();
  const above = new Set([...related, ...news.slice(0, MAX_NEW_FOR_YOU)].map(({ card }) => card.id));
  return (
    <>
      <Related analyses={related} panel={panel} />
      <NewInPanel news={news} panel={panel} />
      {newest && <NewestList newest={newest} without={above} site={site} panel={panel} />}
    </>
  );
}
