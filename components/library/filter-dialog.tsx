import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { deleteFilter, renameFilter, storeFilter } from '../../lib/app/library-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import type { SavedFilter } from '../../lib/db/records.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { Dialog } from '../ui/dialog.tsx';
import { MoreIcon } from '../ui/more-icons.tsx';
import { addressOf, placeOf } from './stored-place.ts';
import type { LibraryActions } from './use-library-actions.ts';
import { titleOf } from './view-names.ts';
import './edit-dialog.css';

/** Longest name of a saved search (UTF-16 code units). */
const MAX_LENGTH = 60;

interface Props {
  /** The list to save under a name, or the saved search to rename or delete. */
  readonly of: { readonly place: LibraryPlace } | { readonly filter: SavedFilter };
  readonly filters: readonly SavedFilter[];
  readonly lensName: (id: string) => string;
  readonly actions: Pick<LibraryActions, 'change'>;
  readonly close: () => void;
}

/** Lets the reader save a search under a name, or rename or delete a saved search. */
export function FilterDialog({ of, filters, lensName, actions, close }: Props): JSX.Element {
  const box = useRef<HTMLInputElement>(null);
  const [isTaken, setTaken] = useState(false);
  useEffect(() => box.current?.select(), []);
  const filter = 'filter' in of ? of.filter : undefined;
  const place = 'filter' in of ? placeOf(of.filter) : of.place;
  const words = wordsOfPlace(place, lensName);
  const store = (event: SubmitEvent): void => {
    event.preventDefault();
    const name = (box.current?.value ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim();
    const isOther = filters.some((one) => one.name === name && one.id !== filter?.id);
    setTaken(isOther);
    if (name === '' || isOther) {
      box.current?.focus();
      return;
    }
    if (!filter)
      actions.change(
        async () => {
          await storeFilter(name, addressOf(place));
          return undefined;
        },
        text('filterStored', name),
      );
    else if (name !== filter.name)
      actions.change(() => renameFilter(filter.id, name), text('renamedTo', name));
    close();
  };
  return (
    <Dialog title={text(filter ? 'filterDialog' : 'filterSave')} close={close}>
      <form class="edit-form" onSubmit={store}>
        <p class="muted">
          <bdi>{words.join(' · ')}</bdi>
        </p>
        <label>
          {text('nameLabel')}
          <input
            ref={box}
            type="text"
            dir="auto"
            required
            maxLength={MAX_LENGTH}
            defaultValue={filter?.name ?? words.join(', ').slice(0, MAX_LENGTH)}
            aria-describedby="name-taken"
            aria-invalid={isTaken}
          />
        </label>
        <p id="name-taken" class="edit-refused" role="status">
          {isTaken && text('filterNameTaken')}
        </p>
        <div class="buttons">
          <button type="submit" class="button is-primary">
            {text(filter ? 'rename' : 'save')}
          </button>
          {filter && (
            <button
              type="button"
              class="button is-danger"
              onClick={() => {
                actions.change(() => deleteFilter(filter.id), text('filterDeleted', filter.name));
                close();
              }}
            >
              <MoreIcon name="trash" />
              {text('delete')}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

/** Describes a place in words: its view, its filters and its query. */
function wordsOfPlace(place: LibraryPlace, lensName: (id: string) => string): string[] {
  const { view, lens, topic, outlet, label, q, saved } = place;
  return [
    ...(view === undefined ? [] : [titleOf({ view }, lensName)]),
    ...(lens === undefined ? [] : [lensName(lens)]),
    ...[topic, outlet, label].filter((name) => name !== undefined),
    ...(saved ? [text('filterSaved')] : []),
    ...(q?.trim() ? [q.trim()] : []),
  ];
}
