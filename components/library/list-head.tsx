import type { JSX, RefObject } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { LibrarySort } from '../../lib/browser/settings.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { IconAction } from '../ui/icon-action.tsx';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { FilterButton } from './filter-button.tsx';
import { isLedger, listsAnalyses } from './kind-of-list.ts';
import type { Counts } from './list-items.ts';
import { ListTools, SortMenu } from './list-tools.tsx';
import { pathFilter } from './use-list.ts';
import type { ShownList } from './use-shown-list.ts';
import { titleFilter } from './view-names.ts';

interface Props {
  readonly place: LibraryPlace;
  readonly title: string;
  readonly shown: ShownList;
  /** `undefined` until the saved analyses have been read. */
  readonly counts: Counts | undefined;
  readonly highlightCount: number | undefined;
  readonly correctionCount: number | undefined;
  /** Number of changes that the view lists below the analyses; `undefined` until they have been read. */
  readonly changeCount: number | undefined;
  /** BCP 47 tag of the publication's language. */
  readonly language: string | undefined;
  readonly isPrivate: boolean;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly setSort: (sort: LibrarySort) => void;
  /**
   * Whether the reader has saved this search, and a function that opens its dialog; `undefined` for a list that cannot
   * be saved.
   */
  readonly store: { readonly isStored: boolean; readonly open: () => void } | undefined;
}

/** The row above the list, with the tools of the view: save the search, sort and filter. */
export function ListHead({
  place,
  title,
  shown,
  counts,
  highlightCount,
  correctionCount,
  changeCount,
  language,
  isPrivate,
  heading,
  setSort,
  store,
}: Props): JSX.Element {
  const count = isLedger(place)
    ? correctionCount
    : place.view === 'highlights'
      ? highlightCount
      : shown.items && changeCount !== undefined
        ? shown.count + changeCount
        : undefined;
  const filter = titleFilter(place);
  // Whether the title is the name of a topic, an outlet or a lens. Names of views, labels and saved searches are not
  // texts of the publication.
  const isOfPublication = filter !== undefined && filter !== 'label' && !store?.isStored;
  const hasTools = listsAnalyses(place) && shown.items;
  return (
    <ListTools
      title={title}
      words={isOfPublication ? languageAndDirection(title, language) : {}}
      count={count}
      heading={heading}
    >
      {store && <StoreButton {...store} isPrivate={isPrivate} />}
      {hasTools && shown.sort && (
        <SortMenu
          sort={shown.sort}
          without={pathFilter(place) && !place.saved ? ['saved'] : []}
          isPrivate={isPrivate}
          setSort={setSort}
        />
      )}
      {hasTools && <FilterButton place={place} counts={counts} />}
    </ListTools>
  );
}

function StoreButton({
  isStored,
  open,
  isPrivate,
}: NonNullable<Props['store']> & { readonly isPrivate: boolean }): JSX.Element {
  const label = text(isStored ? 'filterDialog' : 'filterSave');
  return (
    <IconAction
      class="list-tool"
      label={label}
      reason={isPrivate ? text('savePrivate') : undefined}
      press={open}
    >
      <MoreIcon name="star" filled={isStored} />
    </IconAction>
  );
}
