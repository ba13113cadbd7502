import type { JSX } from 'preact';
import type { PanelContext, PanelView } from './panel-view.ts';
import { ChooseState } from './state-choose.tsx';
import { NoIndexState } from './state-no-index.tsx';
import { NoneState } from './state-none.tsx';
import { NotArticleState } from './state-not-article.tsx';
import { NotCheckedState } from './state-not-checked.tsx';
import { OffState } from './state-off.tsx';
import { PartialState } from './state-partial.tsx';
import { StaleState } from './state-stale.tsx';
import { UncertainState } from './state-uncertain.tsx';
import { UnreadableState } from './state-unreadable.tsx';

/** Draws every state of a tab except `matched`. `useStateForView` loads this code when it is needed. */
export function StateForView({ view, panel }: { view: PanelView; panel: PanelContext }): JSX.Element | null {
  switch (view.state) {
    case 'matched':
      // The panel opens the only analysis of the page for reading, see `analysisToRead`.
      return null;
    case 'choose':
      return <ChooseState view={view} panel={panel} />;
    case 'uncertain':
      return <UncertainState view={view} panel={panel} />;
    case 'none':
      return <NoneState view={view} panel={panel} />;
    case 'partial':
      return <PartialState view={view} panel={panel} />;
    case 'not-article':
      return <NotArticleState view={view} panel={panel} />;
    case 'no-index':
      return <NoIndexState view={view} panel={panel} />;
    case 'stale':
      return <StaleState view={view} panel={panel} />;
    case 'off':
      return <OffState view={view} panel={panel} />;
    case 'not-checked':
      return <NotCheckedState view={view} panel={panel} />;
    case 'unreadable':
      return <UnreadableState view={view} panel={panel} />;
  }
}

export type StateForView = typeof StateForView;
