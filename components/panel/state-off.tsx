import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { AnalysisLists } from './analysis-lists.tsx';
import type { StateProps } from './panel-view.ts';
import { SiteSwitch } from './site-switch.tsx';
import { StateFrame } from './state-frame.tsx';

/** Drawn if the reader has switched Civic Lens off for this site. */
export function OffState({ view, panel }: StateProps<'off'>): JSX.Element {
  return (
    <StateFrame
      title={text('offTitle')}
      say={
        <>
          <p>
            {text('offText', view.site)} {!panel.isPrivate && text('offOn')}
          </p>
          <SiteSwitch site={view.site} settings={panel.settings} isPrivate={panel.isPrivate} />
        </>
      }
      panel={panel}
    >
      <AnalysisLists newest={view.newest} panel={panel} />
    </StateFrame>
  );
}
