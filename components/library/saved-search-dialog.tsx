import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { deleteFilter, renameFilter, storeFilter } from '../../lib/app/library-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import type { SavedFilter } from '../../lib/db/records.ts';
import { labelName } from '../../lib/library/labels.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { NameDialog } from './name-dialog.tsx';
import { placeOfFilter, storedAddress } from './saved-search-places.ts';
import type { LibraryActions } from './use-library-actions.ts';
import { listTitle } from './view-names.ts';

interface Props {
  /** The list to save under a name, or the saved search to rename or delete. */
  readonly target: { readonly place: LibraryPlace } | { readonly filter: SavedFilter };
  readonly filters: readonly SavedFilter[];
  readonly lensName: (id: string) => string;
  readonly actions: Pick<LibraryActions, 'change'>;
  readonly close: () => void;
}

/** Lets the reader save a search under a name, or rename or delete a saved search. */
export function FilterDialog({ target, filters, lensName, actions, close }: Props): JSX.Element {
  const [isTaken, setTaken] = useState(false);
  const filter = 'filter' in target ? target.filter : undefined;
  const place = 'filter' in target ? placeOfFilter(target.filter) : target.place;
  const words = wordsOfPlace(place, lensName);
  const store = (name: string): boolean => {
    const isOther = filters.some((one) => one.name === name && one.id !== filter?.id);
    setTaken(isOther);
    if (isOther) return false;
    if (!filter)
      actions.change(
        async () => {
          await storeFilter(name, storedAddress(place));
          return undefined;
        },
        text('filterStored', name),
      );
    else if (name !== filter.name)
      actions.change(() => renameFilter(filter.id, name), text('renamedTo', name));
    close();
    return true;
  };
  const remove = ({ id, name }: SavedFilter): void => {
    actions.change(() => deleteFilter(id), text('filterDeleted', name));
    close();
  };
  return (
    <NameDialog
      title={text(filter ? 'filterDialog' : 'filterSave')}
      close={close}
      name={filter?.name ?? labelName(words.join(', '))}
      submitText={text(filter ? 'rename' : 'save')}
      submit={store}
      refusal={isTaken ? text('filterNameTaken') : undefined}
      remove={filter && (() => remove(filter))}
    >
      <p class="muted">
        <bdi>{words.join(' · ')}</bdi>
      </p>
    </NameDialog>
  );
}

/** Describes a place in words: its view, its filters and its query. */
function wordsOfPlace(place: LibraryPlace, lensName: (id: string) => string): string[] {
  const { view, lens, topic, outlet, label, q, saved } = place;
  return [
    ...(view === undefined ? [] : [listTitle({ view }, lensName)]),
    ...(lens === undefined ? [] : [lensName(lens)]),
    ...[topic, outlet, label].filter((name) => name !== undefined),
    ...(saved ? [text('filterSaved')] : []),
    ...(q?.trim() ? [q.trim()] : []),
  ];
}
