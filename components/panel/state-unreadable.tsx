import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { AnalysisLists } from './analysis-lists.tsx';
import type { StateProps } from './panel-view.ts';
import { StatePage } from './state-page.tsx';

/** The browser does not let extensions read this page. */
export function UnreadableState({ view, panel }: StateProps<'unreadable'>): JSX.Element {
  return (
    <StatePage
      title={text('unreadableTitle')}
      say={
        <>
          <p>{text('unreadableWhy')}</p>
          <p>{text('unreadableWhat', text('menuLookUp'))}</p>
        </>
      }
      panel={panel}
    >
      <AnalysisLists newest={view.newest} panel={panel} />
    </StatePage>
  );
}

/** The view of the tab could not be made, because of an unexpected error. */
export function FailedState({ again }: { again: () => void }): JSX.Element {
  return (
    <div class="state">
      <div class="state-say" role="alert">
        <h1 class="state-title" tabIndex={-1}>
          {text('unreadableTitle')}
        </h1>
        <p>{text('lastError')}</p>
        <button type="button" class="button" onClick={again}>
          {text('tryAgain')}
        </button>
      </div>
    </div>
  );
}
