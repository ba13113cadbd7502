import type { ComponentType, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { isOnPublication, matchedSite } from '../../lib/tab/is-on-publication.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import type { Drafts } from '../share/letter-draft.ts';
import { lazy } from '../ui/lazy.tsx';
import type { PanelTab } from './panel-tab.ts';
import './panel.css';
import type { RequestedAnalysisProps } from './open-to-read-aloud.ts';
import { PanelHeader } from './panel-header.tsx';
import { analysisToRead, offeredAnalyses, type PanelView } from './panel-view.ts';
import { TabBody } from './tab-body.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import { useLinkedStories } from './use-linked-stories.ts';
import { usePanelView } from './use-panel-view.ts';

interface Props {
  readonly tab: PanelTab | undefined;
  /** Changes whenever the view must be read again, for example after the reader has navigated in the tab. */
  readonly version: number;
  /** Opens the side panel; `undefined` in the side panel itself, and in browsers without a side panel. */
  readonly openPanel?: (() => void) | undefined;
  /** Opens the analysis that the reader wants to hear. Set only in the side panel: the popup does not read aloud. */
  readonly Requested?: ComponentType<RequestedAnalysisProps>;
}

/** The whole content of the popup or the side panel for a tab. */
export function TabPanel({ tab, version, openPanel, Requested }: Props): JSX.Element {
  const {
    view: shown,
    State,
    hasFailed,
    again,
    isReading,
    settings,
    status,
    database,
  } = usePanelView(tab, version);
  const [drafts] = useState((): Drafts => ({ open: new Map(), edited: new Map() }));
  // Keep drawing the reminder after the reader has chosen a mode: it must say so if the browser has refused the
  // permission.
  const [isUndecided, setUndecided] = useState(false);
  if (settings && !settings.mode && !isUndecided) setUndecided(true);
  const key = shown && contentKey(shown);
  const [opened, setOpened] = useState<{ readonly key: string; readonly analysis: ReadableAnalysis }>();
  const isOpened = opened !== undefined && opened.key === key;
  const linked = useLinkedStories(tab?.id, `${shown?.tabId} ${shown?.page}`, [
    version,
    status?.index?.generation,
    status?.sync.checkedAt,
  ]);
  const isListOpen = linked.isOpen && !isOpened;
  const reading =
    shown && !isListOpen ? analysisToRead(shown, isOpened ? opened.analysis : undefined) : undefined;
  const isPrivate = tab?.isPrivate ?? true;
  const main = useKeptFocus<HTMLElement>(key);
  const openLinked = (): void => {
    setOpened(undefined);
    linked.open();
  };
  const header = (
    <PanelHeader
      analysis={reading}
      isShown={shown !== undefined}
      isPrivate={isPrivate}
      openPanel={openPanel}
      openLinked={shown && 'address' in shown && !isOnPublication(shown) ? openLinked : undefined}
    />
  );
  return (
    <div class="panel" data-state={hasFailed ? 'unreadable' : (shown?.state ?? 'loading')}>
      {Requested && (
        <Requested
          offered={shown && !reading ? offeredAnalyses(shown) : []}
          open={(analysis) => setOpened({ key: key ?? '', analysis })}
        />
      )}
      {!reading && header}
      <main ref={main}>
        {shown && tab && !hasFailed ? (
          <>
            {isUndecided && <LightUpHint tab={tab} state={shown.state} />}
            {'site' in shown && <StorageNotice database={database} failure={status?.sync.failure} />}
            <TabBody
              key={key}
              view={shown}
              reading={reading}
              isOpened={isOpened}
              open={(analysis) => setOpened(analysis && { key: contentKey(shown), analysis })}
              openPanel={openPanel}
              site={matchedSite(shown)}
              drafts={drafts}
              State={State}
              about={{ database, status, settings, isPrivate: tab.isPrivate, linked }}
            />
          </>
        ) : (
          <StateWithoutView hasFailed={hasFailed} again={again} isRunning={isReading} />
        )}
      </main>
      {/* While an analysis is open, the header comes last in the document, so that the Tab key first reaches the
          actions of the analysis. The style sheet (`order`) still shows the header at the top. */}
      {reading && header}
    </div>
  );
}

/** Identifies the shown content. While the key stays the same, `TabBody` keeps its state and its scroll position. */
function contentKey(view: PanelView): string {
  return [view.tabId, view.state, ...offeredAnalyses(view).map(({ card }) => card.id)].join('\n');
}

const StateWithoutView = lazy(async () => (await import('./state-without-view.tsx')).StateWithoutView);
const LightUpHint = lazy(async () => (await import('./light-up-hint.tsx')).LightUpHint);
const StorageNotice = lazy(async () => (await import('./panel-notices.tsx')).StorageNotice);
