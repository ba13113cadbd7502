import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import type { LibraryPlace, View } from '../../lib/tab/library-address.ts';
import { closeOnEscape } from '../ui/close-on-escape.ts';
import type { Counts } from './list-items.ts';
import { dayFilters, firstDayOf, withDayFilters } from './query-words.ts';
import { goTo } from './use-place.ts';
import { VIEW_NAMES } from './view-names.ts';
import './filter-box.css';

/** The views that the field for the reading state offers. */
const STATES: readonly View[] = ['all', 'unread', 'reading', 'read', 'archive'];

export interface FilterProps {
  readonly place: LibraryPlace;
  /** The numbers of saved analyses; `undefined` until all saved analyses have been read. */
  readonly counts: Counts | undefined;
}

interface Props extends FilterProps {
  /** Called when the reader presses Escape. */
  readonly close: () => void;
  /** Called when the focus moves outside the box and its button. */
  readonly leave: () => void;
}

/** Draws the filters of the list. Each choice changes the address, so the list updates immediately. */
export function FilterBox({ place, counts, close, leave }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.querySelector('select')?.focus(), []);
  const onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    const button = box.current?.closest('.filter-place');
    if (relatedTarget instanceof Node && !button?.contains(relatedTarget)) leave();
  };
  const { lens, outlet, label, q = '', analysis } = place;
  const days = { after: '', before: '', ...dayFilters(q) };
  const change = (part: LibraryPlace): void => goTo(withoutEmpty({ ...place, ...part }));
  const setDay = (name: 'after' | 'before', day: string): void =>
    change({ q: withDayFilters(q, { ...days, [name]: day }) });
  const isNarrowed = [lens, outlet, label, place.topic, place.view].some(Boolean) || q !== '';
  return (
    <div
      ref={box}
      class="filter-box"
      role="dialog"
      aria-label={text('filterTitle')}
      onKeyDown={closeOnEscape(close)}
      onFocusOut={onFocusOut}
    >
      <Choice
        label={text('filterState')}
        value={place.view ?? ''}
        choose={(view) => change({ view: view as View })}
        choices={[
          ['', text('filterAny')],
          ...STATES.map((view): [string, string] => [
            view,
            text(view === 'all' ? 'filterSaved' : VIEW_NAMES[view].name),
          ]),
        ]}
      />
      {(['lens', 'outlet', 'label'] as const).map((name) => {
        const named = counts?.[({ lens: 'lenses', outlet: 'outlets', label: 'labels' } as const)[name]];
        if (!named || named.length === 0) return null;
        return (
          <Choice
            key={name}
            label={text(({ lens: 'factLens', outlet: 'filterOutlet', label: 'filterLabel' } as const)[name])}
            value={place[name] ?? ''}
            choose={(value) => change({ [name]: value })}
            choices={[
              ['', text('filterAny')],
              ...named
                .map((one): [string, string] => [name === 'lens' ? one.id : one.name, one.name])
                .sort(([, a], [, b]) => a.localeCompare(b)),
            ]}
          />
        );
      })}
      <div class="filter-days">
        <Day label={text('filterAfter')} value={days.after} choose={(day) => setDay('after', day)} />
        <Day label={text('filterBefore')} value={days.before} choose={(day) => setDay('before', day)} />
      </div>
      {/* `aria-disabled` instead of `disabled`: a press on the button disables it, and with `disabled` it would lose
          the keyboard focus. */}
      <button
        type="button"
        class="button"
        aria-disabled={!isNarrowed}
        onClick={isNarrowed ? () => goTo(withoutEmpty({ analysis: analysis ?? '' })) : undefined}
      >
        {text('filterClear')}
      </button>
    </div>
  );
}

function withoutEmpty(place: LibraryPlace): LibraryPlace {
  return Object.fromEntries(Object.entries(place).filter(([, value]) => value !== ''));
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choose: (value: string) => void;
  readonly choices: readonly (readonly [value: string, name: string])[];
}

function Choice({ label, value, choose, choices }: ChoiceProps): JSX.Element {
  // The address may contain a value that is not among the choices. If so, add this value.
  const all = choices.some(([one]) => one === value) ? choices : [...choices, [value, value] as const];
  return (
    <label class="filter">
      {label}
      <select value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {all.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A field for a day of publication. If the value is a month or a year, the field shows its first day. */
function Day({ label, value, choose }: Omit<ChoiceProps, 'choices'>): JSX.Element {
  return (
    <label class="filter">
      {label}
      <input
        type="date"
        value={firstDayOf(value)}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
    </label>
  );
}
