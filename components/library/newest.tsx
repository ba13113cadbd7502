import type { JSX } from 'preact';
import { query } from '../../lib/app/send-query.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { lensOf } from '../../lib/db/index-queries.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { AnalysisList } from '../ui/analysis-list.tsx';
import { readyValue } from '../ui/loading.ts';
import { memo } from '../ui/memo.tsx';
import { useAsync } from '../ui/use-async.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import './entries.css';

/** The largest number of analyses in the list. */
const NEWEST = 10;

/**
 * Lists the newest analyses of the publication while no analysis is open. When the page is drawn again, this list is
 * not drawn again with it.
 */
export const NewestAnalyses = memo((): JSX.Element | null => {
  const status = useLiveQuery('indexStatus');
  const index = readyValue(status)?.index;
  const loading = useAsync(() => query('newestCards', NEWEST), [index?.generation]);
  if (status.state === 'loading' || loading.state === 'loading') return null;
  const newest = readyValue(loading);
  if (!index || !newest) return <p class="muted library-hint">{text('chooseAnalysis')}</p>;
  const { language } = index.publication;
  return (
    <section class="library-newest">
      <h2>{text('newestTitle', index.publication.name)}</h2>
      <AnalysisList
        cards={newest}
        lens={(card) => lensOf(index, card)}
        language={language}
        below={({ summary }) =>
          summary && (
            <p class="entry-summary own-side" {...languageAndDirection(summary, language)}>
              {summary}
            </p>
          )
        }
      />
    </section>
  );
});
