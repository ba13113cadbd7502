import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { AnalysisLists } from './analysis-lists.tsx';
import { LinkedStoriesOffer } from './linked-stories-offer.tsx';
import type { StateProps } from './panel-view.ts';
import { StateFrame } from './state-frame.tsx';

/** Drawn if the page is not an article. */
export function NotArticleState({ view, panel }: StateProps<'not-article'>): JSX.Element {
  const site = view.onPublication ? undefined : view.site;
  return (
    <StateFrame
      title={text('notArticleTitle')}
      say={
        <>
          <p>{view.onPublication ? text('publicationPageText', view.site) : text('notArticleText')}</p>
          {!view.onPublication && <LinkedStoriesOffer linked={panel.linked} />}
        </>
      }
      site={site}
      panel={panel}
    >
      <AnalysisLists newest={view.newest} site={site} panel={panel} />
    </StateFrame>
  );
}
