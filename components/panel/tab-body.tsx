import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { claimsToBeOfPage } from '../reading/match-reason.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { ReadingView } from '../reading/reading-view.tsx';
import { LazyLetter, useLetters } from '../share/lazy-letter.tsx';
import type { Drafts } from '../share/letter-draft.ts';
import { BackButton } from '../ui/back-button.tsx';
import type { PanelContext, PanelView } from './panel-view.ts';
import { ChooseState } from './state-choose.tsx';
import { MatchedState } from './state-matched.tsx';
import { NoIndexState } from './state-no-index.tsx';
import { NoneState } from './state-none.tsx';
import { NotArticleState } from './state-not-article.tsx';
import { NotCheckedState } from './state-not-checked.tsx';
import { OffState } from './state-off.tsx';
import { PartialState } from './state-partial.tsx';
import { StaleState } from './state-stale.tsx';
import { UncertainState } from './state-uncertain.tsx';
import { UnreadableState } from './state-unreadable.tsx';

interface Props {
  readonly view: PanelView;
  readonly drafts: Drafts;
  readonly about: Omit<PanelContext, 'letters' | 'open' | 'doubt'>;
}

/** The state of the tab, or what the reader has opened from it: a letter or an analysis. */
export function TabBody({ view, drafts, about }: Props): JSX.Element {
  // Opening a new analysis marks it as seen and removes it from the list, so it is kept here while it is open.
  const [opened, open] = useState<ReadableAnalysis>();
  const page = `${view.of} ${view.page ?? ''}`;
  const letters = useLetters(drafts, page);
  if (letters.open) {
    return (
      <>
        <BackButton back={letters.back} />
        <LazyLetter key={page} tabId={view.of} draft={letters.open} />
      </>
    );
  }
  const doubt: PanelContext['doubt'] = (id) => {
    const wrong = offeredIn(view)
      .filter(claimsToBeOfPage)
      .find(({ card }) => card.id === id);
    if (!wrong || !('address' in view)) return undefined;
    return letters.button({ address: view.address, publication: wrong.publication, wrong });
  };
  if (opened) {
    const current = offeredIn(view).find(({ card }) => card.id === opened.card.id) ?? opened;
    return (
      <>
        <BackButton back={() => open(undefined)} />
        <ReadingView analysis={current} isPrivate={about.isPrivate} doubt={doubt(opened.card.id)} />
      </>
    );
  }
  return <State view={view} panel={{ ...about, letters, open, doubt }} />;
}

/** The analyses that a view offers for the page. */
function offeredIn(view: PanelView): Extract<PanelView, { matches: unknown }>['matches'] {
  return 'matches' in view ? view.matches : 'related' in view ? view.related : [];
}

function State({ view, panel }: { view: PanelView; panel: PanelContext }): JSX.Element {
  switch (view.state) {
    case 'matched':
      return <MatchedState view={view} panel={panel} />;
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
      return <NotCheckedState />;
    case 'unreadable':
      return <UnreadableState />;
  }
}
