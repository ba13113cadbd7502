import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { lazy } from '../ui/lazy.tsx';
import type { FilterProps } from './filter-box.tsx';

/** A button that opens the filters of the list. */
export function FilterButton(props: FilterProps): JSX.Element {
  const [isOpen, open] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const label = text('filterTitle');
  return (
    <span class="filter-place">
      <button
        ref={opener}
        type="button"
        class="icon-button list-tool"
        title={label}
        aria-label={label}
        aria-expanded={isOpen}
        onClick={() => open(!isOpen)}
      >
        <MoreIcon name="filter" />
      </button>
      {isOpen && (
        <FilterBox
          {...props}
          close={() => {
            open(false);
            opener.current?.focus();
          }}
          leave={() => open(false)}
        />
      )}
    </span>
  );
}

/** Loads the code of the filters when the reader opens them. */
const FilterBox = lazy(async () => (await import('./filter-box.tsx')).FilterBox);
