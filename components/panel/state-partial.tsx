import type { JSX } from 'preact';
import { formatDay, text } from '../../lib/browser/interface-texts.ts';
import { IndexFailure } from '../ui/index-failure.tsx';
import { AnalysisLists } from './analysis-lists.tsx';
import type { StateProps } from './panel-view.ts';
import { SiteProgressBar } from './site-progress.tsx';
import { StateFrame } from './state-frame.tsx';
import { DifferentStoryNote } from './story-answer.tsx';
import { TellMe } from './tell-me-button.tsx';

/** Drawn if only a part of the index has arrived, and this part has no analysis of the page. */
export function PartialState({ view, panel }: StateProps<'partial'>): JSX.Element {
  const { address, publication, backTo, onPublication, site } = view;
  const known = backTo === undefined ? {} : { backTo };
  return (
    <StateFrame
      title={text('partialTitle')}
      say={
        <>
          <p>{partialText(view)}</p>
          <DifferentStoryNote answers={view.answers} />
          {panel.settings && <SiteProgressBar readPages={panel.settings.readPages} />}
          <IndexFailure grants={false} />
        </>
      }
      foot={
        !onPublication && (
          <>
            <TellMe view={view} panel={panel} />
            {panel.letters.button({ address, publication, known })}
          </>
        )
      }
      site={onPublication ? undefined : site}
      panel={panel}
    >
      <AnalysisLists
        related={view.related}
        newest={view.newest}
        site={onPublication ? undefined : site}
        panel={panel}
      />
    </StateFrame>
  );
}

function partialText({ backTo, isOlder, onPublication }: StateProps<'partial'>['view']): string {
  const arrived = backTo === undefined ? text('partialSome') : text('partialBackTo', formatDay(backTo));
  return `${arrived} ${text(onPublication ? 'partialMayBeOne' : isOlder ? 'partialOlder' : 'partialMay')}`;
}
