import type { JSX, RefObject } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { MoreIcon } from '../ui/more-icons.tsx';
import { goTo } from './use-place.ts';
import './search-box.css';

interface Props {
  readonly place: LibraryPlace;
  readonly box: RefObject<HTMLInputElement | null>;
  /** Whether the key `/` moves the focus to this box. */
  readonly hasKey: boolean;
  /** Begins the search of the place that the page will show next. */
  readonly begin: (next: LibraryPlace) => void;
  /** Moves the keyboard focus into the list. */
  readonly toList: () => void;
}

/** The search box. Its query is part of the address. */
export function SearchBox({ place, box, hasKey, begin, toList }: Props): JSX.Element {
  const search = (q: string): void => {
    const { q: before, ...rest } = place;
    const next = q === '' ? rest : { ...rest, q };
    begin(next);
    // "Back" must return to the place before the search, not to the same query without its last letter.
    goTo(next, before === undefined ? 'push' : 'replace');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'Enter') toList();
    else if (event.key === 'Escape' && place.q !== undefined) search('');
    else if (event.key === 'Escape') box.current?.blur();
    else return;
    event.preventDefault();
    // Escape in the box does not also end the selection in the list.
    event.stopPropagation();
  };
  return (
    <search class={place.q === undefined ? 'search' : 'search has-words'}>
      <MoreIcon name="search" />
      <input
        ref={box}
        type="search"
        autocomplete="off"
        spellcheck={false}
        aria-label={text('searchLabel')}
        placeholder={text('searchPlaceholder')}
        value={place.q ?? ''}
        onInput={({ currentTarget }) => search(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {hasKey && (
        <span class="search-key" aria-hidden="true">
          /
        </span>
      )}
    </search>
  );
}
