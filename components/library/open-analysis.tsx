import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { query } from '../../lib/app/send-query.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { PUBLICATION_ADDRESS } from '../../lib/browser/publication-address.ts';
import { useCorrections } from '../corrections/use-corrections.tsx';
import { printIfAsked } from '../reading/print-request.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { ReadingView } from '../reading/reading-view.tsx';
import { ScrollsToMatch } from '../reading/scrolls-to-match.ts';
import { ShareButton } from '../share/share-button.tsx';
import { BackButton } from '../ui/back-button.tsx';
import { lazy } from '../ui/lazy.tsx';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { LabelChips } from './label-chips.tsx';
import { ReleasedNote } from './text-released-notice.tsx';
import type { SearchState } from './use-search.ts';

interface Props {
  readonly id: string;
  /**
   * The comparison, earlier version or version list that replaces the text, and a function that changes this choice.
   */
  readonly text: TextPlace;
  readonly isPrivate: boolean;
  /** Whether the analysis must take the keyboard focus when it is drawn. */
  readonly isChosen: boolean;
  /** Archives the analysis, and opens the next one. */
  readonly archive: () => void;
  /** Opens the dialog with the labels of the analysis. */
  readonly changeLabels: () => void;
  readonly search: SearchState;
  readonly close: () => void;
}

type TextPlace = NonNullable<Parameters<typeof useCorrections>[2]>;

/**
 * Draws the analysis that is open for reading, from its saved or removed record. If there is no such record, draws it
 * from its card in the index.
 */
export function OpenAnalysis({ id, text: place, close, ...shown }: Props): JSX.Element | null {
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
        <CorrectedView
          analysis={analysis}
          labels={copy?.isRemoved ? undefined : copy?.saved.labels}
          place={place}
          {...shown}
        />
      ) : (
        <p class="muted library-hint">{text('analysisGone')}</p>
      )}
    </>
  );
}

function CorrectedView({
  analysis,
  isPrivate,
  isChosen,
  archive,
  changeLabels,
  search,
  labels,
  place,
}: Pick<Props, 'isPrivate' | 'isChosen' | 'archive' | 'changeLabels' | 'search'> & {
  readonly analysis: ReadableAnalysis;
  /** The labels of the saved analysis. */
  readonly labels: readonly string[] | undefined;
  readonly place: TextPlace;
}): JSX.Element {
  const found = search.state === 'found' && search.found.hasWords ? search.found : undefined;
  // Decide this once, by the search at the time of opening: the text must not move when the reader types a new query.
  const scrollsToMatch = useRef<boolean>(undefined);
  if (search.state !== 'starting') scrollsToMatch.current ??= found !== undefined;
  return (
    <ScrollsToMatch.Provider value={scrollsToMatch.current}>
      <ReadingView
        analysis={analysis}
        isPrivate={isPrivate}
        isChosen={isChosen}
        archive={archive}
        menuItems={[{ name: text('labelsTitle'), icon: 'hash', choose: changeLabels }]}
        belowFacts={labels && <LabelChips labels={labels} />}
        share={<ShareButton analysis={analysis} isPrivate={isPrivate} />}
        aboveText={
          <>
            <ReleasedNote textState={analysis.textState} publication={analysis.publication.name} />
            {found && <SearchMarks {...found} scrollsToFirst={scrollsToMatch.current === true} />}
          </>
        }
        onTextShown={printIfAsked}
        corrections={useCorrections(analysis, isPrivate, place)}
      />
    </ScrollsToMatch.Provider>
  );
}

const SearchMarks = lazy(async () => (await import('./search-marks.tsx')).SearchMarks);

async function readIndexed(id: string): Promise<ReadableAnalysis | undefined> {
  const card = await query('cardById', id);
  if (!card) return undefined;
  const { index } = await query('indexStatus');
  const lens = await query('lensOf', card);
  return {
    card,
    ...(lens ? { lens } : {}),
    publication: index?.publication ?? {
      name: new URL(PUBLICATION_ADDRESS).hostname,
      url: PUBLICATION_ADDRESS,
    },
  };
}
