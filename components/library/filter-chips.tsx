import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { FILTER_PROPERTIES, type LibraryPlace } from '../../lib/tab/library-address.ts';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { LabelName } from './label-name.tsx';
import { dayFilters, withDayFilters } from './query-words.ts';
import { goTo } from './use-place.ts';
import { titleFilter } from './view-names.ts';

interface Props {
  readonly place: LibraryPlace;
  /** The title of the list. The filter that it names has no chip. */
  readonly title: string;
  /** BCP 47 tag of the publication's language. */
  readonly language: string | undefined;
  readonly lensName: (id: string) => string;
}

/**
 * Shows the filters of the list, except the filter that the title of the list names. Each filter has a button that
 * removes it.
 */
export function FilterChips({ place, title, language, lensName }: Props): JSX.Element | null {
  const { q = '' } = place;
  const inTitle = titleFilter(place);
  const days = { after: '', before: '', ...dayFilters(q) };
  const named = FILTER_PROPERTIES.flatMap((name) => {
    const value = place[name];
    const words = name === 'lens' && value !== undefined ? lensName(value) : value;
    if (words === undefined || (name === inTitle && words === title)) return [];
    const { [name]: _, ...wider } = place;
    const shown =
      name === 'label' ? (
        <LabelName name={words} />
      ) : (
        <span {...languageAndDirection(words, language)}>{words}</span>
      );
    return [{ name, words, wider, shown }];
  });
  const dated = (['after', 'before'] as const).flatMap((name) => {
    if (days[name] === '') return [];
    const { q: _, ...rest } = place;
    const left = withDayFilters(q, { ...days, [name]: '' });
    const words = text(name === 'after' ? 'chipAfter' : 'chipBefore', days[name]);
    return [{ name, words, wider: left === '' ? rest : { ...rest, q: left }, shown: <span>{words}</span> }];
  });
  const chips = [...named, ...dated];
  if (chips.length === 0) return null;
  return (
    <ul class="filter-chips" aria-label={text('filterTitle')}>
      {chips.map(({ name, words, wider, shown }) => (
        <li key={name}>
          <button
            type="button"
            class="chip"
            aria-label={text('chipRemove', words)}
            onClick={() => goTo(wider)}
          >
            {shown}
            <MoreIcon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}
