import type { JSX } from 'preact';
import { countedText } from '../../lib/browser/interface-texts.ts';
import { MatchList } from './match-list.tsx';
import type { StateProps } from './panel-view.ts';
import { StateFrame } from './state-frame.tsx';

/** Drawn if the page has several analyses. */
export function ChooseState({ view: { matches, site }, panel }: StateProps<'choose'>): JSX.Element {
  return (
    <StateFrame title={countedText('chooseTitle', matches.length)} site={site} panel={panel}>
      <div class="state-list">
        <MatchList analyses={matches} panel={panel} level={2} withSummary />
      </div>
    </StateFrame>
  );
}
