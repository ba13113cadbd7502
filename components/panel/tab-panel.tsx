import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { AnalysisText } from '../../lib/analysis/analysis.ts';
import type { Answers } from '../../lib/app/queries.ts';
import { query } from '../../lib/app/send-query.ts';
import { count, moment, text } from '../../lib/browser/interface-texts.ts';
import type { Settings } from '../../lib/browser/settings.ts';
import type { TabView } from '../../lib/tab/tab-view.ts';
import { claimsToBeOfPage } from '../reading/match-reason.ts';
import { type Missing, missingText } from '../reading/missing-text.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { ReadingView } from '../reading/reading-view.tsx';
import type { Drafts, LetterSubject } from '../share/letter-draft.ts';
import { LetterPlace, useLetters } from '../share/letter-place.tsx';
import { BackButton } from '../ui/back-button.tsx';
import { useAsync, useLiveQuery, useSettings } from '../ui/hooks.ts';
import { readyValue } from '../ui/loading.ts';
import { type DatabaseState, useDatabase } from '../ui/use-database.ts';
import { MatchList } from './match-list.tsx';
import { NewInPanel } from './new-in-panel.tsx';
import type { PanelTab } from './panel-tab.ts';
import './panel.css';
import { PanelHeader } from './panel-header.tsx';
import { ClosedIndex, GoAutomatic, IndexNotice, Notice, StorageNotice } from './panel-notices.tsx';
import { SiteSwitch } from './site-switch.tsx';

interface Props {
  readonly tab: PanelTab | undefined;
  /** Changes whenever the view must be read again, for example after a navigation in the tab. */
  readonly version: number;
  /** Opens the side panel; `undefined` if there is none. */
  readonly openPanel?: (() => void) | undefined;
}

/** The whole content of popup and side panel for a tab. */
export function TabPanel({ tab, version, openPanel }: Props): JSX.Element {
  const settings = useSettings(tab?.first?.settings);
  const [drafts] = useState((): Drafts => new Map());
  // The view may change when a check has replaced the index, and also when it has only confirmed it.
  const indexStatus = useLiveQuery('indexStatus');
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
    ],
  );
  // Never show the view of another tab.
  const shown = [readyValue(view), tab && shownFirst(tab)].find((one) => one && one.of === tab?.id);
  return (
    <div class="panel" data-state={view.state === 'failed' ? 'unreadable' : (shown?.state ?? 'loading')}>
      <PanelHeader openPanel={openPanel} />
      <main>
        {view.state === 'failed' ? (
          <Notice title={text('unreadableTitle')}>{text('lastError')}</Notice>
        ) : shown && tab ? (
          <>
            {'site' in shown && <StorageNotice database={database} failure={status?.sync.failure} />}
            <TabBody
              key={contentKey(shown)}
              view={shown}
              database={database}
              isPrivate={tab.isPrivate}
              settings={settings}
              drafts={drafts}
            />
          </>
        ) : (
          <p class="muted panel-loading" role="status">
            {text('stateLoading')}
          </p>
        )}
      </main>
      {shown && 'site' in shown && shown.state !== 'off' && !isOnPublication(shown) && (
        <footer class="panel-foot">
          <SiteSwitch site={shown.site} settings={settings} isPrivate={tab?.isPrivate ?? true} />
        </footer>
      )}
    </div>
  );
}

/** The view of a tab. If one analysis matches and its text is on the device, the view has it, to paint both at once. */
async function viewOf(tab: PanelTab): Promise<PanelView> {
  const view = await query('viewTab', tab.id, tab.clicked);
  const [match] = view.state === 'matched' ? view.matches : [];
  const text = match && (await query('textOnDevice', match.card));
  return { ...view, of: tab.id, text, isSaved: tab.first?.isSaved };
}

function shownFirst({ id, first }: PanelTab): PanelView | undefined {
  return first && { ...first.view, of: id, text: first.text, isSaved: first.isSaved };
}

type PanelView = Answers['viewTab'] & {
  /** Id of the tab. */
  readonly of: number;
  readonly text: AnalysisText | undefined;
  /** See `ReadableAnalysis`. */
  readonly isSaved?: boolean | undefined;
};

/** Identifies the shown content. While the key stays the same, `TabBody` keeps its state and the scroll position. */
function contentKey(view: PanelView): string {
  const analyses = 'matches' in view ? view.matches : 'related' in view ? view.related : [];
  return [view.of, view.state, ...analyses.map(({ card }) => card.id)].join('\n');
}

