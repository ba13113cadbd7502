import type { JSX } from 'preact';
import { restoreRemoved } from '../../lib/app/actions.ts';
import { day, text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { AnalysisRow } from '../ui/analysis-row.tsx';
import { readyValue } from '../ui/loading.ts';
import { useChange } from '../ui/use-change.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

interface Props {
  /** Id of the open analysis. */
  readonly open: string | undefined;
  readonly isPrivate: boolean;
}

/** The analyses that the reader removed in the last 30 days, each with a button that restores it. */
export function RemovedList({ open, isPrivate }: Props): JSX.Element {
  const removed = readyValue(useLiveQuery('removedAnalyses'));
  const { change, failure } = useChange('change the library');
  return (
    <section>
      <h2>{text('removedTitle')}</h2>
      <p class="muted">{text(removed?.length === 0 ? 'removedEmpty' : 'removedText')}</p>
      <p role="status">{failure && text(failure === 'full' ? 'saveFailedFull' : 'saveFailed')}</p>
      <ul class="entries" data-count={removed?.length}>
        {removed?.map(({ id, removedAt, goesAt, saved: { card, lens, publication, state } }) => (
          <li key={id} data-analysis={id} data-reading={state}>
            <AnalysisRow card={card} lens={lens} language={publication.language} isOpen={open === id}>
              {text('removedOn', day(removedAt, 'medium'), day(goesAt, 'medium'))}
            </AnalysisRow>
            <button
              type="button"
              class="button"
              disabled={isPrivate}
              onClick={on('restore', () => change(() => restoreRemoved(id)))}
            >
              {text('undo')}
            </button>
          </li>
        ))}
      </ul>
      <p>
        <a href="#view=all">{text('libraryAll')}</a>
      </p>
    </section>
  );
}
