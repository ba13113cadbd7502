import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { useCloseOnEscape } from '../ui/use-close-on-escape.ts';
import { intendedCharacter } from './letter-keys.ts';
import { HINTED_FORMS } from './search-forms.ts';
import { goTo } from './use-place.ts';
import './search-box.css';

interface Props {
  readonly place: LibraryPlace;
  readonly box: RefObject<HTMLInputElement | null>;
  /** Whether the key `/` moves the focus to this box. */
  readonly hasKey: boolean;
  /** Changes whenever the box must take the keyboard focus. The caret is then after the query. */
  readonly focusAsked: number;
  /** Begins the search for the place that the page will show next. */
  readonly begin: (next: LibraryPlace) => void;
  /** Moves the keyboard focus into the list, if it has rows. */
  readonly toList: () => void;
  /** Moves the keyboard focus away from the box. */
  readonly leave: () => void;
  /** Opens the dialog that lists the keyboard shortcuts and the search syntax. */
  readonly help: () => void;
}

/**
 * The search box. Its query is part of the address. While the box is empty and has the focus, a hint shows examples of
 * the search syntax.
 */
export function SearchBox({
  place,
  box,
  hasKey,
  focusAsked,
  begin,
  toList,
  leave,
  help,
}: Props): JSX.Element {
  const [hasHint, showHint] = useState(false);
  const isHintShown = hasHint && place.q === undefined;
  useCloseOnEscape(isHintShown ? () => showHint(false) : undefined);
  useLayoutEffect(() => {
    if (focusAsked === 0 || !box.current) return;
    box.current.focus();
    box.current.setSelectionRange(box.current.value.length, box.current.value.length);
  }, [focusAsked]);
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
    // While the hint is shown, Escape only closes the hint.
    else if (event.key === 'Escape' && !isHintShown) leave();
    // Words to search for do not begin with `?`, so in an empty box this key can open the help.
    else if (place.q === undefined && !event.ctrlKey && !event.metaKey && intendedCharacter(event) === '?')
      help();
    else return;
    event.preventDefault();
  };
  return (
    <search
      class={place.q === undefined ? 'search' : 'search has-words'}
      onFocusIn={({ relatedTarget, currentTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) showHint(true);
      }}
      onFocusOut={({ relatedTarget, currentTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) showHint(false);
      }}
    >
      <MoreIcon name="search" />
      <input
        ref={box}
        type="search"
        autocomplete="off"
        spellcheck={false}
        aria-label={text('searchLabel')}
        aria-describedby={place.q === undefined ? 'search-hint' : undefined}
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
      <p id="search-hint" class="search-hint" hidden={!isHintShown}>
        {text('searchHint', HINTED_FORMS.phrase(), HINTED_FORMS.without(), HINTED_FORMS.is())}{' '}
        <button
          type="button"
          class="link"
          // Without this, the box would lose the focus in browsers that do not focus a clicked button, and the hint
          // would close. See https://developer.mozilla.org/docs/Web/HTML/Element/button#clicking_and_focus
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            // The hint disappears together with this button. So focus the box: the dialog later returns the focus to
            // it.
            box.current?.focus();
            help();
          }}
        >
          {text('searchHelp')} <kbd>?</kbd>
        </button>
      </p>
    </search>
  );
}
