import type { JSX } from 'preact';
import { count } from '../../lib/browser/interface-texts.ts';
import { MatchList } from './match-list.tsx';
import type { StateProps } from './panel-view.ts';

/** The page has several analyses. */
export function ChooseState({ view: { matches }, panel }: StateProps<'choose'>): JSX.Element {
  return (
    <div class="panel-list">
      <h1 class="panel-title">{count('chooseTitle', matches.length)}</h1>
      <MatchList analyses={matches} open={panel.open} below={panel.doubt} />
    </div>
  );
}
