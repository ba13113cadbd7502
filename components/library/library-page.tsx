import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { query } from '../../lib/app/send-query.ts';
import { browser } from '../../lib/browser/browser.ts';
import { day, text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { PUBLICATION } from '../../lib/browser/publication-address.ts';
import { lensOf } from '../../lib/db/index-queries.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import { directionOf } from '../../lib/input/text-direction.ts';
import { analysisIn } from '../../lib/tab/library-address.ts';
import { printIfAsked } from '../reading/print-request.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { ReadingView } from '../reading/reading-view.tsx';
import { ShareButton } from '../share/share-button.tsx';
import { AnalysisList } from '../ui/analysis-list.tsx';
import { AnalysisRow } from '../ui/analysis-row.tsx';
import { AppearanceButton } from '../ui/appearance-button.tsx';
import { BackButton } from '../ui/back-button.tsx';
import { Mark } from '../ui/icons.tsx';
import { IndexFailure } from '../ui/index-failure.tsx';
import { readyValue } from '../ui/loading.ts';
import { SkipLink } from '../ui/skip-link.tsx';
import { useAsync } from '../ui/use-async.ts';
import { useDatabase } from '../ui/use-database.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { FollowLenses } from '../welcome/follow-lenses.tsx';
import { CommandExplanation } from './command-explanation.tsx';
import { FollowedLists } from './followed-lists.tsx';
import { LookedUp } from './looked-up.tsx';
import { NewInLibrary } from './new-in-library.tsx';
import { RemovedList } from './removed-list.tsx';
import { RestoredNote } from './restored-note.tsx';
import { SecondCopyView } from './second-copy-view.tsx';
import { WithdrawnNote } from './withdrawn-note.tsx';

/** Number of analyses in the list of the newest, which fills the reading column while no analysis is open. */
const NEWEST = 10;
const LOOKED_UP = '#looked-up';
const REMOVED = '#view=removed';

/** The library page: lists of saved, new and followed analyses, and the open analysis beside them. */
export function Library(): JSX.Element {
  const hash = useHash();
  const open = analysisIn(hash);
  const inPrivate = readyValue(
    useAsync(async () => (await browser.tabs.getCurrent())?.incognito ?? false, []),
  );
  const database = useDatabase(inPrivate === false);
  return (
    <div class={open ? 'library is-reading' : 'library'}>
      <SkipLink />
      <header class="library-header">
        <span class="brand">
          <Mark /> {text('extensionName')}
        </span>
        <AppearanceButton isPrivate={inPrivate ?? true} />
        <button
          type="button"
          class="button"
          onClick={on('open options', () => browser.runtime.openOptionsPage())}
        >
          {text('options')}
        </button>
      </header>
      {database.state === 'closed' ? (
        <main id="content" class="library-lists" tabIndex={-1}>
          {hash === LOOKED_UP && <LookedUp />}
          <SecondCopyView reason={database.reason} tries={database.tries} />
        </main>
      ) : (
        <ListsAndReading hash={hash} open={open} inPrivate={inPrivate} />
      )}
    </div>
  );
}

interface ContentProps {
  readonly hash: string;
  readonly open: string | undefined;
  /** Whether the page is in a private window; `undefined` until the browser has answered. */
  readonly inPrivate: boolean | undefined;
}

/** The part of the page that needs the database: the lists, and the open analysis. */
function ListsAndReading({ hash, open, inPrivate }: ContentProps): JSX.Element {
  const view = useView(hash);
  const isPrivate = inPrivate ?? false;
  const saved = readyValue(useLiveQuery('savedAnalyses'));
  return (
    <>
      <nav class="library-lists" aria-label={text('libraryTitle')}>
        <h1>{text('libraryTitle')}</h1>
        <IndexFailure titled />
        {hash === LOOKED_UP && <LookedUp />}
        <CommandExplanation hash={hash} />
        <NewInLibrary open={open} isPrivate={isPrivate} />
        <RestoredNote isPrivate={isPrivate} />
        <WithdrawnNote isPrivate={isPrivate} />
        {view === 'removed' ? (
          <RemovedList open={open} isPrivate={isPrivate} />
        ) : (
          <>
            <SavedList saved={saved} open={open} />
            <LinkToRemoved />
          </>
        )}
        <FollowedLists open={open} isPrivate={isPrivate} />
        <section>
          <FollowLenses isPrivate={isPrivate} />
        </section>
      </nav>
      <main id="content" class="library-reading" tabIndex={-1}>
        {open && inPrivate === undefined ? null : open ? (
          <OpenAnalysis
            key={open}
            id={open}
            isPrivate={isPrivate}
            close={() => {
              location.hash = '';
            }}
          />
        ) : (
          <Newest />
        )}
      </main>
    </>
  );
}

interface ListProps {
  readonly open: string | undefined;
}

function SavedList({
  saved,
  open,
}: ListProps & { saved: readonly SavedAnalysis[] | undefined }): JSX.Element {
  return (
    <section>
      <h2>{text('librarySaved')}</h2>
      {saved?.length === 0 && <p class="muted">{text('libraryEmpty')}</p>}
      <ul class="entries">
        {saved?.map(({ id, card, lens, publication, savedAt, readAt }) => (
          <li key={id}>
            <AnalysisRow card={card} lens={lens} language={publication.language} isOpen={open === id}>
              {text('savedOn', day(savedAt, 'medium'))} ·{' '}
              {readAt ? text('readOn', day(readAt, 'medium')) : text('notRead')}
            </AnalysisRow>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Returns the view that the lists show. While an analysis is open, the hash names the analysis, so the view stays. */
function useView(hash: string): 'all' | 'removed' {
  const [view, setView] = useState<'all' | 'removed'>(hash === REMOVED ? 'removed' : 'all');
  useEffect(() => {
    if (analysisIn(hash) === undefined) setView(hash === REMOVED ? 'removed' : 'all');
  }, [hash]);
  return view;
}

/** A link to the removed analyses, if there are any. */
function LinkToRemoved(): JSX.Element | null {
  const removed = readyValue(useLiveQuery('removedAnalyses'));
  if (!removed?.length) return null;
  return (
    <p>
      <a href={REMOVED}>{text('removedTitle')}</a>
    </p>
  );
}

/** The newest analyses of the publication, shown while no analysis is open. */
function Newest(): JSX.Element | null {
  const status = useLiveQuery('indexStatus');
  const index = readyValue(status)?.index;
  const loading = useAsync(() => query('newestCards', NEWEST), [index?.generation]);
  if (status.state === 'loading' || loading.state === 'loading') return null;
  const newest = readyValue(loading);
  if (!index || !newest) return <p class="muted library-hint">{text('chooseAnalysis')}</p>;
  const { language } = index.publication;
  return (
    <section class="library-newest">
      <h2>{text('newestTitle', index.publication.name)}</h2>
      <AnalysisList
        cards={newest}
        lens={(card) => lensOf(index, card)}
        language={language}
        below={({ summary }) =>
          summary && (
            <p class="entry-summary own-side" lang={language} dir={directionOf(language)}>
              {summary}
            </p>
          )
        }
      />
    </section>
  );
}

interface OpenProps {
  readonly id: string;
  readonly isPrivate: boolean;
  readonly close: () => void;
}

/** The open analysis: the reader's own copy, saved or removed, or else the card from the index. */
function OpenAnalysis({ id, isPrivate, close }: OpenProps): JSX.Element | null {
  const own = useLiveQuery('ownCopy', id);
  const generation = readyValue(useLiveQuery('indexStatus'))?.index?.generation;
  const indexed = useAsync(() => readIndexed(id), [id, generation]);
  const copy = readyValue(own);
  const analysis: ReadableAnalysis | undefined = copy
    ? { ...copy.saved, isSaved: !copy.isRemoved }
    : readyValue(indexed);
  if (own.state === 'loading' || (!analysis && indexed.state === 'loading')) return null;
  return (
    <>
      <BackButton back={close} />
      {analysis ? (
        <ReadingView
          analysis={analysis}
          isPrivate={isPrivate}
          share={<ShareButton analysis={analysis} isPrivate={isPrivate} />}
          onTextShown={printIfAsked}
        />
      ) : (
        <p class="muted library-hint">{text('analysisGone')}</p>
      )}
    </>
  );
}

async function readIndexed(id: string): Promise<ReadableAnalysis | undefined> {
  const card = await query('cardById', id);
  if (!card) return undefined;
  const { index } = await query('indexStatus');
  const lens = await query('lensOf', card);
  return {
    card,
    ...(lens ? { lens } : {}),
    publication: index?.publication ?? { name: new URL(PUBLICATION).hostname, url: PUBLICATION },
  };
}

/**
 * Returns the hash of the page's address, and scrolls to the top when it changes. The hash names the open analysis, so
 * the browser's Back, Forward and Reload work.
 */
function useHash(): string {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = (): void => {
      setHash(location.hash);
      scrollTo(0, 0);
      document.querySelector('.library-reading')?.scrollTo(0, 0);
    };
    // The hash may change between the first render and this effect.
    setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return hash;
}
