import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import type { Corrections } from '../corrections/use-corrections.tsx';
import { claimsToBeOfPage } from '../reading/page-match.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { ReadingView } from '../reading/reading-view.tsx';
import type { Drafts } from '../share/letter-draft.ts';
import { ShareButton } from '../share/share-button.tsx';
import { LazyLetter, useLetters } from '../share/use-letters.tsx';
import { BackButton, BackInHeader } from '../ui/back-button.tsx';
import { lazy } from '../ui/lazy.tsx';
import { LoadingLine } from '../ui/loading-line.tsx';
import { useCloseOnEscape } from '../ui/use-close-on-escape.ts';
import { OpenBeside } from './panel-header.tsx';
import { offeredAnalyses, type PanelContext, type PanelView } from './panel-view.ts';
import type { StateForView } from './state-for-view.tsx';

interface Props {
  readonly view: PanelView;
  /** The analysis that is open for reading. */
  readonly reading: ReadableAnalysis | undefined;
  /** Whether the reader has opened that analysis from a list. */
  readonly isOpened: boolean;
  /** Opens an analysis; `undefined` closes the open one. */
  readonly open: (analysis: ReadableAnalysis | undefined) => void;
  /** Opens the side panel; `undefined` in the side panel itself, and in browsers without a side panel. */
  readonly openPanel: (() => void) | undefined;
  /**
   * The site that the switch "Civic Lens on …" names; `undefined` for pages of the publication, and on sites for which
   * the reader has switched the extension off.
   */
  readonly site: string | undefined;
  readonly drafts: Drafts;
  /** Draws the state of the tab; `undefined` until its code is loaded. */
  readonly State: StateForView | undefined;
  readonly about: Omit<PanelContext, 'letters' | 'open' | 'justClosed' | 'onFocused' | 'doubt'>;
}

/**
 * Draws the state of the tab, or what the reader has opened from it: a letter, an analysis or the list of linked
 * stories.
 */
export function TabBody({
  view,
  reading,
  isOpened,
  open,
  openPanel,
  site,
  drafts,
  State,
  about,
}: Props): JSX.Element | null {
  const [justClosed, setJustClosed] = useState<string>();
  const page = `${view.tabId} ${view.page ?? ''}`;
  const letters = useLetters(drafts, page);
  const rows = { open, justClosed, onFocused: () => setJustClosed(undefined) };
  const closeAnalysis =
    reading && isOpened
      ? () => {
          open(undefined);
          setJustClosed(reading.card.id);
        }
      : undefined;
  useCloseOnEscape(closeAnalysis);
  // This call comes second, so that Escape first closes the letter, which covers the analysis.
  useCloseOnEscape(letters.open && letters.leave);
  if (about.linked.isOpen && !reading) return <LazyLinkedStoriesList panel={{ ...about, ...rows }} />;
  if (letters.open) {
    return (
      <>
        <BackButton back={letters.back} />
        <LazyLetter
          key={page}
          tabId={view.tabId}
          draft={letters.open}
          edited={drafts.edited}
          isPrivate={about.isPrivate}
        />
      </>
    );
  }
  const doubt: PanelContext['doubt'] = (id) => {
    const wrong = offeredAnalyses(view)
      .filter(claimsToBeOfPage)
      .find(({ card }) => card.id === id);
    if (!wrong || !('address' in view)) return undefined;
    return letters.button({ address: view.address, publication: wrong.publication, wrong });
  };
  if (reading) {
    const answers = 'answers' in view ? (view.answers ?? []) : [];
    const saidSame = answers.filter(({ same, analysis }) => same && analysis === reading.card.id);
    return (
      <>
        {closeAnalysis && <BackInHeader back={closeAnalysis} />}
        <CorrectedView
          key={reading.card.id}
          analysis={reading}
          isPrivate={about.isPrivate}
          isLensNamed
          isChosen={isOpened && !letters.isClosed}
          isReasonOpen={letters.isClosed}
          about={
            <>
              {doubt(reading.card.id)}
              <LazyMatchControls
                saidSame={saidSame}
                site={site}
                settings={about.settings}
                isPrivate={about.isPrivate}
              />
            </>
          }
          share={<ShareButton analysis={reading} isPrivate={about.isPrivate} />}
          openPanel={openPanel}
          actions={openPanel && <OpenBeside open={openPanel} />}
        />
      </>
    );
  }
  const panel = { ...about, ...rows, letters, doubt };
  return State ? <State view={view} panel={panel} /> : null;
}

/** The reading view. It also shows the corrections of a saved analysis, once their code is loaded. */
function CorrectedView(props: Parameters<typeof ReadingView>[0]): JSX.Element {
  const [corrections, setCorrections] = useState<Corrections>();
  return (
    <>
      <AnalysisCorrections
        analysis={props.analysis}
        isPrivate={props.isPrivate}
        onCorrections={setCorrections}
      />
      <ReadingView {...props} {...(corrections ? { corrections } : {})} />
    </>
  );
}

const AnalysisCorrections = lazy(
  async () => (await import('../corrections/analysis-corrections.tsx')).AnalysisCorrections,
);

/** Loads the code of these controls when the panel first shows the reason for a match. */
const LazyMatchControls = lazy(async () => (await import('./match-controls.tsx')).MatchControls);

const LazyLinkedStoriesList = lazy(
  async () => (await import('./linked-stories-list.tsx')).LinkedStoriesList,
  () => <LoadingLine words={text('linkedLoading')} />,
);
