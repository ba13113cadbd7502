import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { AccessNotice } from '../ui/access-notice.tsx';
import { AnalysisLists } from './analysis-lists.tsx';
import type { StateProps } from './panel-view.ts';
import { StateFrame } from './state-frame.tsx';

/** Drawn if the browser does not let extensions read this page. */
export function UnreadableState({ view, panel }: StateProps<'unreadable'>): JSX.Element {
  return (
    <StateFrame
      title={text('unreadableTitle')}
      say={
        <>
          <p>{text('unreadableWhy')}</p>
          <p>{text('unreadableWhat', text('menuLookUp'))}</p>
          <AccessNotice />
        </>
      }
      panel={panel}
    >
      <AnalysisLists newest={view.newest} panel={panel} />
    </StateFrame>
  );
}
