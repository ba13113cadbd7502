import type { JSX } from 'preact';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import { parseQuery } from '../../lib/search/query/query.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { ExportDialog } from '../transfer/export-dialog.tsx';
import { matchingItems, ownWordsItems } from './own-words-items.ts';
import { filterQueryOf } from './place-query.ts';

interface Props {
  /** The saved analyses that have highlights or a note. */
  readonly annotated: readonly SavedAnalysis[];
  /** The place whose highlights and notes the page lists. */
  readonly place: LibraryPlace;
  readonly hasFeeds: boolean;
  readonly close: () => void;
}

/** Lets the reader export the library, or exactly the listed highlights and notes. */
export function HighlightsExport({ annotated, place, ...dialog }: Props): JSX.Element {
  return <ExportDialog {...dialog} listed={passagesToExport(annotated, place)} />;
}

/** The listed highlights and notes, and the analyses to which they belong. */
export interface PassagesToExport {
  readonly ids: readonly string[];
  readonly isWhole: true;
  /** The keys of the rows (`OwnWordsItem`). */
  readonly passages: ReadonlySet<string>;
}

/** Returns the highlights and notes that the view lists at a place. */
export function passagesToExport(annotated: readonly SavedAnalysis[], place: LibraryPlace): PassagesToExport {
  const query = parseQuery(`${filterQueryOf(place)} ${place.q ?? ''}`);
  const items = matchingItems(ownWordsItems(annotated), query);
  return {
    ids: [...new Set(items.map(({ analysis }) => analysis.id))],
    isWhole: true,
    passages: new Set(items.map(({ key }) => key)),
  };
}
