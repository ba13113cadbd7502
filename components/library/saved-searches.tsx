import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { SavedFilter } from '../../lib/db/records.ts';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import type { ListItem } from './list-items.ts';
import { RailLink } from './rail-link.tsx';
import { placeOfFilter } from './saved-search-places.ts';
import { useFilterCounts } from './use-filter-counts.ts';
import type { OpenedSearch } from './use-search.ts';

interface Props {
  readonly filters: readonly SavedFilter[];
  /** Id of the saved search whose list the page shows. */
  readonly hereId: string | undefined;
  /** The saved analyses; `undefined` until they have been read. */
  readonly items: readonly ListItem[] | undefined;
  readonly opened: OpenedSearch | undefined;
  /** Opens the dialog that renames or deletes a saved search; absent in private windows. */
  readonly edit: ((filter: SavedFilter) => void) | undefined;
  readonly onChosen: () => void;
}

/** The saved searches in the rail, each with the number of its results. */
export function SavedSearches({ filters, hereId, items, opened, edit, onChosen }: Props): JSX.Element {
  const counts = useFilterCounts(filters, items, opened);
  return (
    <>
      <h2>{text('filtersTitle')}</h2>
      <ul>
        {filters.map((filter) => (
          <RailLink
            key={filter.id}
            to={placeOfFilter(filter)}
            count={counts.get(filter.id)}
            isHere={filter.id === hereId}
            edit={edit && { label: text('editNamed', filter.name), open: () => edit(filter) }}
            onChosen={onChosen}
          >
            <MoreIcon name="star" />
            <bdi class="rail-name" title={filter.name}>
              {filter.name}
            </bdi>
          </RailLink>
        ))}
      </ul>
    </>
  );
}
