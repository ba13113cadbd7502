import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { formatRelativeTime } from '../../lib/browser/time-texts.ts';
import { AnalysisLists } from './analysis-lists.tsx';
import { LinkedStoriesOffer } from './linked-stories-offer.tsx';
import type { StateProps } from './panel-view.ts';
import { StateFrame } from './state-frame.tsx';
import { DifferentStoryNote } from './story-answer.tsx';
import { TellMe } from './tell-me-button.tsx';

const MINUTE = 60_000;

/** Drawn if the publication has no analysis of the page. */
export function NoneState({ view, panel }: StateProps<'none'>): JSX.Element {
  const { address, publication, site } = view;
  const updatedAt = panel.status?.sync.checkedAt;
  const isAutomatic = panel.settings?.mode === 'automatic';
  return (
    <StateFrame
      title={text('noneTitle')}
      say={
        <>
          <p>
            {updatedAt !== undefined && listUpdated(updatedAt)}{' '}
            {text(isAutomatic ? 'noneLightsUp' : view.remember ? 'noneClickAgain' : 'noneClickAgainOnly')}
          </p>
          <DifferentStoryNote answers={view.answers} />
          <LinkedStoriesOffer linked={panel.linked} />
        </>
      }
      foot={
        <>
          <TellMe view={view} panel={panel} />
          {panel.letters.button({ address, publication })}
        </>
      }
      site={site}
      panel={panel}
    >
      <AnalysisLists related={view.related} newest={view.newest} site={site} panel={panel} />
    </StateFrame>
  );
}

function listUpdated(at: number): string {
  const now = Date.now();
  return now - at < MINUTE ? text('listUpdatedNow') : text('listUpdated', formatRelativeTime(at, now));
}
