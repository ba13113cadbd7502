import type { JSX } from 'preact';
import { formatRecentDay, text } from '../../lib/browser/interface-texts.ts';
import { IndexFailure } from '../ui/index-failure.tsx';
import { AnalysisLists } from './analysis-lists.tsx';
import type { StateProps } from './panel-view.ts';
import { StateFrame } from './state-frame.tsx';

/** Drawn if the index is old and has no analysis of the page. */
export function StaleState({ view, panel }: StateProps<'stale'>): JSX.Element {
  return (
    <StateFrame
      title={
        view.since === undefined ? text('staleUndatedTitle') : text('staleTitle', formatRecentDay(view.since))
      }
      say={
        <>
          <p>{text(view.since === undefined ? 'staleUndatedText' : 'stalePanelText')}</p>
          <IndexFailure always grants={false} />
        </>
      }
      site={view.site}
      panel={panel}
    >
      <AnalysisLists newest={view.newest} site={view.site} panel={panel} />
    </StateFrame>
  );
}
