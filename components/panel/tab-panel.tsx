import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { query } from '../../lib/app/send-query.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { report } from '../../lib/browser/listener-errors.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import type { Drafts } from '../share/letter-draft.ts';
import { lazy } from '../ui/lazy.tsx';
import { readyValue } from '../ui/loading.ts';
import { Loading } from '../ui/loading-line.tsx';
import { useAsync } from '../ui/use-async.ts';
import { useDatabase } from '../ui/use-database.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { useSettings } from '../ui/use-settings.ts';
import type { PanelTab } from './panel-tab.ts';
import './panel.css';
import { PanelHeader } from './panel-header.tsx';
import { isOnPublication, NEWEST_TO_REQUEST, offeredIn, type PanelView, readingIn } from './panel-view.ts';
import { TabBody } from './tab-body.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import { useLinkedStories } from './use-linked-stories.ts';
import { useRequestedAnalysis } from './use-requested-analysis.ts';
import { useStateForView } from './use-state-for-view.ts';

interface Props {
  readonly tab: PanelTab | undefined;
  /** Changes whenever the view must be read again, for example after the reader has navigated in the tab. */
  readonly version: number;
  /** Opens the side panel; `undefined` in the side panel itself, and in browsers without one. */
  readonly openPanel?: (() => void) | undefined;
}

/** The whole content of the popup or the side panel for a tab. */
export function TabPanel({ tab, version, openPanel }: Props): JSX.Element {
  const settings = useSettings(tab?.first?.settings);
  const [drafts] = useState((): Drafts => new Map());
  // A check can change the view even if the index stays the same, because it confirms that the index is current.
  const indexStatus = useLiveQuery('indexStatus');
  // The view also depends on waiting pages and answers. The reader may change them in another window, and the extension
  // deletes them after 90 days.
  const waiting = readyValue(useLiveQuery('waiting')) ?? [];
  const answers = readyValue(useLiveQuery('storyAnswers')) ?? [];
  const database = useDatabase(tab?.isPrivate === false);
  const status = readyValue(indexStatus);
  const isKnown = indexStatus.state !== 'loading' && settings !== undefined;
  const view = useAsync(
    async () => (tab && isKnown ? viewOf(tab) : undefined),
    [
      tab?.id,
      version,
      database.state,
      isKnown,
      status?.index?.generation,
      status?.index?.incomplete,
      status?.index?.knownBackTo,
      status?.sync.checkedAt,
      settings?.mode,
      settings?.sitesOff.join(),
      waiting.map(({ id }) => id).join(),
      answers.map(({ id, same }) => `${id} ${same}`).join(),
    ],
  );
  // Never show the view of another tab.
  const known = [readyValue(view), tab && shownFirst(tab)].find((one) => one && one.tabId === tab?.id);
  const needsState = known !== undefined && known.state !== 'matched';
  const State = useStateForView(needsState);
  const shown = needsState && !State ? undefined : known;
  const key = shown && contentKey(shown);
  const [opened, setOpened] = useState<{ readonly key: string; readonly analysis: ReadableAnalysis }>();
  const isOpened = opened !== undefined && opened.key === key;
  const linked = useLinkedStories(tab?.id, `${shown?.tabId} ${shown?.page}`, [
    version,
    status?.index?.generation,
    status?.sync.checkedAt,
  ]);
  const isListOpen = linked.isOpen && !isOpened;
  const reading = shown && !isListOpen ? readingIn(shown, isOpened ? opened.analysis : undefined) : undefined;
  useRequestedAnalysis(shown && !reading && !openPanel ? offeredIn(shown) : [], (analysis) =>
    setOpened({ key: key ?? '', analysis }),
  );
  const isPrivate = tab?.isPrivate ?? true;
  const hasSite = shown && 'site' in shown && shown.state !== 'off' && !isOnPublication(shown);
  const main = useKeptFocus<HTMLElement>(key);
  const openLinked = (): void => {
    setOpened(undefined);
    linked.open();
  };
  const header = (
    <PanelHeader
      analysis={reading}
      isPrivate={isPrivate}
      openPanel={openPanel}
      openLinked={shown && 'address' in shown && !isOnPublication(shown) ? openLinked : undefined}
    />
  );
  return (
    <div class="panel" data-state={view.state === 'failed' ? 'unreadable' : (shown?.state ?? 'loading')}>
      {!reading && header}
      <main ref={main}>
        {view.state === 'failed' ? (
          <FailedState again={view.again} />
        ) : shown && tab ? (
          <>
            {settings && !settings.mode && <LightUpHint tab={tab} state={shown.state} />}
            {'site' in shown && <StorageNotice database={database} failure={status?.sync.failure} />}
            <TabBody
              key={key}
              view={shown}
              reading={reading}
              isOpened={isOpened}
              open={(analysis) => setOpened(analysis && { key: contentKey(shown), analysis })}
              openPanel={openPanel}
              site={hasSite ? shown.site : undefined}
              drafts={drafts}
              State={State}
              about={{ database, status, settings, isPrivate: tab.isPrivate, linked }}
            />
          </>
        ) : (
          <LoadingState />
        )}
      </main>
      {/* The style sheet shows this header at the top too. In the document it comes last, so that the Tab key first
          reaches the actions of the analysis. */}
      {reading && header}
    </div>
  );
}

/**
 * Reads the view of a tab together with everything with which its state is first drawn, so that nothing moves later. If
 * one analysis matches, this includes its text if that is on the device.
 */
async function viewOf(tab: PanelTab): Promise<PanelView> {
  const view = await query('viewTab', tab.id, tab.clicked);
  const more = { tabId: tab.id, isSaved: tab.first?.isSaved };
  if (view.state === 'matched') {
    const [match] = view.matches;
    return { ...view, ...more, text: match && (await query('textOnDevice', match.card)) };
  }
  const hasNewest = view.state !== 'choose' && view.state !== 'uncertain' && view.state !== 'no-index';
  const site = 'site' in view && view.state !== 'off' && !isOnPublication(view) ? view.site : undefined;
  const [newest, progress] = await Promise.all([
    hasNewest ? unlessFails(query('newestForSite', NEWEST_TO_REQUEST, site)) : undefined,
    view.state === 'partial' ? unlessFails(query('siteReading')) : undefined,
  ]);
  return { ...view, ...more, text: undefined, newest, progress };
}

/**
 * Returns `undefined` if the query fails, for example while the database is closed. The state can be drawn without the
 * answer.
 */
async function unlessFails<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    report('show a state of the panel', error);
    return undefined;
  }
}

function shownFirst({ id, first }: PanelTab): PanelView | undefined {
  return first && { ...first.view, tabId: id, text: first.text, isSaved: first.isSaved };
}

/** Identifies the shown content. While the key stays the same, `TabBody` keeps its state and its scroll position. */
function contentKey(view: PanelView): string {
  return [view.tabId, view.state, ...offeredIn(view).map(({ card }) => card.id)].join('\n');
}

const FailedState = lazy(async () => (await import('./state-failed.tsx')).FailedState);
const LightUpHint = lazy(async () => (await import('./light-up-hint.tsx')).LightUpHint);
const StorageNotice = lazy(async () => (await import('./panel-notices.tsx')).StorageNotice);
const LoadingState = lazy(
  async () => (await import('./state-loading.tsx')).LoadingState,
  () => <Loading words={text('stateLoading')} />,
);
