import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { FollowLenses } from '../welcome/follow-lenses.tsx';
import { NewestAnalyses } from './newest.tsx';
import { OpenAnalysis } from './open-analysis.tsx';
import { goTo } from './use-place.ts';
import type { SearchState } from './use-search.ts';

interface Props {
  readonly place: LibraryPlace;
  /** Whether the page is in a private window; `undefined` until the browser has answered. */
  readonly inPrivate: boolean | undefined;
  /** Whether the open analysis must take the keyboard focus when it is drawn. */
  readonly isChosen: boolean;
  /** Archives the open analysis, and opens the next one. */
  readonly archive: () => void;
  /** Opens the dialog with the labels of an analysis. */
  readonly changeLabels: (id: string) => void;
  readonly search: SearchState;
  readonly close: () => void;
}

/** Draws the open analysis, or the newest analyses if none is open. */
export function ReadingPane({
  place,
  inPrivate,
  isChosen,
  archive,
  changeLabels,
  search,
  close,
}: Props): JSX.Element {
  const pane = useRef<HTMLDivElement>(null);
  const { analysis, view, text: shown } = place;
  useLayoutEffect(() => {
    pane.current?.scrollTo(0, 0);
    scrollTo(0, 0);
  }, [analysis, shown]);
  const show = (text: string | undefined): void => {
    const { text: _, ...rest } = place;
    goTo({ ...rest, ...(text === undefined ? {} : { text }) });
  };
  return (
    <div ref={pane} id={analysis === undefined ? undefined : 'content'} class="library-reading" tabIndex={-1}>
      {analysis === undefined ? (
        <>
          {view === 'new' && (
            <section class="library-newest">
              <FollowLenses isPrivate={inPrivate ?? true} />
            </section>
          )}
          <NewestAnalyses />
        </>
      ) : (
        inPrivate !== undefined && (
          <OpenAnalysis
            key={analysis}
            id={analysis}
            text={{ shown, show }}
            isPrivate={inPrivate}
            isChosen={isChosen}
            archive={archive}
            changeLabels={() => changeLabels(analysis)}
            search={search}
            close={close}
          />
        )
      )}
    </div>
  );
}