function isOnPublication(view: TabView): boolean {
  return (
    (view.state === 'matched' && view.matches[0]?.because === 'is-the-analysis') ||
    ((view.state === 'not-article' || view.state === 'partial') && view.onPublication)
  );
}

interface BodyProps {
  readonly view: PanelView;
  readonly database: DatabaseState;
  readonly isPrivate: boolean;
  readonly settings: Settings | undefined;
  readonly drafts: Drafts;
}

function TabBody({ view, database, isPrivate, settings, drafts }: BodyProps): JSX.Element {
  const [chosen, choose] = useState<string>();
  // Opening a new analysis marks it as seen and removes it from the list, so it is kept here while it is open.
  const [openedNew, openNew] = useState<ReadableAnalysis>();
  const page = `${view.of} ${view.page ?? ''}`;
  const letters = useLetters(drafts, page);
  if (letters.open) {
    return (
      <>
        <BackButton back={letters.back} />
        <LetterPlace key={page} tabId={view.of} draft={letters.open} />
      </>
    );
  }
  if (openedNew) {
    return (
      <>
        <BackButton back={() => openNew(undefined)} />
        <ReadingView analysis={openedNew} isPrivate={isPrivate} />
      </>
    );
  }
  switch (view.state) {
    case 'matched':
    case 'choose':
    case 'uncertain':
    case 'partial':
    case 'none': {
      const offered = 'related' in view ? view.related : view.matches;
      const [only] = view.state === 'matched' ? view.matches : [];
      const reading = only
        ? { ...only, text: view.text, isSaved: view.isSaved }
        : offered.find(({ card }) => card.id === chosen);
      const doubt = (id: string): JSX.Element | undefined => {
        const wrong = offered.filter(claimsToBeOfPage).find(({ card }) => card.id === id);
        return wrong && letters.button({ address: view.address, publication: wrong.publication, wrong });
      };
      if (reading) {
        return (
          <>
            {view.state !== 'matched' && <BackButton back={() => choose(undefined)} />}
            <ReadingView analysis={reading} isPrivate={isPrivate} doubt={doubt(reading.card.id)} />
          </>
        );
      }
      const list = offered.length > 0 && <MatchList analyses={offered} choose={choose} doubt={doubt} />;
      if (view.state === 'choose') {
        return (
          <div class="panel-list">
            <h1 class="panel-title">{count('chooseTitle', offered.length)}</h1>
            {list}
          </div>
        );
      }
      if (view.state === 'uncertain') return <Notice title={text('uncertainTitle')} below={list} />;
      return (
        <Notice
          title={text(view.state === 'partial' ? 'partialTitle' : 'noneTitle')}
          below={
            <>
              {'publication' in view && !isOnPublication(view) && letters.button(wanted(view))}
              {list && (
                <section>
                  <h2 class="panel-subtitle">{text('relatedTitle')}</h2>
                  {list}
                </section>
              )}
              <NewInPanel open={openNew} />
            </>
          }
        >
          {'publication' in view && missingText(view)}
        </Notice>
      );
    }
    case 'not-article':
      return (
        <Notice title={text('notArticleTitle')} below={<NewInPanel open={openNew} />}>
          {view.onPublication ? text('publicationPageText', view.site) : text('notArticleText')}
        </Notice>
      );
    case 'no-index':
      if (view.closed) return <ClosedIndex database={database} />;
      return <IndexNotice title={text('noIndexTitle')}>{text('noIndexText')}</IndexNotice>;
    case 'stale':
      return <IndexNotice title={text('staleTitle')}>{text('staleText', moment(view.since))}</IndexNotice>;
    case 'off':
      return (
        <Notice
          title={text('offTitle')}
          below={<SiteSwitch site={view.site} settings={settings} isPrivate={isPrivate} />}
        >
          {text('offText', view.site)}
        </Notice>
      );
    case 'not-checked':
      return (
        <Notice title={text('notCheckedTitle')} below={<GoAutomatic />}>
          {text('notCheckedText')}
        </Notice>
      );
    case 'unreadable':
      return <Notice title={text('unreadableTitle')}>{text('unreadableText')}</Notice>;
  }
}

/** The subject of a letter that asks for an analysis of the page. */
function wanted(view: Missing): LetterSubject {
  const { address, publication } = view;
  if (view.state === 'none') return { address, publication };
  return { address, publication, known: view.backTo === undefined ? {} : { backTo: view.backTo } };
}
