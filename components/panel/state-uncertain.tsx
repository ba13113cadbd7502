import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { MatchList } from './match-list.tsx';
import { Notice } from './panel-notices.tsx';
import type { StateProps } from './panel-view.ts';

/** The page has the address of an analysed article, but tells another story. */
export function UncertainState({ view, panel }: StateProps<'uncertain'>): JSX.Element {
  return (
    <Notice
      title={text('uncertainTitle')}
      below={<MatchList analyses={view.matches} open={panel.open} below={panel.doubt} />}
    />
  );
}
